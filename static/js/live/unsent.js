/** On any page but the room: send what was written there without a connection, once it is back. */

import { toast } from "../lib/status.js"
import { toBase64 } from "./base64.js"
import { Kept, roomsKept } from "./kept.js"

const MOST = 60 * 1024 // bytes that go together; one update alone may be a little longer

export async function sendUnsent() {
  for (const room of roomsKept()) {
    if (await isSent(room)) toast("What you wrote without a connection is in the notes now.")
  }
}

/** @returns {Promise<boolean>} whether something was kept, and all of it is in the notes now */
async function isSent({ person, booking }) {
  const kept = await Kept.open({ person, booking })
  try {
    const updates = await kept.read()
    for (const together of batches(updates)) {
      if (!await isTaken(booking, { person, updates: together.map(toBase64) })) return false
    }
    await kept.clear()
    return updates.length > 0
  } finally {
    kept.close()
  }
}

async function isTaken(booking, message) {
  try {
    const answer = await fetch(`/bookings/${booking}/notes/updates`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(message),
    })
    return answer.ok // if not, somebody else is signed in, or the notes are full: it stays here
  } catch {
    addEventListener("online", sendUnsent, { once: true })
    return false
  }
}

/** Cut a list of updates into lists that are short enough for one request. */
export function batches(updates, most = MOST) {
  const cut = []
  let size = Infinity
  for (const update of updates) {
    size += update.length
    if (size > most) [size] = [update.length, cut.push([])]
    cut.at(-1).push(update)
  }
  return cut
}

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRFToken"]
}
