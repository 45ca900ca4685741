/** "5 more minutes?": one question to both, answered by a tap. */

import { say, toast } from "../lib/status.js"

/**
 * What the prompt says. Pure.
 *
 * @param {{minutes: number, answers: Record<string, boolean>}} question
 * @param {{part: string, other: string, them: string, end: string}} _ our part and theirs, their name, 14:30
 * @returns {{title: string, words: string, isAsking: boolean}}
 */
export function promptOf({ minutes, answers }, { part, other, them, end }) {
  if (answers[part]) {
    return { title: "You said yes.", words: `Waiting for ${them}. If not, the talk ends at ${end}.`, isAsking: false }
  }
  const words = answers[other] ? `${them} says yes.` : "Both must say yes. Open for one minute."
  return { title: `${minutes} more minutes?`, words, isAsking: true }
}

/** What is said once it is settled; `isTheirs` where the no was theirs. */
export function outcomeWords({ outcome, accepts, isTheirs }, { them, end }) {
  if (outcome === "accepted") return `5 more minutes, until ${end}.`
  if (outcome === "taken") return `The time after this talk is taken by now. It ends at ${end}.`
  if (outcome === "refused" && !accepts && isTheirs) return `${them} would like to end at ${end}.`
  return `The talk ends at ${end}.`
}

export class QuestionView {
  #element
  #ask
  #clock
  #name
  #ended
  #part = null
  #question = null
  #askedAbout = null // the end it was asked about
  #before = null

  /**
   * @param {object} _
   * @param {HTMLElement} _.element the prompt
   * @param {(event: string, data: object) => Promise<object>} _.ask the server
   * @param {import("./clock.js").RoomClock} _.clock
   * @param {() => void} _.ended where it stays at the end
   * @param {string} _.them
   * @param {(instant: number) => string} _.clockTime
   */
  constructor({ element, ask, clock, ended, them, clockTime }) {
    this.#element = element
    this.#ask = ask
    this.#clock = clock
    this.#ended = ended
    this.#name = { them, clockTime }
    element.querySelector("[data-yes]").addEventListener("click", () => this.#answer(true))
    element.querySelector("[data-no]").addEventListener("click", () => this.#answer(false))
  }

  /** What a join found: our part, and the question if one is open. */
  joined({ part, question }) {
    this.#part = part
    if (this.#question && question?.question !== this.#question.question) this.#settledUnheard()
    if (question) this.asked(question)
  }

  /** Put the question, by a tap or because two minutes are left. @returns {Promise<boolean>} whether it is put */
  async begin({ isOurs = false } = {}) {
    const answer = await this.#ask("ask_extension", isOurs ? {} : { by_itself: true })
    if (!answer.ok && isOurs) toast(answer.error === "not_free" ? `There is no time after this talk. It ends at ${this.#end}.` : "That cannot be asked now.")
    return answer.ok
  }

  asked(question) {
    const isNew = question.question !== this.#question?.question
    if (isNew) this.#askedAbout = this.#clock.endsAt
    this.#question = question
    this.#draw()
    if (!isNew || !this.#isAsking) return
    say(`${question.minutes} more minutes? Both must say yes.`)
    if (!isWriting()) {
      this.#before = document.activeElement
      this.#element.querySelector("[data-yes]").focus()
    }
  }

  answered({ question, part, accepts, outcome }) {
    if (question !== this.#question?.question) return
    this.#question.answers[part] = accepts
    if (!outcome) {
      this.#draw()
      if (part !== this.#part) say(`${this.#name.them} says yes to more time.`)
      return
    }
    toast(outcomeWords({ outcome, accepts, isTheirs: part !== this.#part }, { ...this.#name, end: this.#end }))
    this.#close()
    if (outcome !== "accepted") this.#ended()
  }

  /** Nobody waits for an answer longer than the server does. */
  tick() {
    if (this.#question && this.#clock.now >= this.#question.open_until) {
      toast(`No answer. The talk ends at ${this.#end}.`)
      this.#close()
      this.#ended()
    }
  }

  /** The answer came while we were away: the clock tells which it was. */
  #settledUnheard() {
    const outcome = this.#clock.endsAt > this.#askedAbout ? "accepted" : "refused"
    toast(outcomeWords({ outcome }, { ...this.#name, end: this.#end }))
    this.#close()
    if (outcome === "refused") this.#ended()
  }

  get #end() {
    return this.#name.clockTime(this.#clock.endsAt)
  }

  get #isAsking() {
    return this.#prompt.isAsking
  }

  get #prompt() {
    const other = this.#part === "mentor" ? "mentee" : "mentor"
    return promptOf(this.#question, { part: this.#part, other, them: this.#name.them, end: this.#end })
  }

  async #answer(accepts) {
    const { question, answers } = this.#question
    if (answers[this.#part] === accepts) return
    const answer = await this.#ask("answer_extension", { question, accepts })
    if (!answer.ok && question === this.#question?.question) {
      toast(answer.error === "closed" ? "The question is closed." : "That was not heard. Try again.")
      if (answer.error !== "closed") return
      this.#close()
      this.#ended()
    }
  }

  #draw() {
    const { title, words, isAsking } = this.#prompt
    this.#element.hidden = false
    this.#element.querySelector("[data-prompt-title]").textContent = title
    this.#element.querySelector("[data-prompt-words]").textContent = words
    this.#element.querySelector("[data-no]").textContent = `End at ${this.#end}`
    const answers = this.#element.querySelector("[data-answers]")
    if (!isAsking && answers.contains(document.activeElement)) this.#giveFocusBack()
    answers.hidden = !isAsking
  }

  #close() {
    if (this.#element.contains(document.activeElement)) this.#giveFocusBack()
    this.#question = null
    this.#element.hidden = true
  }

  #giveFocusBack() {
    const before = this.#before?.isConnected && this.#before !== document.body ? this.#before : document.querySelector("[data-inside] h1")
    before.focus()
    this.#before = null
  }
}

/** Focus never leaves a field in the middle of a word. */
export function isWriting() {
  return document.activeElement?.matches("textarea, input, [contenteditable]") ?? false
}
