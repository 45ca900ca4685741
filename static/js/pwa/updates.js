/** Keep the shell on the device, and offer a new version; never while somebody is in a room. */

import { toast } from "../lib/status.js"

export async function startUpdates() {
  if (!("serviceWorker" in navigator)) return
  try {
    watch(await navigator.serviceWorker.register("/service-worker.js"))
  } catch {
    // switched off, or a private window: the product works without it
  }
}

function watch(registration) {
  if (registration.waiting) offer(registration.waiting)
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed") offer(worker)
    })
  })
}

function offer(worker) {
  const isFirst = !navigator.serviceWorker.controller
  if (isFirst || isInRoom()) return // the next page offers it
  toast("A new version is ready.", { label: "Load it", act: () => load(worker) })
}

/** Only the page that asked loads again; others go on with what they have. */
function load(worker) {
  if (isInRoom()) return
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true })
  worker.postMessage("take over")
}

function isInRoom() {
  return "room" in document.body.dataset
}
