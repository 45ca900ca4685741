/** Whether a connection has room for a picture beside the sound. Pure: figures in, a decision out. */

const LEAST = 120_000 // bit/s; below it the picture takes what the sound needs
const ENOUGH = 140_000 // bit/s, to keep it after a trial
const MUCH_LOST = 0.15 // of what we send
const SLOW = 1 // s there and back: it stands in a queue
const SMOOTH = 4 // reports, over which the loss is taken that a relay can bear
const LOOKS = 3 // in a row, a second apart
const TRIAL = 8000 // ms; the estimate is frozen while no picture is sent, and needs them to rise
const FIRST_WAIT = 8000 // ms until the first trial; each that fails doubles it
const LONGEST_WAIT = 128_000 // ms
const STEADY = 30_000 // ms after which an old failure does not count any more

/** Browsers send a picture into a line that has no room for it until the sound is gone too. */
export class ThinLine {
  #bad = 0
  #lost = 0
  #isTrying = false
  #since = 0
  #wait = FIRST_WAIT

  isPaused = false

  /**
   * @param {import("./figures.js").Look} look
   * @param {{now: number, isSending: boolean, mostLost?: number}} _ whether a picture would be sent if there were room; what share may get lost for long
   * @returns {boolean} whether that has changed
   */
  look(look, { now, isSending, mostLost = MUCH_LOST }) {
    if (look.lost !== null) this.#lost += (look.lost - this.#lost) / SMOOTH
    const isLossy = this.#lost > mostLost
    this.#bad = isThin(look) || isLossy ? this.#bad + 1 : 0
    if (this.isPaused) return this.#tryWhenTimeHasCome(now)
    if (!isSending) return false
    if (this.#isTrying) return this.#judge(hasRoom(look) && !isLossy, now)
    if (now - this.#since > STEADY) this.#wait = FIRST_WAIT
    return this.#bad >= LOOKS && this.#pause(now)
  }

  #pause(now) {
    this.isPaused = true
    this.#isTrying = false
    this.#since = now
    return true
  }

  #tryWhenTimeHasCome(now) {
    if (now - this.#since < this.#wait) return false
    this.isPaused = false
    this.#isTrying = true
    this.#lost = 0
    this.#since = now
    return true
  }

  /** A trial is over when its time is: until then the figures are those of before. */
  #judge(isEnough, now) {
    if (now - this.#since < TRIAL) return false
    this.#isTrying = false
    this.#since = now
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2)
    return !isEnough && this.#pause(now)
  }
}

function isThin({ room, lost, rtt }) {
  return (room !== null && room < LEAST) || lost > MUCH_LOST || rtt > SLOW
}

function hasRoom(look) {
  return !isThin(look) && (look.room === null || look.room >= ENOUGH)
}

/** Let the picture through or hold it back, without a negotiation. */
export async function sendPicture(connection, isSent) {
  for (const sender of connection.getSenders()) {
    if (sender.track?.kind !== "video") continue
    const parameters = sender.getParameters()
    for (const encoding of parameters.encodings ?? []) encoding.active = isSent
    await sender.setParameters(parameters)
  }
}

/** When there is not room for everything, the sound goes first. */
export async function putSoundFirst(connection) {
  for (const sender of connection.getSenders()) {
    if (sender.track?.kind !== "audio") continue
    const parameters = sender.getParameters()
    for (const encoding of parameters.encodings ?? []) encoding.priority = encoding.networkPriority = "high"
    await sender.setParameters(parameters)
  }
}
