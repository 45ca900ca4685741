/** Somebody's picture and sound: one lasting element whose stream changes. */

export class Picture {
  #video
  #changed
  #stopWaiting = () => {}

  isHeld = false // the browser plays no sound before another tap

  /** @param {() => void} changed when it is held back, and when it plays again */
  constructor(video, changed) {
    this.#video = video
    this.#changed = changed
  }

  /** Called in the Join tap: there is nothing to play yet, it opens the element for later. */
  allowSound() {
    this.#video.play().catch(() => {})
  }

  /** @param {MediaStream} stream from them */
  play(stream) {
    if (this.#video.srcObject === stream) return
    this.#stopWaiting()
    this.#stopWaiting = atFirstFrame(this.#video, isLive)
    this.#video.srcObject = stream
    this.#playNow()
  }

  /**
   * After the background a picture may stand still, and sound be silent, until the stream is set anew.
   *
   * @param {boolean} isPhone where that happens although the element says that it plays
   */
  attachAgain(isPhone) {
    const { srcObject, paused } = this.#video
    if (!srcObject || !(paused || isPhone)) return
    this.#video.srcObject = null
    this.#video.srcObject = srcObject
    this.#playNow()
  }

  /** Called in a tap. */
  hear() {
    if (!this.isHeld) return
    this.isHeld = false
    this.#playNow()
    this.#changed()
  }

  /** They are gone, and somebody else may be shown here. */
  clear() {
    this.#stopWaiting()
    this.#video.srcObject = null
    this.isHeld = false
  }

  /** Connected; who sends no picture track will never send a frame. */
  liveWithoutPicture() {
    if (!this.#video.srcObject?.getVideoTracks().length) isLive()
  }

  async #playNow() {
    try {
      await this.#video.play()
    } catch (error) {
      this.isHeld = error.name === "NotAllowedError" // AbortError: the next stream has come
      this.#changed()
    }
  }
}

function isLive() {
  document.body.dataset.live = ""
}

/** Call back at the first frame that is shown. @returns {() => void} stops waiting */
function atFirstFrame(video, callback) {
  if (video.requestVideoFrameCallback) {
    const handle = video.requestVideoFrameCallback(callback)
    return () => video.cancelVideoFrameCallback(handle)
  }
  video.addEventListener("loadeddata", callback, { once: true })
  return () => video.removeEventListener("loadeddata", callback)
}
