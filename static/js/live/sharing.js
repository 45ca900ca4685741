/** Our screen in place of our camera, until we or the browser's own button end it. */

import { say, toast } from "../lib/status.js"
import { sendInstead, stopSending } from "./connection.js"

const WANTED = { video: { frameRate: { ideal: 10, max: 15 } }, audio: false, selfBrowserSurface: "exclude", surfaceSwitching: "include" }
const HELD_BACK = {
  sound_only: "Nobody sees your screen while “Sound only” is on. Switch it off to show it.",
  thin: "Your connection has room for sound only. Your screen is shown as soon as there is more.",
}

export class Sharing {
  #devices
  #media
  #talk
  #changed

  /**
   * @param {object} _
   * @param {MediaDevices} _.devices
   * @param {import("./media.js").Media} _.media
   * @param {import("./talk.js").Talk} _.talk
   * @param {() => void} _.changed when it has begun or ended
   */
  constructor({ devices, media, talk, changed }) {
    this.#devices = devices
    this.#media = media
    this.#talk = talk
    this.#changed = changed
  }

  get isOn() {
    return this.#media.screen !== null
  }

  /** In a tap: the browser asks which screen, window or tab. */
  async begin() {
    const screen = await this.#ask()
    if (!screen) return
    screen.contentHint = "detail" // letters stay sharp where movement would be smooth
    screen.addEventListener("ended", () => this.end())
    this.#media.screen = screen
    await sendInstead(this.#talk.connections, screen, this.#media.stream ?? new MediaStream(), this.#talk)
    this.#changed()
    this.#sayWhoSeesIt()
  }

  #sayWhoSeesIt() {
    const { why } = this.#talk.describe()
    if (why in HELD_BACK) toast(HELD_BACK[why])
    else say("You share your screen.")
  }

  async end() {
    const { screen, camera, stream } = this.#media
    if (!screen) return
    this.#media.screen = null
    screen.stop()
    if (camera) await sendInstead(this.#talk.connections, camera, stream, this.#talk)
    else await stopSending(this.#talk.connections, "video")
    this.#changed()
    say("Your screen is not shared any more.")
  }

  async #ask() {
    try {
      const stream = await this.#devices.getDisplayMedia(WANTED)
      return stream.getVideoTracks()[0]
    } catch (error) {
      if (error.name !== "NotAllowedError") toast("The screen could not be shared. Another window or tab may work.")
      return null // closing the question is an answer
    }
  }
}
