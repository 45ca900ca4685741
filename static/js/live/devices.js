/** Which microphone, camera and speaker: offered where there is a choice. */

import { toast } from "../lib/status.js"

const KINDS = { microphone: "audioinput", camera: "videoinput", speaker: "audiooutput" }
const SYSTEM = "default" // Chromium lists the system's own choice as a device
const TWICE = "communications" // and on Windows another one, which is one of the others too
const TONES = [[523, 0], [659, 0.18], [784, 0.36]] // Hz, and seconds after the beginning

export class DeviceChoice {
  #element
  #devices
  #media
  #use
  #players
  #choices = []

  changed = () => {} // there are others to choose from

  /**
   * @param {object} _
   * @param {HTMLElement} _.element with templates/live/_devices.html
   * @param {MediaDevices} _.devices
   * @param {import("./media.js").Media} _.media
   * @param {(kind: "microphone" | "camera", device: string) => Promise<boolean>} _.use
   * @param {Iterable<HTMLMediaElement>} _.players what plays the others' sound
   */
  constructor({ element, devices, media, use, players }) {
    this.#element = element
    this.#devices = devices
    this.#media = media
    this.#use = use
    this.#players = [...players]
  }

  async start() {
    for (const select of this.#element.querySelectorAll("[data-device]")) {
      select.addEventListener("change", () => this.#chosen(select))
    }
    this.#find("[data-test-sound]").addEventListener("click", () => playTones(this.#media.deviceOf("speaker")))
    this.#devices.addEventListener("devicechange", () => this.show())
    await this.show()
    if (this.#has("speaker")) await this.#speakThrough(this.#media.deviceOf("speaker"))
  }

  /** Whether there is anything to choose from. */
  get isOffered() {
    return this.#choices.length > 0
  }

  async show() {
    const all = await this.#devices.enumerateDevices()
    const lists = Object.entries(KINDS).map(([name, kind]) => [name, choicesOf(all, kind)])
    this.#choices = lists.filter(([name, list]) => list.length > 1 && this.#canChoose(name)).map(([name]) => name)
    for (const [name, list] of lists) this.#draw(name, list)
    this.#find("[data-no-speaker]").hidden = this.#has("speaker")
    this.changed()
  }

  #canChoose(name) {
    if (name === "speaker") return "setSinkId" in HTMLMediaElement.prototype
    return this.#media[name] !== null
  }

  #has(name) {
    return this.#choices.includes(name)
  }

  #draw(name, list) {
    const select = this.#find(`[data-device="${name}"]`)
    select.replaceChildren(...list.map(({ id, label }) => new Option(label, id)))
    select.value = this.#current(name)
    this.#find(`[data-device-field="${name}"]`).hidden = !this.#has(name)
  }

  #current(name) {
    return name === "speaker" ? this.#media.deviceOf(name) || SYSTEM : this.#media[name]?.getSettings().deviceId ?? ""
  }

  async #chosen(select) {
    const { device: name } = select.dataset
    const isUsed = name === "speaker" ? await this.#speakThrough(select.value) : await this.#use(name, select.value)
    if (isUsed) this.#media.remember(name, select.value)
    else toast("That one did not open. The one before is used.")
    await this.show()
  }

  async #speakThrough(device) {
    try {
      await Promise.all(this.#players.map(player => player.setSinkId(device === SYSTEM ? "" : device)))
      return true
    } catch {
      return false // it has been taken away
    }
  }

  #find(selector) {
    return this.#element.querySelector(selector)
  }
}

/** @returns {{id: string, label: string}[]} each device once */
export function choicesOf(devices, kind) {
  const ours = devices.filter(device => device.kind === kind && device.deviceId && device.deviceId !== TWICE)
  const real = ours.filter(({ deviceId }) => deviceId !== SYSTEM)
  const listed = real.length > 1 ? ours : real // the system's choice of one is that one
  return listed.map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Number ${index + 1}` }))
}

/** Three notes, through the speaker that was chosen. */
async function playTones(device) {
  const context = new AudioContext()
  if (device && device !== SYSTEM) await context.setSinkId?.(device)?.catch(() => {})
  for (const [frequency, after] of TONES) {
    const tone = new OscillatorNode(context, { frequency })
    const loudness = new GainNode(context, { gain: 0.2 })
    tone.connect(loudness).connect(context.destination)
    tone.start(context.currentTime + after)
    tone.stop(context.currentTime + after + 0.16)
  }
  setTimeout(() => context.close(), 1000)
}
