/** Bytes as they travel: the standard alphabet, padded. */

export function toBase64(bytes) {
  let text = ""
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), character => character.charCodeAt(0))
}
