/** Names on the wire: see webapp/live/PROTOCOL.md. */

const BYTES = 15 // 20 characters

/** @returns {string} 20 characters that are safe in a URL */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES))
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_")
}

/** The id of this tab: the same over reloads, another one in every tab. */
export function peerId(storage) {
  try {
    return storage.getItem("peer") ?? newPeerId(storage)
  } catch {
    return newId() // storage is switched off: a reload will be a new peer
  }
}

/** Replace the id of this tab, when the server says that it belongs to another device. */
export function newPeerId(storage) {
  const peer = newId()
  storage.setItem("peer", peer)
  return peer
}

/** One connection between two visits; both sides come to the same name. */
export function callOf(visit, otherVisit) {
  return [visit, otherVisit].sort().join(".")
}
