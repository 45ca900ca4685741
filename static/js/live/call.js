/** What is known of one other person, and the connection to them. */

/**
 * @typedef {object} CallState
 * @property {object | null} them the one who is here: `{peer, visit, person, name, part}`
 * @property {boolean} hasMet whether they have been here
 * @property {boolean} hasLeft whether they said so, not only vanished
 * @property {number | null} keptUntil they have lost the room's server; until then their place is kept, local milliseconds
 * @property {"none" | "searching" | "flowing" | "stalled"} flow what comes in from them
 * @property {{microphone: boolean, camera: boolean, screen: boolean, wants_picture: boolean, why: string | null} | null} theirMedia what they send, once they have said
 * @property {boolean} [isRelayFull] whether there is no direct way, and the server passes on no more talks
 * @property {number | null} since when this flow began, local milliseconds
 */

const WHY = {
  thin: "’s connection has room for sound only. The picture comes back by itself.",
  sound_only: " has chosen sound only.",
  background: "’s phone is in the background.",
  interrupted: "’s microphone is taken by a phone call or another program.",
}

export class Call {
  #parts
  #local

  /** @type {CallState} */
  state = { them: null, hasMet: false, hasLeft: false, keptUntil: null, flow: "none", theirMedia: null, since: null }

  /**
   * @param {object} parts
   * @param {import("./link.js").Link} parts.link
   * @param {import("./picture.js").Picture} parts.picture
   * @param {string} parts.name as one says it in a sentence
   * @param {(words: string) => void} parts.say
   * @param {() => void} parts.show
   */
  constructor({ local = Date.now, ...parts }) {
    this.#parts = parts
    this.#local = local
  }

  get link() {
    return this.#parts.link
  }

  get picture() {
    return this.#parts.picture
  }

  get name() {
    return this.#parts.name
  }

  flow(flow) {
    if (flow === this.state.flow || (flow === "searching" && this.state.flow === "stalled")) return
    if (flow === "stalled") this.#parts.say(`${this.name}’s connection dropped. Reconnecting.`)
    if (this.state.flow === "stalled" && flow === "flowing") this.#parts.say(`${this.name} is back.`)
    this.#change({ flow, since: this.#local(), isRelayFull: false })
  }

  /** They came while we were here: they offer, and may have brought the offer along. */
  joined(them, offer) {
    if (them.peer !== this.state.them?.peer) this.#parts.say(`${this.name} is here.`)
    this.meet(them, { isOurs: false, offer })
  }

  /** @param {object} how the first offer is made: see Link */
  meet(them, how) {
    const isNew = them.visit !== this.state.them?.visit
    if (isNew) this.#change({ flow: "searching", theirMedia: null, since: this.#local() })
    this.#change({ them, hasMet: true, hasLeft: false, keptUntil: null })
    if (isNew) this.link.meet(them, how)
    else this.link.restart({ isPrompt: true })
  }

  /**
   * They are not in the room. The connection waits for them, and may still carry sound and picture:
   * they come back with the same one, unless they load the page anew.
   *
   * @param {{kept_for: number}} [away] how long their place is kept
   */
  missed(away) {
    if (away || this.state.them) this.#away(away?.kept_for)
  }

  left({ reason, kept_for }) {
    if (reason === "gone") {
      this.#away(kept_for)
      return
    }
    if (reason === "left") this.#parts.say(`${this.name} has left.`)
    this.forget({ hasLeft: reason === "left" })
  }

  /** Signals may have been lost: what has not come about begins anew, as another visit of ours. */
  lost() {
    if (this.link.renew()) this.#change({ them: null, theirMedia: null, flow: "none" })
  }

  /** The server passes on as many talks as it can. */
  relayRefused() {
    this.#change({ isRelayFull: true })
  }

  switched(theirMedia) {
    this.link.isExpecting = theirMedia.microphone || theirMedia.camera
    const { why, screen = false } = this.state.theirMedia ?? {}
    this.#change({ theirMedia })
    const words = WHY[theirMedia.why]
    if (words && theirMedia.why !== why) this.#parts.say(`${this.name}${words}`)
    if (theirMedia.screen !== screen) this.#parts.say(theirMedia.screen ? `${this.name} shares a screen.` : `${this.name} does not share a screen any more.`)
  }

  forget({ hasLeft = false } = {}) {
    this.link.drop()
    this.#change({ them: null, theirMedia: null, flow: "none", hasLeft, keptUntil: null })
  }

  #away(keptFor = 0) {
    this.#change({ keptUntil: this.#local() + keptFor * 1000 })
  }

  #change(change) {
    Object.assign(this.state, change)
    this.#parts.show()
  }
}
