/** Draws the clock on its plates and into the title of the page, unless it is hidden. */

import { faceOf } from "./clock.js"

export class ClockView {
  #clock
  #them

  /** @param {{clock: import("./clock.js").RoomClock, them: string}} _ */
  constructor({ clock, them }) {
    this.#clock = clock
    this.#them = them
  }

  draw() {
    const face = faceOf(this.#clock, { them: this.#them })
    for (const plate of document.querySelectorAll("[data-clock]")) drawPlate(plate, face)
    document.title = `${this.#title(face.time)} · Momentor`
  }

  #title(time) {
    if (document.querySelector(".room-top")?.hidden) return `Talk with ${this.#them}`
    const isTalking = this.#clock.phase === "running" || this.#clock.phase === "grace"
    return isTalking ? `${time} left with ${this.#them}` : `${time} until you meet ${this.#them}`
  }
}

function drawPlate(plate, { time, words, share, isLast }) {
  write(plate.querySelector("[data-clock-time]"), time)
  write(plate.querySelector("[data-clock-words]"), words)
  plate.querySelector(".ring .left").setAttribute("stroke-dasharray", `${share} 100`)
  plate.classList.toggle("last", isLast)
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text
}
