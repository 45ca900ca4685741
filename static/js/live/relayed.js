/** The way past the server, for two who find no other: see `relay` in webapp/live/PROTOCOL.md. */

const AGAIN = 500 // ms until a server that cannot answer is asked again

/**
 * Stands where a `Peer` stands, but negotiates with the server alone. It knows no restart: another
 * network needs another connection.
 */
export class RelayedPeer {
  #connection
  #ask
  #refused
  #later

  hasBegun = false

  /**
   * @param {object} _
   * @param {RTCPeerConnection} _.connection
   * @param {(sdp: string) => Promise<{ok: boolean, sdp?: string, error?: string}>} _.ask the server
   * @param {() => void} _.refused it passes on as many talks as it can
   */
  constructor({ connection, ask, refused, later = (run, delay) => setTimeout(run, delay) }) {
    this.#connection = connection
    this.#ask = ask
    this.#refused = refused
    this.#later = later
  }

  /** The server finds us by the checks that we send: our candidates need not be waited for. */
  async offer() {
    this.hasBegun = true
    // both ways, so that a camera that is found later needs no other offer
    for (const transceiver of this.#connection.getTransceivers()) transceiver.direction = "sendrecv"
    await this.#connection.setLocalDescription()
    await this.#askFor(this.#connection.localDescription.sdp)
  }

  /** What comes from their browser belongs to the direct way. */
  receive() {}

  close() {
    this.#connection.close()
  }

  async #askFor(sdp) {
    if (this.#connection.signalingState === "closed") return
    const answer = await this.#ask(sdp)
    if (this.#connection.signalingState === "closed") return
    if (answer.ok) await this.#connection.setRemoteDescription({ type: "answer", sdp: answer.sdp })
    else if (answer.error === "relay_full") this.#refused()
    else this.#later(() => this.#askFor(sdp), AGAIN)
  }
}
