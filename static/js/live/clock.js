/** The server's clock, shown here. The page ticks alone; see "The clock" in PROTOCOL.md. */

import { isPassed, minutesAndSeconds, partLeft } from "../lib/countdown.js"
import { agendaAt, phaseWords } from "./agenda.js"

const ROUND_TRIPS = 5
const MINUTE = 60_000 // ms
const WARNINGS = [5, 2, 1] // minutes
const JUMP = 500 // ms by which the time of day and the time that passes may differ between two looks

export class RoomClock {
  #local
  #steady
  #apart
  #clock
  #offset
  #isMeasured = false
  #before = Infinity

  /** @param {object} clock as the page was given it */
  constructor(clock, { local = Date.now, steady = () => performance.now() } = {}) {
    this.#local = local
    this.#steady = steady
    this.#apart = local() - steady()
    this.#clock = clock
    this.#offset = clock.now - local()
  }

  /** Take what the server says now, unless it is older than what we have. */
  take(clock) {
    if (!this.#isMeasured) this.#offset = clock.now - this.#local()
    if (clock.rev < this.#clock.rev) return
    this.#clock = clock
  }

  /** @param {() => Promise<{ok: boolean, clock: object}>} ask one round trip to the server */
  async measure(ask) {
    const samples = []
    for (let i = 0; i < ROUND_TRIPS; i += 1) {
      const sent = this.#local()
      const answer = await ask()
      if (!answer.ok) break
      samples.push({ sent, received: this.#local(), now: answer.clock.now })
      this.take(answer.clock)
    }
    if (samples.length === 0) return
    this.#offset = offsetOf(samples)
    this.#isMeasured = true
  }

  /** Whether somebody set the local clock, or it slept, since the last look: then it is measured again. */
  hasJumped() {
    const apart = this.#local() - this.#steady()
    const has = Math.abs(apart - this.#apart) > JUMP
    this.#apart = apart
    return has
  }

  get now() {
    return this.#local() + this.#offset
  }

  get endsAt() {
    return this.#clock.ends_at ?? this.#clock.booked_ends_at
  }

  get phase() {
    const { starts_at, opens_at, closes_at } = this.#clock
    if (this.now < opens_at) return "early"
    if (this.now >= closes_at) return "closed"
    if (this.now >= this.endsAt) return "grace"
    return starts_at === null ? "waiting" : "running"
  }

  /** Milliseconds until what the phase leads to. */
  get left() {
    const { opens_at, closes_at, booked_starts_at } = this.#clock
    const until = {
      early: opens_at, waiting: booked_starts_at, running: this.endsAt, grace: closes_at, closed: closes_at,
    }
    return Math.max(0, until[this.phase] - this.now)
  }

  /** How long the talk is: as the clock runs, or as it was booked. */
  get length() {
    const { starts_at, ends_at, booked_starts_at, booked_ends_at } = this.#clock
    return starts_at === null ? booked_ends_at - booked_starts_at : ends_at - starts_at
  }

  /** Names of the phases, their starts and titles; empty before the clock runs. */
  get phases() {
    return this.#clock.phases.map(([name, start], place) => [name, start, this.agenda[place][1]])
  }

  /** Names of the phases, titles and minutes, as they are planned. */
  get agenda() {
    return this.#clock.agenda
  }

  get grace() {
    return this.#clock.grace_seconds * 1000
  }

  /** The minutes to be said now, once for each time the clock was set; otherwise null. */
  warning() {
    if (this.phase !== "running") return null
    const { left } = this
    const passed = WARNINGS.filter(minutes => isPassed(minutes * MINUTE, this.#before, left))
    this.#before = left
    return passed.at(-1) ?? null
  }
}

/** How far the local clock is behind the server's, by the round trip that took least. */
export function offsetOf(samples) {
  const trip = ({ sent, received }) => received - sent
  const best = samples.reduce((a, b) => (trip(b) < trip(a) ? b : a))
  return best.now - (best.sent + best.received) / 2
}

/**
 * What the plate shows: the time, the words under it, the ring, and whether it is the last minute.
 *
 * @param {RoomClock} clock
 * @param {{them: string}} _ how one says them in a sentence
 */
export function faceOf(clock, { them }) {
  const { phase, left, length } = clock
  const minutesToFinish = clock.grace / MINUTE
  if (phase === "running") {
    const isLast = left <= MINUTE
    const words = isLast ? `then ${minutesToFinish} min to finish` : phaseWords(agendaAt(clock.phases, clock.endsAt, clock.now))
    return { time: minutesAndSeconds(left), words, share: partLeft(left, length / 1000), isLast }
  }
  if (phase === "waiting" || phase === "early") {
    const isSoon = phase === "early" || left > 0
    const time = minutesAndSeconds(isSoon ? left : length)
    const words = isSoon ? "until it starts" : `starts when ${them} is here`
    return { time, words, share: 100, isLast: false }
  }
  return { time: minutesAndSeconds(left), words: "to finish", share: partLeft(left, clock.grace / 1000), isLast: true }
}

/** What is said at 5, 2 and 1 minute. */
export function warningWords(minutes, graceMinutes) {
  const left = minutes === 1 ? "One minute is left." : `${minutes} minutes are left.`
  return minutes === 1 ? `${left} Then ${graceMinutes} minutes to finish.` : left
}
