/** Our microphone and camera while the talk lasts: after a phone call, a sleep, or with another headset. */

import { sendInstead } from "./connection.js"

const KINDS = ["audio", "video"]
const OTHER = { user: "environment", environment: "user" }
const SETTLED = 500 // ms after the last change of devices: a headset announces itself in parts
const MUTED = 2000 // ms that the system may take the microphone away without a word

/** The stream stays the same, its tracks change: elements and senders need no new one. */
export class Capture {
  #devices
  #media
  #connections
  #isGroup
  #changed
  #inputs = []
  #timers = {}
  #heard = new WeakSet() // tracks we listen to

  isLost = false // the microphone cannot be had again without a tap

  /**
   * @param {object} _
   * @param {MediaDevices} _.devices
   * @param {import("./media.js").Media} _.media
   * @param {() => RTCPeerConnection[]} _.connections
   * @param {boolean} [_.isGroup]
   * @param {() => void} _.changed
   */
  constructor({ devices, media, connections, isGroup = false, changed }) {
    this.#devices = devices
    this.#media = media
    this.#connections = connections
    this.#isGroup = isGroup
    this.#changed = changed
  }

  async start() {
    if (!this.#devices) return
    this.listen()
    this.#inputs = await this.#list()
    this.#devices.addEventListener("devicechange", () => this.#after("devices", SETTLED, () => this.#devicesChanged()))
  }

  /** Whether the system lets the microphone through. */
  get isHeard() {
    return isAlive(this.#media.microphone)
  }

  get isSeen() {
    return isAlive(this.#media.camera)
  }

  /** How many cameras one may choose from. */
  get cameras() {
    return this.#inputs.filter(({ kind }) => kind === "videoinput").length
  }

  /** Ask again for what has died. @param {string[]} [more] kinds that only look alive */
  async revive(more = []) {
    const dead = KINDS.filter(kind => this.#track(kind) && (!isAlive(this.#track(kind)) || more.includes(kind)))
    return dead.length === 0 || this.again(dead)
  }

  /** @returns {Promise<boolean>} whether the microphone is there, if it was among them */
  async again(kinds) {
    for (const kind of kinds) await this.#replace(kind, this.#media.wanted[kind])
    if (kinds.includes("audio")) this.isLost = !this.isHeard
    this.#changed()
    return !this.isLost
  }

  /** Off, and the light with it: another device or tab has our place. */
  release() {
    for (const track of this.#media.stream?.getTracks() ?? []) track.stop()
    this.#media.screen?.dispatchEvent(new Event("ended")) // as by the browser's own button
  }

  /** The camera on the other side of the phone, or the next one of a desk. */
  async flip() {
    const { facingMode, deviceId } = this.#media.camera.getSettings()
    const next = facingMode ? { facingMode: { exact: OTHER[facingMode] }, deviceId: undefined } : { facingMode: undefined, deviceId: { exact: this.#cameraAfter(deviceId) } }
    this.#media.camera.stop() // a phone does not open two at once
    const isThere = await this.#replace("video", { ...this.#media.wanted.video, ...next })
    if (!isThere) await this.#replace("video", this.#media.wanted.video)
    this.#changed()
  }

  /** One that was chosen from a list. @returns {Promise<boolean>} whether it opened */
  async use(kind, device) {
    if (kind === "video") this.#track(kind)?.stop()
    const isThere = await this.#replace(kind, { ...this.#media.wanted[kind], facingMode: undefined, deviceId: { exact: device } })
    if (!isThere && !isAlive(this.#track(kind))) await this.#replace(kind, this.#media.wanted[kind])
    this.#changed()
    return isThere
  }

  #cameraAfter(deviceId) {
    const cameras = this.#inputs.filter(({ kind }) => kind === "videoinput")
    const index = cameras.findIndex(camera => camera.deviceId === deviceId)
    return cameras[(index + 1) % cameras.length]?.deviceId
  }

  /** @returns {Promise<boolean>} whether there is another track now, switched on or off as the old one was */
  async #replace(kind, wanted) {
    const old = this.#track(kind)
    const fresh = await this.#ask({ [kind]: wanted })
    if (!fresh) return false
    const { stream } = this.#media
    if (old) {
      fresh.enabled = old.enabled
      stream.removeTrack(old)
      old.stop()
    }
    stream.addTrack(fresh)
    this.listen()
    const isHidden = kind === "video" && this.#media.screen // it goes out again when the screen does not
    if (!isHidden) await sendInstead(this.#connections(), fresh, stream, { isGroup: this.#isGroup })
    return true
  }

  async #ask(wanted) {
    try {
      const stream = await this.#devices.getUserMedia(wanted)
      return stream.getTracks()[0]
    } catch {
      return null // a phone call has it, or the permission is gone
    }
  }

  /** To the tracks that are there now: they may end, or be muted by the system. */
  listen() {
    for (const kind of KINDS) {
      const track = this.#track(kind)
      if (!track || this.#heard.has(track)) continue
      this.#heard.add(track)
      track.addEventListener("ended", () => this.#isOurs(track) && this.again([kind]))
      track.addEventListener("mute", () => this.#muted(kind, track))
      track.addEventListener("unmute", () => this.#unmuted(kind, track))
    }
  }

  /** A page that is hidden waits until it is shown again: then everything is looked at anyway. */
  #muted(kind, track) {
    this.#changed()
    this.#after(kind, MUTED, () => this.#isOurs(track) && track.muted && !document.hidden && this.again([kind]))
  }

  #unmuted(kind, track) {
    if (kind === "audio" && this.#isOurs(track)) this.isLost = false
    this.#changed()
  }

  #isOurs(track) {
    return this.#media.stream.getTracks().includes(track)
  }

  /** Headphones come and go: follow them, unless the microphone we have was there before and after. */
  async #devicesChanged() {
    const before = this.#inputs
    this.#inputs = await this.#list()
    const has = (inputs, kind, id) => inputs.some(input => input.kind === kind && input.deviceId === id)
    const isNew = this.#inputs.some(({ kind, deviceId }) => kind === "audioinput" && !has(before, kind, deviceId))
    const gone = KINDS.filter(kind => {
      const id = this.#track(kind)?.getSettings().deviceId
      return id && !has(this.#inputs, `${kind}input`, id)
    })
    const follows = isNew && !gone.includes("audio") && this.#track("audio") && !this.#media.isChosen?.("audio")
    if (follows) gone.push("audio")
    if (gone.length > 0) await this.again(gone)
    else this.#changed()
  }

  async #list() {
    try {
      return (await this.#devices.enumerateDevices()).filter(({ kind }) => kind.endsWith("input"))
    } catch {
      return []
    }
  }

  #after(name, delay, run) {
    clearTimeout(this.#timers[name])
    this.#timers[name] = setTimeout(run, delay)
  }

  #track(kind) {
    return kind === "audio" ? this.#media.microphone : this.#media.camera
  }
}

function isAlive(track) {
  return track !== null && track.readyState === "live" && !track.muted
}
