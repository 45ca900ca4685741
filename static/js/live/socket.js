/** How the page speaks with the room's server: see webapp/live/PROTOCOL.md. */

import { Outbox } from "./outbox.js"

const PATIENCE = 5000 // ms without an acknowledgement until the socket counts as dead
const PROBE = 1200 // ms, for a join that tests a socket that may be dead
const AGAIN = 500 // ms until what came too fast is tried again
const DOOR = 10_000 // ms until we knock again at a full server
const GOODBYE = 1000 // ms we wait for our leave to be heard

const FACTS = [
  "peer_joined", "peer_left", "signal", "media_set", "notes_updated", "clock", "ended",
  "relayed", "extension_asked", "extension_answered", "chat_sent", "slowed_down",
]
const EARLY = new Set(["media_set", "signal"])
const LATER = new Set(["too_fast", "busy"])
const NOT_HEARD = new Set(["silence", "not_joined"])
const SILENCE = { ok: false, error: "silence" }
const FULL = new Set(["full", "too_many"])

/**
 * It joins again by itself. Signals that nobody hears wait in an outbox of our own, which goes out
 * after the join has been acknowledged; Socket.IO's own buffer would go out before it. Everything
 * else is settled anew by each join.
 */
export class RoomSocket {
  #socket
  #booking
  #visit
  #stateVector
  #offer
  #isCurrent
  #hear
  #later
  #outbox = new Outbox()
  #number = 0
  #early = []
  #verb = null // how we want to come in: "join", "take_over", or not at all
  #entering = 0

  isJoined = false

  /**
   * @param {object} _
   * @param {import("socket.io-client").Socket} _.socket
   * @param {() => string} _.visit ours, which is another one when the connection starts anew
   * @param {() => string} _.stateVector of the notes we have
   * @param {() => object | null} [_.offer] what a join brings along for those who are there
   * @param {(signal: object) => boolean} _.isCurrent whether a signal that waited is still of use
   * @param {object} _.hear `reopened()` before each join of a new socket, `joined(answer)`, `lost()`, `refused(code, answer)`, `taken_over()`
   *   and one function for each fact
   */
  constructor({ socket, booking, visit, stateVector, offer = () => null, isCurrent, hear, later = (run, delay) => setTimeout(run, delay) }) {
    this.#socket = socket
    this.#booking = booking
    this.#visit = visit
    this.#stateVector = stateVector
    this.#offer = offer
    this.#isCurrent = isCurrent
    this.#hear = hear
    this.#later = later
    this.#listen()
  }

  join() {
    this.#come("join")
  }

  takeOver() {
    this.#come("take_over")
  }

  /** Come in again, over a new socket where the old one does not answer at once. */
  refresh() {
    if (!this.#verb) return
    if (this.#socket.connected) this.#enter(PROBE)
    else this.#reconnect()
  }

  /** The network is another one: no socket of the old one is waited for. */
  reopen() {
    if (this.#verb) this.#reconnect()
  }

  /**
   * Ask the socket for a sign of life, and open another one where none comes in time.
   *
   * @returns {Promise<boolean | null>} whether it lives; null outside the room
   */
  async beat(patience = PROBE) {
    if (!this.isJoined) return null
    const entering = this.#entering
    const { error } = await this.#say("heartbeat", {}, patience)
    if (!this.isJoined || entering !== this.#entering) return null
    if (error === "silence") this.#reconnect()
    return error !== "silence"
  }

  /** Say something that must arrive, if not now then after the next join. */
  signal(signal) {
    const message = { event: "signal", data: signal, number: ++this.#number, resolve: () => {} }
    if (this.isJoined) this.#emit(message)
    else this.#outbox.keep(message)
  }

  /** @returns {Promise<object>} the answer; `{ok: false, error: "silence"}` when nobody heard it */
  ask(event, data) {
    return new Promise(resolve => {
      if (this.isJoined) this.#emit({ event, data, resolve })
      else resolve(SILENCE)
    })
  }

  async leave() {
    const wasJoined = this.isJoined
    this.#goOut()
    if (wasJoined && this.#socket.connected) await this.#say("leave", {}, GOODBYE)
    this.#socket.disconnect()
  }

  #listen() {
    this.#socket.on("connect", () => this.#connected())
    this.#socket.on("disconnect", reason => this.#disconnected(reason))
    this.#socket.on("connect_error", error => this.#turnedAway(error.message))
    this.#socket.on("taken_over", () => {
      this.#goOut()
      this.#hear.taken_over()
    })
    for (const fact of FACTS) {
      this.#socket.on(fact, data => this.#heard(fact, data))
    }
  }

  /** Who hears that we come may answer before we know that we are in. */
  #heard(fact, data) {
    if (this.isJoined) this.#hear[fact](data)
    else if (EARLY.has(fact)) this.#early.push([fact, data])
  }

  #connected() {
    this.#early.length = 0
    if (!this.#verb) return
    this.#hear.reopened()
    this.#enter(PATIENCE)
  }

  #come(verb) {
    this.#verb = verb
    if (this.#socket.connected) this.#enter(PATIENCE)
    else this.#socket.connect()
  }

  async #enter(patience) {
    const entering = ++this.#entering
    const offer = this.#offer()
    const answer = await this.#say(this.#verb, {
      booking: this.#booking, visit: this.#visit(), state_vector: this.#stateVector(), ...(offer && { offer }),
    }, patience)
    if (entering !== this.#entering || !this.#verb) return // another one is on its way
    if (answer.ok) this.#enterNow(answer)
    else if (answer.error === "silence") this.#socket.connected && this.#reconnect()
    else if (LATER.has(answer.error)) this.#later(() => this.#verb && this.#enter(PATIENCE), AGAIN)
    else this.#refused(answer.error, answer)
  }

  #enterNow(answer) {
    this.#verb = "join" // from now on we are the one to come back
    this.isJoined = true
    this.#hear.joined(answer)
    for (const [fact, data] of this.#early.splice(0)) this.#hear[fact](data)
    for (const message of this.#outbox.take(this.#isCurrent)) this.#emit(message)
  }

  async #emit(message) {
    const answer = await this.#say(message.event, message.data, PATIENCE)
    if (LATER.has(answer.error)) this.#later(() => this.#again(message), AGAIN)
    else if (NOT_HEARD.has(answer.error)) this.#notHeard(message, answer.error)
    else message.resolve(answer)
  }

  #again(message) {
    if (this.isJoined) this.#emit(message)
    else this.#notHeard(message)
  }

  #notHeard(message, error) {
    if (message.number) this.#outbox.keep(message)
    message.resolve(SILENCE)
    if (this.isJoined && this.#socket.connected) this.#comeBackFrom(error)
  }

  #comeBackFrom(error) {
    this.isJoined = false
    if (error === "silence") this.#reconnect()
    else this.#enter(PATIENCE)
  }

  #say(event, data, patience) {
    return new Promise(resolve => {
      this.#socket.timeout(patience).emit(event, data, (error, answer) => {
        resolve(error ? SILENCE : answer)
      })
    })
  }

  #reconnect() {
    this.#socket.disconnect()
    this.#socket.connect()
  }

  #disconnected(reason) {
    this.isJoined = false
    this.#entering += 1
    this.#hear.lost()
    if (this.#verb && reason === "io server disconnect") this.#socket.connect() // to hear why
  }

  /** `message` is a code of ours, or what the network said; then Socket.IO tries again itself. */
  #turnedAway(message) {
    if (this.#socket.active) return
    if (FULL.has(message)) this.#later(() => this.#socket.connect(), DOOR)
    this.#hear.refused(message, {})
  }

  #refused(code, answer) {
    this.#goOut()
    this.#hear.refused(code, answer)
  }

  #goOut() {
    this.#verb = null
    this.isJoined = false
    this.#outbox.clear()
  }
}
