/** The connection to one other. */

import { takeBoth } from "./connection.js"
import { EarlyOffer } from "./early_offer.js"
import { callOf, newId } from "./ids.js"
import { Peer } from "./peer.js"
import { Pace, Patience, Watchdog, receivedBy } from "./watchdog.js"

const LOOK = 250 // ms between two looks at what comes in

/**
 * Made in the lobby so that joining has only to negotiate. A healthy connection is never built
 * again; a new one is made when they come with a new visit, that is, from a page loaded anew.
 */
export class Link {
  #self
  #makeConnection
  #send
  #show
  #local
  #them = null
  #peer = null
  #watchdog = null
  #timer = null
  #pace = new Pace()
  #isStalled = false
  #hasFlowed = false
  #relay
  #makeRelayed = null // makes what stands in for a `Peer` once both go past the server
  #patience = new Patience()
  #early = new EarlyOffer()

  connection = null
  isExpecting = false // whether they send sound or a picture

  /**
   * @param {object} _
   * @param {{peer: string, visit: string}} _.self
   * @param {(isRelayed: boolean) => RTCPeerConnection} _.makeConnection with our tracks
   * @param {(signal: object) => void} _.send
   * @param {object} _.relay past the server: `may()` it be taken, `load()` what makes its peers
   * @param {{remote: (stream: MediaStream) => void, flow: (flow: "flowing" | "stalled" | "searching") => void, doubt: () => void}} _.show `doubt` when nothing has come in for a moment
   */
  constructor({ self, makeConnection, send, show, relay, local = Date.now }) {
    this.#self = self
    this.#makeConnection = makeConnection
    this.#send = send
    this.#show = show
    this.#relay = relay
    this.#local = local
  }

  /** The share of what we send that may get lost before the picture is given up. */
  get mostLost() {
    return this.#makeRelayed ? 0.02 : undefined
  }

  /** Go past the server, here and there, from now on. */
  async relay() {
    const makeRelayed = await this.#relay.load()
    if (this.#makeRelayed) return
    this.#makeRelayed = makeRelayed
    if (this.#them) this.#again()
    else if (this.connection) this.prepare()
  }

  /** In the lobby, and again when the tracks have changed. */
  prepare() {
    if (this.#them) return
    this.connection?.close()
    this.connection = this.#makeConnection(Boolean(this.#makeRelayed))
    if (!this.#makeRelayed) this.#early.make(this.connection)
  }

  /** What a join brings along for them. @returns {{type: "offer", sdp: string} | null} */
  bringOffer() {
    return this.#them || this.#makeRelayed ? null : this.#early.bring()
  }

  /**
   * @param {{isOurs: boolean, isMade?: boolean, offer?: object}} _ whether we make the first offer;
   *   whether they have it already, with our join; theirs, that came with their join
   */
  meet(them, { isOurs, isMade, offer }) {
    if (this.#them?.visit === them.visit && this.#them.peer === them.peer) return
    this.#begin(them)
    if (isOurs || this.#makeRelayed) this.#offer(isMade ? this.#early.broughtFor(this.connection) : undefined)
    else if (offer) this.#peer.receive({ description: offer })
  }

  receive({ call, ...signal }) {
    if (this.isCurrent({ call })) this.#peer.receive(signal)
  }

  isCurrent({ call }) {
    return call === this.#call
  }

  /**
   * Look for new paths where nothing comes in.
   *
   * @param {object} _
   * @param {boolean} [_.isSure] the network is another one, whatever still comes in
   * @param {boolean} [_.isPrompt] they, or we, can be reached again: a search from before is over
   */
  restart({ isSure = false, isPrompt = isSure } = {}) {
    if (!this.#peer || (this.#isHealthy && !isSure)) return
    const now = this.#local()
    if (isPrompt) this.#patience.begin(now)
    if (this.#pace.may(now, isPrompt)) this.#search()
  }

  /**
   * Signals may have been lost. A connection that has come about stands that; one that has not
   * starts anew on both sides, because we come back as another visit.
   *
   * @returns {boolean} whether it starts anew
   */
  renew() {
    if (!this.#them || this.#hasFlowed) return false
    this.drop()
    this.#self.visit = newId()
    return true
  }

  /** They have left: the next one finds a new connection. */
  drop() {
    if (!this.#them) return
    this.#end()
    this.prepare()
  }

  close() {
    this.#end()
    this.connection?.close()
    this.connection = null
  }

  get #isHealthy() {
    return this.connection?.connectionState === "connected" && !this.#isStalled
  }

  get #call() {
    return this.#them && callOf(this.#self.visit, this.#them.visit)
  }

  #begin(them) {
    if (this.#them) this.drop()
    if (!this.connection) this.prepare()
    this.#them = them
    this.#peer = this.#makeRelayed ? this.#relayedPeer(them) : this.#directPeer(them)
    this.connection.ontrack = ({ streams: [stream] }) => this.#show.remote(stream)
    this.connection.onconnectionstatechange = () => this.#changed()
    this.#watchdog = new Watchdog()
    this.#pace.begin(this.#local()) // it has only begun
    this.#patience.begin(this.#local())
    this.#timer = setInterval(() => this.#look(), LOOK)
  }

  #directPeer(them) {
    const call = this.#call
    return new Peer({
      connection: this.connection,
      polite: this.#self.peer < them.peer,
      send: signal => this.#send({ to: them.peer, call, ...signal }),
    })
  }

  #relayedPeer(them) {
    const refused = () => {
      this.#makeRelayed = null
      this.#again()
    }
    return this.#makeRelayed({ connection: this.connection, to: them.peer, refused })
  }

  #search() {
    if (this.#makeRelayed) this.#again()
    else if (this.#peer.hasBegun) this.#peer.restart()
    else this.#offer()
  }

  #again() {
    this.#begin(this.#them)
    this.#offer()
  }

  #offer(made) {
    takeBoth(this.connection)
    this.#peer.offer(made)
  }

  #changed() {
    const { connectionState } = this.connection
    if (connectionState === "connected" && !this.#makeRelayed) this.#flow(false)
    if (connectionState === "disconnected") this.restart()
    if (connectionState === "failed") {
      this.#show.flow(this.#hasFlowed ? "stalled" : "searching")
      this.restart()
    }
  }

  async #look() {
    const { connection } = this
    this.#lookForOtherWay()
    const isUp = ["connected", "disconnected"].includes(connection.connectionState)
    if (!isUp) {
      if (connection.connectionState === "failed" || this.#pace.isSlow(this.#local())) this.restart()
      return
    }
    const received = receivedBy(await connection.getStats(), { hasChecks: !this.#makeRelayed || !this.isExpecting })
    if (connection === this.connection && this.#watchdog) this.#judge(received)
  }

  #lookForOtherWay() {
    const isLong = this.#patience.isOver(this.#local(), this.#isHealthy)
    if (isLong && !this.#makeRelayed && this.#relay.may()) this.relay()
  }

  #judge(received) {
    const at = { now: this.#local(), isExpecting: this.isExpecting }
    const isStalled = this.#watchdog.isStalled(received, at)
    if (this.#watchdog.isDoubtful(at)) this.#show.doubt()
    if (this.#makeRelayed && !this.#hasFlowed) this.#lookForThem(received)
    else if (isStalled !== this.#isStalled) this.#flow(isStalled)
    if (this.#isStalled) this.restart()
  }

  /** We are connected with the server; they come there at their own time. */
  #lookForThem(received) {
    if (!this.isExpecting || [...received.values()].some(count => count > 0)) this.#flow(false)
    else if (this.#pace.isSlow(this.#local())) this.restart({ isSure: true })
  }

  #flow(isStalled) {
    this.#isStalled = isStalled
    this.#hasFlowed = true
    this.#show.flow(isStalled ? "stalled" : "flowing")
  }

  #end() {
    clearInterval(this.#timer)
    this.#peer?.close()
    if (this.connection) this.connection.onconnectionstatechange = this.connection.ontrack = null
    this.#them = this.#peer = this.#watchdog = null
    this.#isStalled = this.#hasFlowed = false
    if (this.connection?.signalingState === "closed") this.connection = null
  }
}
