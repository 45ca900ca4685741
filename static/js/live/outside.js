/** Notes on pages that are no room: what was written without a connection is sent, a mentor's pad keeps itself. */

import { behaviour } from "../lib/behaviours.js"

behaviour("own-pad", form => {
  let end = null
  import("./pad.js").then(({ startPad }) => form.isConnected && (end = startPad(form)))
  return () => end?.()
})

export async function startNotes() {
  const { body, documentElement } = document
  if (!("signedIn" in documentElement.dataset) || body.dataset.roomState === "open") return
  const isKept = Object.keys(localStorage).some(key => key.startsWith("notes unsent "))
  if (isKept) (await import("./unsent.js")).sendUnsent()
}
