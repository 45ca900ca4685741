/** Camera and microphone. */

// A face needs no more than this, and it is there sooner than a larger picture.
export const WANTED = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } },
}

/**
 * One stream for the whole visit, from the preview to the call: asking again would mute the first
 * track in Safari. Switching off is `track.enabled`, so the other side needs no negotiation.
 */
export class Media {
  #devices
  #storage

  stream = null
  problem = null // "denied", "system", "missing" or "busy"

  /** @param {{devices: MediaDevices, storage: Storage}} _ */
  constructor({ devices, storage }) {
    this.#devices = devices
    this.#storage = storage
  }

  /** Ask for both, then for one of them: no camera is fine, no microphone is fine too. */
  async open() {
    this.problem = null
    this.stream = (await this.#ask(WANTED)) ?? (await this.#ask({ audio: WANTED.audio }))
    if (this.problem === "missing") this.stream ??= await this.#ask({ video: WANTED.video })
    if (this.microphone) this.problem = null
    if (this.camera) this.camera.enabled = this.#isCameraWanted
    return this.stream
  }

  get microphone() {
    return this.stream?.getAudioTracks()[0] ?? null
  }

  get camera() {
    return this.stream?.getVideoTracks()[0] ?? null
  }

  /** What is sent now. */
  get state() {
    return { microphone: Boolean(this.microphone?.enabled), camera: Boolean(this.camera?.enabled) }
  }

  switchMicrophone() {
    if (this.microphone) this.microphone.enabled = !this.microphone.enabled
  }

  switchCamera() {
    if (!this.camera) return
    this.camera.enabled = !this.camera.enabled
    this.#isCameraWanted = this.camera.enabled
  }

  close() {
    for (const track of this.stream?.getTracks() ?? []) track.stop()
  }

  async #ask(wanted) {
    if (!this.#devices) {
      this.problem = "missing" // the page is not secure, or the browser has none
      return null
    }
    try {
      return await this.#devices.getUserMedia(wanted)
    } catch (error) {
      this.problem ??= problemOf(error)
      return null
    }
  }

  /** Off when people meet for the first time here; then as it was left. */
  get #isCameraWanted() {
    return read(this.#storage, "camera") === "on"
  }

  set #isCameraWanted(isWanted) {
    try {
      this.#storage.setItem("camera", isWanted ? "on" : "off")
    } catch {
      // storage is switched off: it starts off again
    }
  }
}

/** @param {DOMException} error of getUserMedia */
export function problemOf({ name, message = "" }) {
  if (name === "NotAllowedError") return /system/i.test(message) ? "system" : "denied"
  if (name === "NotReadableError" || name === "AbortError") return "busy"
  return "missing"
}

function read(storage, key) {
  try {
    return storage.getItem(key)
  } catch {
    return null
  }
}
