/** The line above the notes: who is writing, and whether what we wrote has arrived. */

const WRITING = 3000 // ms that somebody counts as writing after a keystroke

const WORDS = {
  waiting: "Kept on this device until the connection is back",
  full: "The notes are full. What you write now stays on this device.",
  refused: "Not sent yet. It is kept on this device.",
}

export class WritingLine {
  #element
  #seenBy
  #state = null
  #timer = null

  /** @param {{element: HTMLElement, isGroup: boolean}} _ */
  constructor({ element, isGroup }) {
    this.#element = element
    this.#seenBy = isGroup ? "all of you see this" : "both of you see this"
  }

  /** @param {"sent" | "waiting" | "full" | "refused"} state of what we wrote */
  tell(state) {
    this.#state = state
    if (this.#timer === null || state !== "sent") this.#rest()
  }

  /** @param {string} [name] of who writes, while they are here */
  theyWrite(name = "Somebody") {
    clearTimeout(this.#timer)
    this.#element.textContent = `${name} is writing · ${this.#seenBy}`
    this.#timer = setTimeout(() => this.#rest(), WRITING)
  }

  #rest() {
    clearTimeout(this.#timer)
    this.#timer = null
    this.#element.textContent = WORDS[this.#state] || this.#seenBy[0].toUpperCase() + this.#seenBy.slice(1)
  }
}
