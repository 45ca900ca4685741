/** What the stage shows. Pure: from the state of the call to words. */

const SHORT = 3000 // ms; what is over within this time is not worth a word

/**
 * @typedef {object} Scene
 * @property {"picture" | "face" | "veil"} kind the picture alone, a face instead of it, or a veil over it
 * @property {string} name of the scene
 * @property {string} [title]
 * @property {string} [words]
 * @property {"try" | "take_over" | "finish" | "reload" | "sign_in" | "bookings"} [offer] the one thing to do
 */

const REFUSALS = {
  signed_out: {
    title: "You are signed out on this device", words: "Your notes are kept. Sign in to come back.", offer: "sign_in",
  },
  not_found: { title: "This talk is not on any more", words: "It was moved or cancelled.", offer: "bookings" },
  not_open: { title: "The room is not open yet", words: "It opens 15 minutes before the talk.", offer: "reload" },
  full: { title: "The server is full right now", words: "We knock again every ten seconds." },
  too_many: { title: "You have too many pages open here", words: "Close some; we knock again every ten seconds." },
}
const WAITING = new Set(["full", "too_many"])
const REFUSED = { title: "The room did not let us in", words: "Loading the page again usually helps.", offer: "reload" }

/**
 * @param {import("./talk.js").Place} place ours
 * @param {import("./call.js").CallState} call with the one other
 * @param {{them: string, now: number}} _ their first name
 * @returns {Scene}
 */
export function sceneOf(place, call, { them, now }) {
  const ours = ourScene(place, { goesOn: call.hasMet && call.flow === "flowing", now })
  return ours ?? theirPlace(call, them) ?? theFlow(call, them, now) ?? thePicture(call)
}

/**
 * @param {{goesOn: boolean, now: number}} _ whether picture and sound flow: they need no server
 * @returns {Scene | null} null while we are in, or as good as in
 */
export function ourScene({ place, code, since }, { goesOn, now }) {
  if (place === "joining") return theDoor(now - since)
  if (place === "elsewhere" || place === "taken_over") {
    return {
      kind: "veil", name: "elsewhere", title: "You are in this talk on another device",
      words: "Taking over moves picture, sound and notes here.", offer: "take_over",
    }
  }
  if (place === "refused" && !(goesOn && WAITING.has(code))) return { kind: "veil", name: "refused", ...(REFUSALS[code] ?? REFUSED) }
  if (place === "lost" && !goesOn) {
    return {
      kind: "veil", name: "lost", title: "Your connection is gone, your place is kept",
      words: "We try again by ourselves. Your notes are on this device.", offer: "try",
    }
  }
  return null
}

/** Whether they are here is not known before we are. */
function theDoor(waited) {
  if (waited < SHORT) return { kind: "face", name: "joining", title: "Opening the room" }
  return {
    kind: "veil", name: "unreached", title: "The room cannot be reached yet",
    words: "We keep trying by ourselves. What you write is kept on this device.", offer: "try",
  }
}

function theirPlace({ them: their, hasLeft }, them) {
  if (their) return null
  if (hasLeft) {
    return { kind: "face", name: "left", title: `${them} has left`, words: "The notes stay open to both of you.", offer: "finish" }
  }
  return { kind: "face", name: "alone", title: `${them} is not here yet`, words: "The clock starts when you are both there." }
}

function theFlow({ flow, since }, them, now) {
  const waited = now - since
  if (flow === "stalled") {
    return {
      kind: "veil", name: "stalled", title: `${them}’s connection dropped`,
      words: `Reconnecting, ${secondsIn(waited)} so far. The notes are safe.`,
    }
  }
  if (flow === "searching") {
    const words = waited < SHORT * 3 ? "" : "Some networks allow no direct way. Wi-Fi or mobile data may, whichever you are not using now."
    return { kind: "face", name: "searching", title: `Connecting to ${them}`, words }
  }
  return null
}

function thePicture({ theirMedia }) {
  if (theirMedia?.camera === false) return { kind: "face", name: "no-camera", title: "", words: "Camera is off" }
  return { kind: "picture", name: "picture" }
}

export function secondsIn(milliseconds) {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  return seconds === 1 ? "1 second" : `${seconds} seconds`
}
