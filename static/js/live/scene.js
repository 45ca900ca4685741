/** What the stage shows. Pure: from the state of the call to words. */

import { minutesAndSeconds } from "../lib/countdown.js"

const SHORT = 3000 // ms; what is over within this time is not worth a word
const KEPT = 120_000 // ms that the place of one who lost the connection is kept

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
  return ours ?? theirAbsence(call, them, now) ?? theirPlace(call, them) ?? theFlow(call, them, now) ?? thePicture(call, them)
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
  if (place === "lost" && !goesOn) return ourAbsence(KEPT - (now - since))
  return null
}

function ourAbsence(left) {
  const absence = { kind: "veil", name: "lost", offer: "try" }
  if (left > 0) {
    return {
      ...absence, title: "Your connection is gone, your place is kept",
      words: `For another ${minutesAndSeconds(left)}. We try again by ourselves. Your notes are on this device.`,
    }
  }
  return { ...absence, title: "Your connection is still gone", words: "We keep trying by ourselves. Your notes are on this device." }
}

/** Whether they are here is not known before we are. */
function theDoor(waited) {
  if (waited < SHORT) return { kind: "face", name: "joining", title: "Opening the room" }
  return {
    kind: "veil", name: "unreached", title: "The room cannot be reached yet",
    words: "We keep trying by ourselves. What you write is kept on this device.", offer: "try",
  }
}

/** They have lost the connection, and nothing comes in past the server either. */
function theirAbsence({ them: their, keptUntil, flow }, them, now) {
  if (!keptUntil || flow === "flowing") return null
  if (now >= keptUntil) {
    return {
      kind: "face", name: "away", title: `${them} has not come back yet`,
      words: "You can wait here, or go on to the end.", offer: "finish",
    }
  }
  if (their) return null // the veil over their last picture says it
  const words = `The connection dropped. The place is kept for another ${minutesAndSeconds(keptUntil - now)}.`
  return { kind: "face", name: "away", title: `${them} is on the way back`, words }
}

function theirPlace({ them: their, hasLeft }, them) {
  if (their) return null
  if (hasLeft) {
    return { kind: "face", name: "left", title: `${them} has left`, words: "The notes stay open to both of you.", offer: "finish" }
  }
  return { kind: "face", name: "alone", title: `${them} is not here yet`, words: "The clock starts when you are both there." }
}

function theFlow({ flow, since, keptUntil, theirMedia, isRelayFull }, them, now) {
  const waited = now - since
  if (flow === "stalled") {
    const kept = keptUntil ? `another ${minutesAndSeconds(keptUntil - now)}` : "two minutes"
    return {
      kind: "veil", name: "stalled", title: `${them}’s ${theirMedia?.why === "background" ? "phone is in the background" : "connection dropped"}`,
      words: `Reconnecting, ${secondsIn(waited)} so far. The place is kept for ${kept}, and the notes are safe.`,
    }
  }
  if (flow === "searching") {
    if (isRelayFull) {
      const words = "There is no direct way between you, and the server passes on as many talks as it can. We keep trying; another network may let you through."
      return { kind: "face", name: "searching", title: `Connecting to ${them}`, words }
    }
    const words = waited < SHORT * 3 ? "" : "Some networks allow no direct way. Wi-Fi or mobile data may, whichever you are not using now."
    return { kind: "face", name: "searching", title: `Connecting to ${them}`, words }
  }
  return null
}

function thePicture({ theirMedia, isUnwanted }, them) {
  if (theirMedia?.why === "background") {
    return { kind: "face", name: "background", title: `${them}’s phone is in the background`, words: "You may still be heard." }
  }
  if (isUnwanted) return { kind: "face", name: "unwanted", title: "", words: "Sound only, as you have chosen" }
  if (theirMedia?.camera === false) return { kind: "face", name: "no-camera", title: "", words: noPictureWords(theirMedia) }
  return { kind: "picture", name: "picture" }
}

/** @param {{why?: string | null}} theirMedia of one who sends no picture */
export function noPictureWords({ why }) {
  if (why === "thin") return "Sound only for now: the connection is thin. The picture comes back by itself."
  return why === "sound_only" ? "Sound only, to save data" : "Camera is off"
}

export function secondsIn(milliseconds) {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  return seconds === 1 ? "1 second" : `${seconds} seconds`
}
