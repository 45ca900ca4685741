/** After a sleep, a phone call or on another network nothing is taken for alive. */

export function whenBack(callback) {
  document.addEventListener("visibilitychange", () => document.hidden || callback())
  addEventListener("pageshow", event => event.persisted && callback())
}

export function whenOnline(callback) {
  addEventListener("online", callback)
}
