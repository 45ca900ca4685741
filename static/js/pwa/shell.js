/** What the service worker may answer itself: the built shell, and the offline page instead of none.
 *  Pages are never stored: they are somebody's. */

const PREFIX = "shell-"

export function cacheName(version) {
  return PREFIX + version
}

export function isOld(name, version) {
  return name.startsWith(PREFIX) && name !== cacheName(version)
}

/** @returns {"network" | "shell" | "none"} "none" leaves the request to the browser */
export function wayFor({ method, mode, url }, { origin, files }) {
  if (method !== "GET") return "none"
  if (mode === "navigate") return "network"
  const { origin: asked, pathname } = new URL(url)
  return asked === origin && files.includes(pathname) ? "shell" : "none"
}
