/** Draws a scene: the picture, a face instead of it, or a veil over it. */

const URGENT = new Set(["elsewhere", "refused", "held"]) // nothing else can be done: focus goes to the button

export class Stage {
  #room
  #video
  #them
  #changed
  #scene = null
  #isHeld = false // the browser plays no sound before another tap
  #stopWaiting = () => {}

  /** @param {() => void} changed asks for the scene again */
  constructor(room, { them, changed }) {
    this.#room = room
    this.#video = room.querySelector("[data-them]")
    this.#them = them
    this.#changed = changed
  }

  /** @param {import("./scene.js").Scene} scene */
  draw(scene) {
    const shown = this.#isHeld ? this.#heldScene : scene
    if (isSame(shown, this.#scene)) return
    const isNew = shown.name !== this.#scene?.name
    this.#scene = shown
    const { kind, name, title = "", words = "", offer } = shown
    this.#find("[data-face]").hidden = kind !== "face"
    this.#find("[data-veil]").hidden = kind !== "veil"
    this.#find("[data-name-plate]").hidden = ["joining", "alone", "left", "searching"].includes(name)
    if (kind !== "picture") this.#write(kind, title, words)
    this.#offer(offer, isNew && URGENT.has(name))
  }

  drawTheirMedia(theirMedia) {
    this.#find("[data-muted]").hidden = theirMedia?.microphone !== false
  }

  drawOurMedia({ microphone, camera }) {
    this.#find("[data-self]").hidden = !camera
    this.#find("[data-self-muted]").hidden = microphone
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

  /** Connected; who sends no picture track will never send a frame. */
  liveWithoutPicture() {
    if (!this.#video.srcObject?.getVideoTracks().length) isLive()
  }

  /** Called in a tap. */
  hear() {
    this.#isHeld = false
    this.#playNow()
    this.#changed()
  }

  async #playNow() {
    try {
      await this.#video.play()
    } catch (error) {
      this.#isHeld = error.name === "NotAllowedError" // AbortError: the next stream has come
      this.#changed()
    }
  }

  get #heldScene() {
    const words = "The browser wants a tap before it plays sound."
    return { kind: "veil", name: "held", title: `${this.#them} is here`, words, offer: "hear" }
  }

  #write(kind, title, words) {
    this.#find(`[data-${kind}-title]`).textContent = title
    this.#find(`[data-${kind}-words]`).textContent = words
  }

  #offer(offer, isUrgent) {
    for (const button of this.#room.querySelectorAll("[data-offer]")) {
      button.hidden = button.dataset.offer !== offer
      if (!button.hidden && isUrgent) button.focus()
    }
  }

  #find(selector) {
    return this.#room.querySelector(selector)
  }
}

function isSame(a, b) {
  return b !== null && ["kind", "name", "title", "words", "offer"].every(key => a[key] === b[key])
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
