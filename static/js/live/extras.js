/** What helps a talk along and is not needed to begin it: agenda, more time, chat, keys, and the clock hidden. */

import { toast } from "../lib/status.js"
import { agendaAt, drawAgenda } from "./agenda.js"
import { Chat } from "./chat.js"
import { startKeys } from "./keys.js"
import { QuestionView, isWriting } from "./question.js"

const ASKED_AT = 2 // minutes before the end
const LAST = 1

export class Extras {
  #room
  #sheet
  #clock
  #ask
  #isActionOffered = false
  #agendaForm = null

  /**
   * @param {object} _
   * @param {HTMLElement} _.room
   * @param {import("./sheet.js").Sheet} _.sheet
   * @param {import("./clock.js").RoomClock} _.clock
   * @param {(event: string, data: object) => Promise<object>} _.ask the server
   * @param {{me: string, them: string, clockTime: (instant: number) => string}} _.words
   */
  constructor({ room, sheet, clock, ask, words }) {
    this.#room = room
    this.#sheet = sheet
    this.#clock = clock
    this.#ask = ask
    this.question = new QuestionView({
      element: this.#find("[data-prompt]"), ask, clock, ended: () => this.offerAction(), ...words,
    })
    this.chat = new Chat({ element: this.#find("#pad-chat"), ask, now: () => clock.now, ...words })
    this.#startMore()
  }

  joined(answer) {
    this.question.joined(answer)
    this.chat.joined(answer.chat)
  }

  /** @param {string} name who asks */
  slowedDown(name) {
    toast(`${name} asks: slower, please.`)
  }

  /** @param {number | null} minutes that are being said now */
  tick(minutes) {
    if (minutes === ASKED_AT) this.#lastMinutes()
    if (minutes === LAST) this.offerAction()
    this.question.tick()
    if (this.#clock.hasJumped()) this.#clock.measure(() => this.#ask("read_clock", {}))
    const agenda = agendaAt(this.#clock.phases, this.#clock.endsAt, this.#clock.now)
    drawAgenda(this.#find("[data-phases]"), agenda)
    this.#drawSteps(agenda?.name)
  }

  /** What the mentor may go on to; a phase without minutes is left out. */
  #drawSteps(current) {
    for (const [name, title, minutes] of this.#clock.agenda) {
      const button = this.#find(`[data-phase="${name}"]`)
      if (!button) return
      if (button.textContent !== title) button.textContent = title
      button.hidden = minutes === 0
      if (name === current) button.setAttribute("aria-current", "step")
      else button.removeAttribute("aria-current")
    }
  }

  /** The one thing to leave with: opened once, and never over what somebody is writing. */
  offerAction() {
    if (this.#isActionOffered || !this.#find("#pad-action")) return
    this.#isActionOffered = true
    const open = () => this.#sheet.show("pad-action")
    if (isWriting()) toast("Before you go: one thing.", { label: "Write the action", act: open })
    else open()
  }

  async #lastMinutes() {
    this.#isActionOffered = false // the clock may have been set since it was offered
    const isAsked = await this.question.begin()
    if (!isAsked) this.offerAction()
  }

  #startMore() {
    this.#find("[data-longer]")?.addEventListener("click", () => this.question.begin({ isOurs: true }))
    this.#find("[data-slower]").addEventListener("click", async () => {
      const { ok } = await this.#ask("slow_down", {})
      toast(ok ? "They are asked to speak more slowly." : "Not heard: the connection is away.")
    })
    for (const button of this.#room.querySelectorAll("[data-phase]")) {
      button.addEventListener("click", () => this.#goOn(button.dataset.phase))
    }
    this.#find("[data-agenda]")?.addEventListener("toggle", ({ target }) => this.#openAgenda(target))
    this.#startSwitch("clock", true, isOn => { this.#find(".room-top").hidden = !isOn })
    startKeys(this.#startSwitch("keys", true))
  }

  async #openAgenda(element) {
    if (!element.open || this.#agendaForm) return
    try {
      const { AgendaForm } = await import("./agenda_form.js")
      this.#agendaForm = new AgendaForm({ element, clock: this.#clock, ask: this.#ask })
      this.#agendaForm.fill()
    } catch {
      element.open = false
      toast("The agenda cannot be changed now: the connection is away.")
    }
  }

  async #goOn(phase) {
    const { ok } = await this.#ask("set_phase", { phase })
    if (!ok) toast("The agenda begins when the clock runs.")
  }

  /** A switch that is remembered on this device. @returns {() => boolean} whether it is on */
  #startSwitch(name, usual, changed = () => {}) {
    const input = this.#find(`[data-keep="${name}"]`)
    const isInverted = "inverted" in input.dataset
    const isOn = () => input.checked !== isInverted
    input.checked = (read(name) ?? usual) !== isInverted
    input.addEventListener("change", () => {
      write(name, isOn())
      changed(isOn())
    })
    changed(isOn())
    return isOn
  }

  #find(selector) {
    return this.#room.querySelector(selector)
  }
}

function read(name) {
  try {
    const kept = localStorage.getItem(`room ${name}`)
    return kept === null ? null : kept === "on"
  } catch {
    return null
  }
}

function write(name, isOn) {
  try {
    localStorage.setItem(`room ${name}`, isOn ? "on" : "off")
  } catch {
    // storage is switched off: it is as usual the next time
  }
}
