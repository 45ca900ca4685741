/** Our place in the room, and the calls with everybody who is in it. */

const CONNECTED = 1000 // ms after a join; the way to the others is found before that, undisturbed
const PASSING = new Set(["elsewhere", "full", "too_many"]) // refusals that need not last

/**
 * @typedef {object} Place
 * @property {"lobby" | "joining" | "in" | "lost" | "elsewhere" | "taken_over" | "refused" | "over"} place of ours
 * @property {string | null} code why we were refused
 * @property {number | null} since when it began, local milliseconds
 */

export class Talk {
  #parts
  #local
  #later
  #calls = new Map() // by the other's public id

  /** @type {Place} */
  state = { place: "lobby", code: null, since: null }

  /**
   * @param {object} parts
   * @param {import("./notes.js").SharedNotes} parts.notes
   * @param {import("./clock.js").RoomClock} parts.clock
   * @param {import("./media.js").Media} parts.media
   * @param {string | null} parts.other whom alone we expect; null in a group, where people come and go
   * @param {(them: {person: string, name: string}) => import("./call.js").Call} parts.makeCall
   * @param {(call: import("./call.js").Call) => void} parts.endCall
   * @param {() => void} parts.show
   * @param {(name: string) => void} parts.showWriting
   * @param {() => void} parts.finish
   * @param {import("./extras.js").Extras} parts.extras
   */
  constructor({ local = Date.now, later = (run, delay) => setTimeout(run, delay), ...parts }) {
    this.#parts = parts
    this.#local = local
    this.#later = later
    if (parts.other) this.#callWith({ person: parts.other })
  }

  get calls() {
    return [...this.#calls.values()]
  }

  get connections() {
    return this.calls.map(({ link }) => link.connection).filter(Boolean)
  }

  get isGroup() {
    return !this.#parts.other
  }

  /** @param {import("./socket.js").RoomSocket} socket */
  use(socket) {
    this.socket = socket
  }

  /** Join was tapped; the room answers as soon as there is a connection. */
  enter() {
    this.#change({ place: "joining", since: this.#local() })
  }

  /** What the socket tells: see PROTOCOL.md. */
  hear = {
    reopened: () => this.#searchAgain(),
    joined: answer => this.#joined(answer),
    lost: () => this.#lost(),
    refused: code => this.#refused(code),
    taken_over: () => this.#takenOver(),
    peer_joined: them => this.#theyJoined(them),
    peer_left: fact => this.#theyLeft(fact),
    signal: signal => this.calls.forEach(call => call.link.receive(signal)),
    relayed: ({ peer }) => this.#callOf(peer)?.link.relay(),
    media_set: ({ peer, ...media }) => this.#callOf(peer)?.switched(media),
    notes_updated: fact => this.#theyWrote(fact),
    clock: clock => this.#parts.clock.take(clock),
    ended: () => this.#parts.finish(),
    extension_asked: question => this.#parts.extras.question.asked(question),
    extension_answered: answer => this.#parts.extras.question.answered(answer),
    chat_sent: message => this.#parts.extras.chat.heard(message),
    slowed_down: ({ peer }) => this.#parts.extras.slowedDown(this.#callOf(peer)?.name ?? "Somebody"),
  }

  /** What a join brings along; in a group each of the others needs their own. */
  bringOffer() {
    return this.isGroup ? null : this.calls[0].link.bringOffer()
  }

  /** Whether a signal that waited is still of use. */
  isCurrent(signal) {
    return this.calls.some(call => call.link.isCurrent(signal))
  }

  /**
   * What is said of our sound and picture; replaced once more is known than which are on.
   *
   * @type {(call?: import("./call.js").Call) => object} `call` with one of several
   */
  describe = () => this.#parts.media.sends

  /** Tell the others what we send; one who gets less than all hears so alone. */
  tellMedia() {
    if (this.state.place !== "in") return
    const said = this.describe()
    this.socket.ask("set_media", said)
    for (const call of this.isGroup ? this.calls : []) {
      const own = this.describe(call)
      if (call.state.them && own.why !== said.why) this.socket.ask("set_media", { ...own, to: call.state.them.peer })
    }
  }

  /** Look for new paths to everybody. */
  restart() {
    for (const { link } of this.calls) link.restart({ isSure: true })
  }

  close() {
    for (const { link } of this.calls) link.close()
  }

  /** Before we are in again: what is found now waits in the outbox, and goes out a round trip sooner. */
  #searchAgain() {
    for (const { link } of this.calls) link.restart({ isPrompt: true })
  }

  #joined(answer) {
    const { here, away = [], clock, notes, offered: isMade } = answer
    this.#parts.clock.take(clock)
    this.#later(() => this.#parts.clock.measure(() => this.socket.ask("read_clock", {})), CONNECTED)
    this.#parts.notes.joined(notes)
    this.#change({ place: "in", code: null, since: null })
    this.tellMedia()
    for (const [person, call] of this.#calls) {
      if (!here.some(them => them.person === person)) call.missed(away.find(them => them.person === person))
    }
    for (const them of here) this.#callWith(them).meet(them, { isOurs: true, isMade })
    this.#parts.extras.joined(answer)
  }

  #lost() {
    this.#parts.notes.lost()
    if (this.state.place !== "in") return
    this.#change({ place: "lost", since: this.#local() })
    // in a group another visit would end the connections that stand: there, what has not come about is restarted
    if (!this.isGroup) for (const call of this.calls) call.lost()
  }

  #refused(code) {
    const place = { elsewhere: "elsewhere", over: "over" }[code] ?? "refused"
    if (!PASSING.has(code)) this.close()
    this.#change({ place, code })
    if (place === "over") this.#parts.finish()
  }

  #takenOver() {
    this.#parts.notes.lost()
    for (const call of this.calls) this.#forget(call)
    this.#change({ place: "taken_over" })
  }

  #theyJoined({ offer, ...them }) {
    this.#callWith(them).joined(them, offer)
    this.tellMedia()
  }

  #theyLeft(fact) {
    const call = this.#callOf(fact.peer)
    call?.left(fact)
    if (call) this.#endIfGone(call)
  }

  #forget(call) {
    call.forget()
    this.#endIfGone(call)
  }

  #theyWrote({ update, by }) {
    this.#parts.notes.receive(update)
    this.#parts.showWriting(this.#callOf(by)?.name)
  }

  #callWith(them) {
    const known = this.#calls.get(them.person)
    if (known) return known
    const call = this.#parts.makeCall(them)
    this.#calls.set(them.person, call)
    return call
  }

  #callOf(peer) {
    return this.calls.find(call => call.state.them?.peer === peer)
  }

  /** In a group somebody else may come in their place. */
  #endIfGone(call) {
    if (!this.isGroup || call.state.them) return
    for (const [person, each] of this.#calls) if (each === call) this.#calls.delete(person)
    call.link.close()
    this.#parts.endCall(call)
    this.#parts.show()
  }

  #change(change) {
    Object.assign(this.state, change)
    this.#parts.show()
  }
}
