/** Their picture above other windows, where the browser can do that. */

import { toast } from "../lib/status.js"

const WORDS = { in: "Put the picture back here", out: "Picture above other windows" }

/** @param {HTMLButtonElement} button @param {HTMLElement} room */
export function startFloating(button, room) {
  if (!document.pictureInPictureEnabled) return
  const draw = () => { button.textContent = document.pictureInPictureElement ? WORDS.in : WORDS.out }
  button.addEventListener("click", () => flip(room))
  room.addEventListener("enterpictureinpicture", draw, true)
  room.addEventListener("leavepictureinpicture", draw, true)
  draw()
  button.hidden = false
}

async function flip(room) {
  if (document.pictureInPictureElement) {
    await document.exitPictureInPicture()
    return
  }
  try {
    await pictureIn(room).requestPictureInPicture()
  } catch {
    toast("There is no picture yet.")
  }
}

/** The one other; of several who speaks, or else the first. */
function pictureIn(room) {
  return room.querySelector("[data-them], .tiles .speaks video") ?? room.querySelector("[data-tile]:not([hidden]) video")
}
