const BATCH = 50 // ms in which candidates are collected
const MOST_CANDIDATES = 40 // after each description; the server refuses more

/**
 * One side of a call, by the W3C "perfect negotiation" pattern: when both sides make
 * an offer at once, the polite peer drops its own and takes the other's.
 *
 * The connection may be older than the peer: it is made in the lobby, with its tracks, and
 * negotiates only when `offer` is called or the other side's offer has come.
 */
export class Peer {
  #connection
  #send
  #later
  #hasBegun = false
  #isMakingOffer = false
  #isIgnoringOffer = false
  #isSettingRemoteAnswer = false
  #received = Promise.resolve()
  #early = [] // candidates that came before the description they belong to
  #batch = []
  #timer = null
  #candidatesLeft = 0

  /** @param {{connection: RTCPeerConnection, polite: boolean, send: (signal: object) => void}} _ */
  constructor({ connection, polite, send, later = (run, delay) => setTimeout(run, delay) }) {
    this.#connection = connection
    this.#send = send
    this.#later = later
    this.polite = polite

    connection.onnegotiationneeded = () => this.#hasBegun && this.offer()
    connection.onicecandidate = ({ candidate }) => candidate?.candidate && this.#collect(candidate)
  }

  get hasBegun() {
    return this.#hasBegun
  }

  /** @param {{type: "offer", sdp: string}} [made] what they have of us already */
  async offer(made) {
    this.#hasBegun = true
    if (this.#isMakingOffer) return
    this.#isMakingOffer = true
    try {
      await this.#describeOurselves(made)
    } finally {
      this.#isMakingOffer = false
    }
  }

  /** Find new paths and keep everything else; where an offer may have been lost, make another. */
  restart() {
    if (!this.#hasBegun) return
    this.#connection.restartIce()
    if (this.#connection.signalingState === "have-local-offer") this.offer()
  }

  /** Signals are taken one after the other, in the order in which they came. */
  receive(signal) {
    this.#received = this.#received.then(() => this.#take(signal)).catch(error => {
      if (this.#connection.signalingState !== "closed") console.warn("signal refused", error)
    })
    return this.#received
  }

  close() {
    this.#connection.onnegotiationneeded = this.#connection.onicecandidate = null
    this.#connection.close()
  }

  async #take({ description, candidates }) {
    if (description) await this.#takeDescription(description)
    else await this.#takeCandidates(candidates)
  }

  async #takeDescription(description) {
    const isCollision = description.type === "offer" && !this.#isReadyForOffer
    this.#isIgnoringOffer = isCollision && !this.polite
    if (this.#isIgnoringOffer) return

    this.#hasBegun = true
    this.#isSettingRemoteAnswer = description.type === "answer"
    try {
      await this.#connection.setRemoteDescription(description)
    } finally {
      this.#isSettingRemoteAnswer = false
    }
    if (description.type === "offer") await this.#describeOurselves()
    await this.#takeCandidates(this.#early.splice(0))
  }

  async #takeCandidates(candidates) {
    for (const candidate of candidates) {
      if (this.#connection.remoteDescription) await this.#takeCandidate(candidate)
      else this.#early.push(candidate)
    }
  }

  async #takeCandidate(candidate) {
    try {
      await this.#connection.addIceCandidate(candidate)
    } catch (error) {
      if (!this.#isIgnoringOffer) throw error
    }
  }

  get #isReadyForOffer() {
    if (this.#isMakingOffer) return false
    return this.#connection.signalingState === "stable" || this.#isSettingRemoteAnswer
  }

  async #describeOurselves(made) {
    this.#candidatesLeft = 0 // those that come from now on wait for the description
    await this.#connection.setLocalDescription(made)
    const { type, sdp } = this.#connection.localDescription
    if (!made) this.#send({ description: { type, sdp } })
    this.#candidatesLeft = MOST_CANDIDATES - (sdp.match(/^a=candidate:/gm)?.length ?? 0)
    this.#flush()
  }

  /** The first candidate goes at once, the next ones together. */
  #collect(candidate) {
    this.#batch.push(candidate.toJSON?.() ?? candidate)
    if (this.#timer === null && this.#candidatesLeft > 0) this.#flush()
  }

  #flush() {
    const candidates = this.#batch.splice(0).slice(0, this.#candidatesLeft)
    this.#candidatesLeft -= candidates.length
    this.#timer = null
    if (candidates.length === 0) return
    this.#send({ candidates })
    this.#timer = this.#later(() => this.#flush(), BATCH)
  }
}
