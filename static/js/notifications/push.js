/** `data-push`: may this browser ring? Fetched where that is asked; nothing is asked on load. */

import { behaviour } from "../lib/behaviours.js"

behaviour("push", element => {
  const stop = new AbortController()
  import("./permission.js").then(({ startPush }) => stop.signal.aborted || startPush(element, stop.signal))
  return () => stop.abort()
})
