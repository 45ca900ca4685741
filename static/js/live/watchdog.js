const STALLED = 1500 // ms without anything from them; browsers themselves say so after 7 s
const DOUBT = 700 // ms
const SLOW = 8000 // ms to find a way while both are there
const LATE = 12_000 // ms, where one stood: by then the server knows whether they are gone
const CALM = 3000 // ms between two searches
const PROMPT = 1000 // ms between two that have a reason: another network, another socket
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

/** How often we search anew. */
export class Pace {
  #last = -Infinity
  #prompted = -Infinity

  begin(now) {
    this.#last = this.#prompted = now
  }

  /** @returns {boolean} whether one may search now, and then has */
  may(now, isPrompt) {
    if (isPrompt ? now - this.#prompted < PROMPT : now - this.#last < CALM) return false
    this.#last = now
    if (isPrompt) this.#prompted = now
    return true
  }

  isSlow(now) {
    return now - this.#last > SLOW
  }
}

/** How long we look for a direct way, or wait for the one we had, before another one is taken. */
export class Patience {
  #until = Infinity

  begin(now) {
    this.#until = now + SLOW
  }

  isOver(now, isHealthy) {
    if (isHealthy) this.#until = Infinity
    else if (this.#until === Infinity) this.#until = now + LATE
    return now > this.#until
  }
}

/** Packets of sound and picture, and answers to the checks of the path where they are their own. */
export function receivedBy(stats, { hasChecks = true } = {}) {
  const received = new Map()
  for (const [id, report] of stats) {
    if (report.type === "inbound-rtp") received.set(id, report.packetsReceived ?? 0)
    if (hasChecks && report.type === "candidate-pair" && report.nominated) {
      received.set(id, (report.responsesReceived ?? 0) + (report.requestsReceived ?? 0))
    }
  }
  return received
}
