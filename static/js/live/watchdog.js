const STALLED = 1500 // ms without anything from them; browsers themselves say so after 7 s
const PATIENT = 8000 // ms, where they send neither sound nor picture and only checks arrive

/** Notices that nothing comes in any more. */
export class Watchdog {
  #total = null
  #since = 0

  /**
   * @param {number} total everything received so far
   * @param {{now: number, isExpecting: boolean}} _ whether they send sound or a picture
   * @returns {boolean} whether it has stopped
   */
  isStalled(total, { now, isExpecting }) {
    if (total !== this.#total) {
      this.#total = total
      this.#since = now
    }
    return now - this.#since >= (isExpecting ? STALLED : PATIENT)
  }
}

/** Packets of sound and picture, and answers to the checks of the path. */
export function totalReceived(stats) {
  let total = 0
  for (const report of stats.values()) {
    if (report.type === "inbound-rtp") total += report.packetsReceived ?? 0
    if (report.type === "candidate-pair" && report.nominated) {
      total += (report.responsesReceived ?? 0) + (report.requestsReceived ?? 0)
    }
  }
  return total
}
