/** Draws the clock on its plates and into the title of the page. */

import { faceOf } from "./clock.js"

export class ClockView {
  #clock
  #them
  #time

  /** @param {{clock: import("./clock.js").RoomClock, them: string, zone: string}} _ */
  constructor({ clock, them, zone }) {
    this.#clock = clock
    this.#them = them
    this.#time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone })
  }

  draw() {
    const face = faceOf(this.#clock, { them: this.#them, clockTime: instant => this.#time.format(instant) })
    for (const plate of document.querySelectorAll("[data-clock]")) drawPlate(plate, face)
    const isTalking = this.#clock.phase === "running" || this.#clock.phase === "grace"
    const words = isTalking ? `left with ${this.#them}` : `until you meet ${this.#them}`
    document.title = `${face.time} ${words} · Momentor`
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
