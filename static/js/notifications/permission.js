/** Ask the browser, after the person has agreed, and hand on where it can be rung.
 *  `[data-when]` says one state in words; `[data-allow]` in a form is the yes. */

const NOT_NOW = "push-not-now"

/** @returns {"unsupported" | "iphone" | "denied" | "off"} why it does not ring, as far as one can see */
export function stateOf(window) {
  const { navigator, Notification } = window
  if ("PushManager" in window && "serviceWorker" in navigator && Notification) {
    return Notification.permission === "denied" ? "denied" : "off"
  }
  const isApple = /iP(hone|ad|od)/.test(navigator.userAgent)
    || navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1
  return isApple && !navigator.standalone ? "iphone" : "unsupported"
}

/** On the page of a booking only what one can do something about is said, and once. */
export function isWorthAsking(state, saidNo) {
  return !saidNo && ["off", "iphone"].includes(state)
}

export function startPush(element, signal) {
  const key = element.dataset.push
  const state = key ? stateOf(window) : "unsupported"
  if ("once" in element.dataset) element.hidden = !isWorthAsking(state, localStorage.getItem(NOT_NOW))
  show(element, state)
  element.querySelector("[data-allow]")?.addEventListener("click", ({ currentTarget }) =>
    allow(element, currentTarget.form, key), { signal })
  element.querySelector("[data-not-now]")?.addEventListener("click", () => {
    localStorage.setItem(NOT_NOW, "1")
    element.hidden = true
  }, { signal })
}

function show(element, state) {
  for (const words of element.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== state
}

async function allow(element, form, key) {
  if (await Notification.requestPermission() !== "granted") return show(element, stateOf(window))
  try {
    fill(form, await subscription(key))
  } catch {
    for (const words of element.querySelectorAll("[data-when=failed]")) words.hidden = false
    return
  }
  form.requestSubmit()
}

async function subscription(key) {
  const { pushManager } = await navigator.serviceWorker.ready
  const kept = await pushManager.getSubscription()
  if (kept && toText(kept.options.applicationServerKey) === key) return kept
  await kept?.unsubscribe() // made for another key of ours, which cannot ring it any more
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

function fill(form, subscribed) {
  const { endpoint, keys } = subscribed.toJSON()
  for (const [name, value] of Object.entries({ endpoint, ...keys })) form.elements[name].value = value
}

/** Base64url without padding, as keys of Web Push are written. */
export function toText(bytes) {
  const letters = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
}
