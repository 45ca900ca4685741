/** From what the server says to what the room shows. */

const PASSING = new Set(["elsewhere", "full", "too_many"]) // refusals that need not last

/**
 * @typedef {object} State
 * @property {"lobby" | "joining" | "in" | "lost" | "elsewhere" | "taken_over" | "refused" | "over"} place of ours
 * @property {string | null} code why we were refused
 * @property {object | null} them the one who is here: `{peer, visit, name, part}`
 * @property {boolean} hasMet whether they have been here
 * @property {boolean} hasLeft whether they said so, not only vanished
 * @property {"none" | "searching" | "flowing" | "stalled"} flow what comes in from them
 * @property {{microphone: boolean, camera: boolean} | null} theirMedia what they send, once they have said
 * @property {number | null} since when the state of flow or place began, local milliseconds
 */

export class Call {
  #parts
  #local

  /** @type {State} */
  state = {
    place: "lobby", code: null, them: null, hasMet: false, hasLeft: false,
    flow: "none", theirMedia: null, since: null,
  }

  /**
   * @param {object} parts
   * @param {import("./link.js").Link} parts.link
   * @param {import("./notes.js").SharedNotes} parts.notes
   * @param {import("./clock.js").RoomClock} parts.clock
   * @param {import("./media.js").Media} parts.media
   * @param {(state: State) => void} parts.show
   * @param {(words: string) => void} parts.say
   * @param {(by: object) => void} parts.showWriting
   * @param {(answer: object) => void} parts.prepare with the servers of a join's answer
   */
  constructor({ local = Date.now, ...parts }) {
    this.#parts = parts
    this.#local = local
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
    joined: answer => this.#joined(answer),
    lost: () => this.#lost(),
    refused: code => this.#refused(code),
    taken_over: () => this.#takenOver(),
    peer_joined: them => this.#theyJoined(them),
    peer_left: fact => this.#theyLeft(fact),
    signal: signal => this.#parts.link.receive(signal),
    media_set: ({ peer, ...media }) => this.#theySwitched(peer, media),
    notes_updated: ({ update }) => this.#theyWrote(update),
    clock: clock => this.#parts.clock.take(clock),
    ended: () => this.#parts.finish(),
  }

  flow(flow) {
    if (flow === this.state.flow) return
    if (flow === "stalled") this.#parts.say(`${this.#parts.name}’s connection dropped. Reconnecting.`)
    if (this.state.flow === "stalled" && flow === "flowing") this.#parts.say(`${this.#parts.name} is back.`)
    this.#change({ flow, since: this.#local() })
  }

  /** Tell them what we send. */
  tellMedia() {
    if (this.state.place === "in") this.socket.ask("set_media", this.#parts.media.state)
  }

  #joined({ here, clock, notes }) {
    this.#parts.clock.take(clock)
    this.#parts.clock.measure(() => this.socket.ask("read_clock", {}))
    this.#parts.notes.joined(notes)
    const [them] = here
    this.#change({ place: "in", code: null, since: null })
    this.tellMedia()
    if (them) this.#meet(them, { isOurs: true })
    else this.#alone()
  }

  #lost() {
    this.#parts.notes.lost()
    if (this.state.place !== "in") return
    this.#change({ place: "lost", since: this.#local() })
    if (this.#parts.link.renew()) this.#change({ them: null, theirMedia: null, flow: "none" })
  }

  #refused(code) {
    const place = { elsewhere: "elsewhere", over: "over" }[code] ?? "refused"
    if (!PASSING.has(code)) this.#parts.link.close()
    this.#change({ place, code })
    if (place === "over") this.#parts.finish()
  }

  #takenOver() {
    this.#parts.notes.lost()
    this.#parts.link.drop()
    this.#change({ place: "taken_over", them: null, theirMedia: null, flow: "none" })
  }

  #theyJoined(them) {
    if (them.peer !== this.state.them?.peer) this.#parts.say(`${this.#parts.name} is here.`)
    this.#meet(them, { isOurs: false })
    this.tellMedia()
  }

  #meet(them, { isOurs }) {
    const isNew = them.visit !== this.state.them?.visit
    if (isNew) this.#change({ flow: "searching", theirMedia: null, since: this.#local() })
    this.#change({ them, hasMet: true, hasLeft: false })
    if (isNew) this.#parts.link.meet(them, { isOurs })
    else this.#parts.link.restart()
  }

  /** Nobody is here. A connection that still carries sound and picture is left alone. */
  #alone() {
    if (this.state.them && this.state.flow !== "flowing") this.#forget()
  }

  #theyLeft({ peer, reason }) {
    if (peer !== this.state.them?.peer || reason === "gone") return // sound and picture go on without a socket
    if (reason === "left") this.#parts.say(`${this.#parts.name} has left.`)
    this.#forget({ hasLeft: reason === "left" })
  }

  #forget({ hasLeft = false } = {}) {
    this.#parts.link.drop()
    this.#change({ them: null, theirMedia: null, flow: "none", hasLeft })
  }

  #theySwitched(peer, theirMedia) {
    if (peer !== this.state.them?.peer) return
    this.#parts.link.isExpecting = theirMedia.microphone || theirMedia.camera
    this.#change({ theirMedia })
  }

  #theyWrote(update) {
    this.#parts.notes.receive(update)
    this.#parts.showWriting()
  }

  #change(change) {
    Object.assign(this.state, change)
    this.#parts.show(this.state)
  }
}
