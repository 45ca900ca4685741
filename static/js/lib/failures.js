/** What is said when no good answer came: nothing is swapped, so what was typed is still there. */

import { toast } from "./status.js"

export function startFailures(body = document.body) {
  body.addEventListener("htmx:before:request", () => {
    document.getElementById("refusal")?.replaceChildren() // it was about the try before
  })
  body.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    const words = wordsFor(ctx.response.status)
    if (words) toast(words)
  })
  body.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (ctx) toast("No connection. What you typed is still here; try again in a moment.")
  })
}

/** Below 500 the answer itself says what to do. */
export function wordsFor(status) {
  if (status === 503) return "Many people are here right now. Try again in a few seconds; what you typed is still here."
  if (status >= 500) return "That did not work, and it is our fault. What you typed is still here; try again in a minute."
  return null
}
