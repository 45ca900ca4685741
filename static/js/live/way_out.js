/** From the window of another app to a browser. */

import { PHONE, appOf } from "./in_app.js"

/**
 * An address that leads out: Instagram has one of its own, other apps let the system's schemes through.
 *
 * @param {{userAgent: string, href: string}} _
 * @returns {{browser: "Safari" | "Chrome", address: string}}
 */
export function wayOut({ userAgent, href }) {
  const { protocol, host, pathname, search } = new URL(href)
  const place = `${host}${pathname}${search}`
  if (PHONE.test(userAgent)) {
    const isInstagram = appOf({ userAgent }) === "Instagram"
    const address = isInstagram ? `instagram://extbrowser/?url=${encodeURIComponent(href)}` : `x-safari-${protocol}//${place}`
    return { browser: "Safari", address }
  }
  const back = encodeURIComponent(href)
  const address = `intent://${place}#Intent;scheme=${protocol.slice(0, -1)};action=android.intent.action.VIEW;package=com.android.chrome;S.browser_fallback_url=${back};end`
  return { browser: "Chrome", address }
}

/** Fill in what this app and system call things. */
export function showWayOut(lobby, navigator, { hasMicrophone }) {
  const app = appOf(navigator)
  const { browser, address } = wayOut({ userAgent: navigator.userAgent, href: location.href })
  const find = selector => lobby.querySelector(selector)
  find("[data-in-app]").hidden = false
  find("[data-in-app-words]").textContent = wordsFor(app, hasMicrophone)
  find("[data-in-app-menu]").textContent = browser === "Safari" ? "Tap the three dots, or the compass, at the edge of this window." : "Tap the three dots at the top end of this window."
  find("[data-in-app-open]").textContent = browser === "Safari" ? "Tap “Open in browser”, or “Open in Safari”." : "Tap “Open in browser”, or “Open in Chrome”."
  const escape = find("[data-escape]")
  Object.assign(escape, { href: address, textContent: `Open in ${browser}`, hidden: false })
  escape.classList.toggle("second", hasMicrophone) // one green button: here the talk works as well
  const join = find("[data-join]")
  join.classList.toggle("second", !hasMicrophone)
  join.textContent = hasMicrophone ? "Join here" : "Stay, with text and notes"
  startCopying(find("[data-copy-link]"))
}

function wordsFor(app, hasMicrophone) {
  const window = `${app} shows this page in a window of its own`
  return hasMicrophone ? `${window}. Leaving that window ends your call; a browser keeps it.` : `${window}, and that window gives us no microphone.`
}

function startCopying(button) {
  button.hidden = !navigator.clipboard
  button.onclick = async () => {
    await navigator.clipboard.writeText(location.href)
    button.lastChild.textContent = " Copied"
  }
}
