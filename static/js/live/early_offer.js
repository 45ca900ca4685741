/** An offer made in the lobby: the join brings it along, and they can answer a round trip sooner. */

export class EarlyOffer {
  #connection = null
  #offer = null
  #brought = null

  /**
   * @param {RTCPeerConnection} connection with what we send; where that is not both sound and a
   *   picture there is more to agree on, and the offer is made when they are there
   */
  async make(connection) {
    this.#connection = connection
    this.#offer = null
    if (connection.getTransceivers().length < 2) return
    try {
      const { type, sdp } = await connection.createOffer()
      if (connection === this.#connection) this.#offer = { type, sdp }
    } catch {
      // closed meanwhile: another one has taken its place
    }
  }

  /** @returns {{type: "offer", sdp: string} | null} it, from now on known to them */
  bring() {
    this.#brought = this.#offer && { connection: this.#connection, offer: this.#offer }
    return this.#offer
  }

  /** @returns {{type: "offer", sdp: string} | undefined} what they know, if it is of this connection */
  broughtFor(connection) {
    return this.#brought?.connection === connection ? this.#brought.offer : undefined
  }
}
