/** The mentor's own agenda: what the phases are called and how long each is. Loaded when it is opened. */

import { toast } from "../lib/status.js"
import { agendaAt } from "./agenda.js"

const MINUTE = 60_000 // ms

/**
 * Minutes to show for each phase: as it runs, or as it will in a talk of this length. Pure.
 *
 * @param {[string, string, number][]} planned names, titles and shares
 * @param {[string, number][]} phases names and starts; empty before the clock runs
 */
export function minutesOf(planned, phases, endsAt, length) {
  const whole = planned.reduce((sum, [, , share]) => sum + share, 0)
  return planned.map(([, , share], place) => {
    if (share === 0) return 0
    const runs = phases.length > 0 ? (phases[place + 1]?.[1] ?? endsAt) - phases[place][1] : (share / whole) * length
    return Math.max(1, Math.round(runs / MINUTE))
  })
}

/** What keeps this from being an agenda, in words; undefined where nothing does. Pure. */
export function problemOf(phases) {
  if (phases.some(({ title }) => !title)) return "Give each phase a name."
  if (phases.some(({ minutes }) => !Number.isInteger(minutes) || minutes < 0 || minutes > 120)) return "Give whole minutes, from 0 to 120."
  if (phases.every(({ minutes }) => minutes === 0)) return "Give at least one phase a minute."
  return undefined
}

const REFUSED = { not_running: "The talk has ended. The agenda stays as it was." }

export class AgendaForm {
  #element
  #clock
  #ask
  #rows
  #problem

  /** @param {{element: HTMLDetailsElement, clock: import("./clock.js").RoomClock, ask: (event: string, data: object) => Promise<object>}} _ */
  constructor({ element, clock, ask }) {
    this.#element = element
    this.#clock = clock
    this.#ask = ask
    this.#rows = [...element.querySelectorAll("[data-planned]")].map(row => row.querySelectorAll("input"))
    this.#problem = element.querySelector("[data-problem]")
    element.addEventListener("toggle", () => element.open && this.fill())
    element.querySelector("form").addEventListener("submit", event => {
      event.preventDefault()
      this.#keep()
    })
  }

  /** Show the agenda as it stands; the time that is over cannot be given again. */
  fill() {
    const { agenda, phases, endsAt, length, now } = this.#clock
    const all = minutesOf(agenda, phases, endsAt, length)
    const current = agenda.findIndex(([name]) => name === agendaAt(phases, endsAt, now)?.name)
    for (const [place, [title, minutes]] of this.#rows.entries()) {
      title.value = agenda[place][1]
      minutes.value = all[place]
      minutes.disabled = place < current
    }
    this.#problem.hidden = true
  }

  async #keep() {
    const phases = this.#rows.map(([title, minutes]) => ({
      title: title.value.trim(), minutes: minutes.value.trim() === "" ? NaN : Number(minutes.value),
    }))
    const problem = problemOf(phases)
    this.#problem.hidden = !problem
    this.#problem.textContent = problem ?? ""
    if (problem) return this.#problem.focus()
    const { ok, error } = await this.#ask("set_agenda", { phases })
    if (!ok) return toast(REFUSED[error] ?? "Not kept: the connection is away. What you wrote is still here.")
    this.#element.open = false
    this.#element.querySelector("summary").focus()
    return toast("The agenda is changed for everybody here.")
  }
}
