/** The line above the notes: who is writing, and whether what we wrote has arrived. */

const WRITING = 3000 // ms that somebody counts as writing after a keystroke

const WORDS = {
  sent: "Both of you see this",
  waiting: "Kept on this device until the connection is back",
  full: "The notes are full. What you write now stays on this device.",
  refused: "Not sent yet. It is kept on this device.",
}

export class WritingLine {
  #element
  #them
  #state = null
  #timer = null

  constructor({ element, them }) {
    this.#element = element
    this.#them = them
  }

  /** @param {"sent" | "waiting" | "full" | "refused"} state of what we wrote */
  tell(state) {
    this.#state = state
    if (this.#timer === null || state !== "sent") this.#rest()
  }

  theyWrite() {
    clearTimeout(this.#timer)
    this.#element.textContent = `${this.#them} is writing · both of you see this`
    this.#timer = setTimeout(() => this.#rest(), WRITING)
  }

  #rest() {
    clearTimeout(this.#timer)
    this.#timer = null
    this.#element.textContent = WORDS[this.#state] ?? WORDS.sent
  }
}
