/** `data-brief`: hints and counters while a brief is written; fetched where there is one. */

import { behaviour } from "../lib/behaviours.js"

behaviour("brief", brief => {
  const stop = new AbortController()
  import("./brief.js").then(({ startBrief }) => stop.signal.aborted || startBrief(brief, stop.signal))
  return () => stop.abort()
})
