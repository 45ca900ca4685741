/** The pad: notes, brief, action, chat and more; closed, at 45 % or 90 % of the height. On a desk it is always open. */

import { say } from "../lib/status.js"

const KEYBOARD = 120 // px at least; a bar of the browser is lower
const DESK = "(min-width: 56rem) and (min-height: 32.01rem)" // as in room.css

export class Sheet {
  #room
  #desk = matchMedia(DESK)

  /** @param {HTMLElement} room */
  constructor(room) {
    this.#room = room
    const notes = this.#find("[data-notes]")
    this.#find("[data-sheet-toggle]").addEventListener("click", () => {
      if (this.#isOpen) this.#close()
      else this.show("pad-notes"), notes.focus()
    })
    this.#find("[data-more]").addEventListener("click", () => this.show("pad-more", { focus: true }))
    this.#find("[data-sheet-size]").addEventListener("click", () => this.#open(room.dataset.sheet === "90" ? 45 : 90))
    this.#find("[data-sheet-close]").addEventListener("click", () => this.#close())
    this.#desk.addEventListener("change", () => this.#fit())
    visualViewport?.addEventListener("resize", () => this.#makeRoomForKeyboard())
    this.#fit()
    for (const tab of this.#tabs) {
      tab.addEventListener("click", event => {
        event.preventDefault() // the address stays the room's
        this.show(tab.hash.slice(1))
        say(`${tab.textContent} shown.`)
      })
    }
  }

  /** Open the pad at one of its parts. */
  show(id, { focus = false } = {}) {
    if (!this.#isOpen) this.#open(45)
    for (const part of this.#room.querySelectorAll(".pad-body")) part.hidden = part.id !== id
    for (const tab of this.#tabs) {
      if (tab.hash === `#${id}`) tab.setAttribute("aria-current", "true")
      else tab.removeAttribute("aria-current")
    }
    const part = this.#find(`#${id}`)
    part.dispatchEvent(new CustomEvent("shown", { bubbles: true }))
    if (focus) part.querySelector("h2")?.focus()
  }

  get #tabs() {
    return this.#room.querySelectorAll("[data-tab]")
  }

  get #isOpen() {
    return this.#room.dataset.sheet !== "0"
  }

  #open(height) {
    this.#room.dataset.sheet = height
    this.#find("[data-sheet-toggle]").ariaExpanded = String(height > 0)
    this.#find("[data-sheet-size]").ariaLabel = height === 90 ? "Smaller" : "Larger"
  }

  #close() {
    this.#open(0)
    this.#find("[data-sheet-toggle]").focus()
  }

  #fit() {
    this.#find("[data-sheet-toggle]").hidden = this.#desk.matches
  }

  /** An iPhone lays its keyboard over the page; the others make the page smaller by themselves. */
  #makeRoomForKeyboard() {
    const covered = innerHeight - visualViewport.height * visualViewport.scale
    this.#room.style.setProperty("--keyboard", `${covered > KEYBOARD ? Math.round(covered) : 0}px`)
    if (covered > KEYBOARD) scrollTo(0, 0) // it has moved the page, so that the field can be seen
  }

  #find(selector) {
    return this.#room.querySelector(selector)
  }
}
