const STALLED = 1500 // ms without anything from them; browsers themselves say so after 7 s
const DOUBT = 700 // ms
const PATIENT = 8000 // ms, where they send neither sound nor picture and only checks arrive

/** Notices that nothing comes in any more. */
export class Watchdog {
  #received = new Map()
  #since = null

  /**
   * @param {Map<string, number>} received so far, by what it came through: a path that is only another one has brought nothing
   * @param {{now: number, isExpecting: boolean}} _ whether they send sound or a picture
   * @returns {boolean} whether it has stopped
   */
  isStalled(received, { now, isExpecting }) {
    const isMore = ([id, count]) => count > (this.#received.get(id) ?? Infinity)
    if (this.#since === null || [...received].some(isMore)) this.#since = now
    this.#received = received
    return now - this.#since >= (isExpecting ? STALLED : PATIENT)
  }

  /** Too early to say so, and time to ask the socket. */
  isDoubtful({ now, isExpecting }) {
    return isExpecting && now - this.#since >= DOUBT
  }
}

/** Packets of sound and picture, and answers to the checks of the path. */
export function receivedBy(stats) {
  const received = new Map()
  for (const [id, report] of stats) {
    if (report.type === "inbound-rtp") received.set(id, report.packetsReceived ?? 0)
    if (report.type === "candidate-pair" && report.nominated) {
      received.set(id, (report.responsesReceived ?? 0) + (report.requestsReceived ?? 0))
    }
  }
  return received
}
