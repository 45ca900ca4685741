/** Camera and microphone. */

// A face needs no more than this, and it is there sooner than a larger picture.
export const WANTED = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } },
}

const NAMES = { audio: "microphone", video: "camera" }

/**
 * One stream for the whole visit, from the preview to the call: asking again would mute the first
 * track in Safari. Switching off is `track.enabled`, so the other side needs no negotiation.
 */
export class Media {
  #devices
  #storage
  #meeting

  stream = null
  screen = null // a track of it, while it is shared in place of the camera
  problem = null // "denied", "dismissed", "system", "missing" or "busy"

  /**
   * @param {object} _
   * @param {MediaDevices} _.devices
   * @param {Storage} _.storage of this device
   * @param {Storage | false} [_.meeting] of this tab, where the two have never met: their camera starts off
   */
  constructor({ devices, storage, meeting }) {
    this.#devices = devices
    this.#storage = storage
    this.#meeting = meeting
  }

  /** Ask for both, then for one of them: no camera is fine, no microphone is fine too. */
  async open() {
    const stream = await this.#askForChosen()
    this.problem = null // a chosen device may be at home
    this.take(stream ?? (await this.#askForAny()))
    return this.stream
  }

  async #askForChosen() {
    if (!this.isChosen("audio") && !this.isChosen("video")) return null
    return this.#ask({ audio: this.#like("audio", "exact"), video: this.#like("video", "exact") })
  }

  async #askForAny() {
    const { audio, video } = WANTED
    const stream = (await this.#ask({ audio, video })) ?? (await this.#ask({ audio }))
    return stream ?? (this.problem === "missing" ? this.#ask({ video }) : null)
  }

  /** The one stream, from wherever it came; null where there is none. */
  take(stream) {
    this.stream = stream
    if (this.microphone) this.problem = null
    if (this.camera) this.camera.enabled = this.#isCameraWanted
  }

  /** What to ask for: the devices that were chosen here, where they are still there. */
  get wanted() {
    return { audio: this.#like("audio", "ideal"), video: this.#like("video", "ideal") }
  }

  #like(kind, how) {
    if (!this.isChosen(kind)) return WANTED[kind]
    const facing = kind === "video" ? { facingMode: undefined } : {}
    return { ...WANTED[kind], ...facing, deviceId: { [how]: this.deviceOf(NAMES[kind]) } }
  }

  /** The device that was chosen; empty while the browser chooses. @param {"microphone" | "camera" | "speaker"} name */
  deviceOf(name) {
    return read(this.#storage, `device ${name}`) ?? ""
  }

  /** Whether this device was chosen, not only found. @param {"audio" | "video"} kind */
  isChosen(kind) {
    return this.deviceOf(NAMES[kind]) !== ""
  }

  remember(name, device) {
    write(this.#storage, `device ${name}`, device)
  }

  get microphone() {
    return this.stream?.getAudioTracks()[0] ?? null
  }

  get camera() {
    return this.stream?.getVideoTracks()[0] ?? null
  }

  /** What is switched on. */
  get state() {
    return { microphone: Boolean(this.microphone?.enabled), camera: Boolean(this.camera?.enabled) }
  }

  /** The tracks that go out. */
  get sent() {
    return [this.microphone, this.screen ?? this.camera].filter(Boolean)
  }

  /** What the others get. */
  get sends() {
    const { microphone, camera } = this.state
    return { microphone, camera: camera || this.screen !== null, screen: this.screen !== null }
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
    for (const track of [...(this.stream?.getTracks() ?? []), this.screen]) track?.stop()
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

  /** Off when people meet for the first time; then as it was left. */
  get #isCameraWanted() {
    return read(this.#meeting || this.#storage, "camera") === "on"
  }

  set #isCameraWanted(isWanted) {
    for (const storage of [this.#storage, this.#meeting]) if (storage) write(storage, "camera", isWanted ? "on" : "off")
  }
}

/** @param {DOMException} error of getUserMedia */
export function problemOf({ name, message = "" }) {
  if (name === "NotAllowedError") return /system/i.test(message) ? "system" : /dismissed/i.test(message) ? "dismissed" : "denied"
  if (name === "NotReadableError" || name === "AbortError") return "busy"
  return "missing"
}

/** What is kept until this tab is closed, of one talk. @returns {Pick<Storage, "getItem" | "setItem">} */
export function memoryOf(booking) {
  return {
    getItem: key => sessionStorage.getItem(`${key} ${booking}`),
    setItem: (key, value) => sessionStorage.setItem(`${key} ${booking}`, value),
  }
}

function read(storage, key) {
  try {
    return storage.getItem(key)
  } catch {
    return null
  }
}

function write(storage, key, value) {
  try {
    storage.setItem(key, value)
  } catch {
    // storage is switched off: it begins as it did today
  }
}
