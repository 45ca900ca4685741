/** `data-online`, on the offline page: the page that was wanted comes by itself with the connection. */

import { behaviour } from "../lib/behaviours.js"

const PAUSE = 10_000 // ms; the network can be back without a word, and the server, too

behaviour("online", () => {
  const timer = setInterval(loadIfAnswered, PAUSE)
  addEventListener("online", loadIfAnswered)
  return () => {
    clearInterval(timer)
    removeEventListener("online", loadIfAnswered)
  }
})

async function loadIfAnswered() {
  try {
    await fetch("/offline", { method: "HEAD", cache: "no-store" })
    location.reload()
  } catch {
    // still away
  }
}
