/** The browser tells the server its time zone, so that every time on a page can be the reader's. */

const YEAR = 31_536_000 // seconds

export function startZone(htmx, root = document.documentElement) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const known = document.cookie.split("; ").includes(`zone=${zone}`)
  document.cookie = zoneCookie(zone, location.protocol)
  if (isStale({ zone, known, rendered: root.dataset.zone, signedIn: "signedIn" in root.dataset })) {
    root.dataset.zone = zone
    refreshTimes(htmx)
  }
}

export function zoneCookie(zone, protocol) {
  const secure = protocol === "https:" ? "; Secure" : ""
  return `zone=${zone}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`
}

/** Who is signed in has chosen a zone; a zone the server was told and did not take won't be taken now. */
export function isStale({ zone, known, rendered, signedIn }) {
  return Boolean(rendered) && rendered !== zone && !known && !signedIn
}

/**
 * Fetch this page once more and take only its times, so that a half-written question stays. What the
 * reader asks for meanwhile goes first: its answer would be dropped where this one had replaced its place.
 */
async function refreshTimes(htmx, body = document.body) {
  const [first, ...others] = [...document.querySelectorAll("[data-zoned][id]")].map(element => `#${element.id}`)
  if (!first) return
  let gaveWay = false
  const giveWay = ({ detail: { ctx } }) => {
    if (ctx.sourceElement === body) return
    gaveWay = true
    htmx.trigger(body, "htmx:abort")
  }

  body.addEventListener("htmx:before:request", giveWay)
  await htmx.ajax("GET", location.pathname + location.search, {
    target: first, select: first, swap: "outerHTML", selectOOB: others.join(",") || undefined,
  })
  body.removeEventListener("htmx:before:request", giveWay)
  if (gaveWay) body.addEventListener("htmx:finally:request", () => refreshTimes(htmx), { once: true })
}
