/** Before joining: see oneself, hear that one is heard, and learn whether the way is good. */

import { appOf } from "./in_app.js"
import { showLevel } from "./level.js"

export class Lobby {
  #media
  #them
  #opened
  #help = null
  #stopLevel = () => {}
  #isClosed = false
  #shown = null // the microphone whose level is drawn

  /** @param {{element: HTMLElement, media: import("./media.js").Media, them: string}} _ */
  constructor({ element, media, them }) {
    this.element = element
    this.#media = media
    this.#them = them
  }

  /** Ask for the devices; again when the person says so, or has changed a setting. */
  async open(opened) {
    this.#opened = opened
    await this.#ask()
  }

  /** @param {{url: string, csrf: string, iceServers: RTCIceServer[]}} _ */
  async checkConnection(way) {
    const again = this.#find("[data-check-again]")
    again.onclick = () => this.checkConnection(way)
    again.hidden = true
    this.#sayConnection({ words: "Checking the way, a few seconds" })
    try {
      const { checkConnection } = await import("./connection_check.js")
      const check = await checkConnection({ ask: sdp => askServer(way.url, way.csrf, sdp), iceServers: way.iceServers })
      const isGood = check.verdict === "good"
      this.#sayConnection({ words: connectionWords(check), advice: adviceFor(check), isDirect: check.direct && check.verdict !== "trouble" })
      again.hidden = isGood
    } catch {
      const words = navigator.onLine ? "It could not be checked. You can join all the same." : "This device is not on the internet. Wi-Fi or mobile data is off, or does not reach here."
      this.#sayConnection({ words })
      again.hidden = false
    }
  }

  #sayConnection({ words, advice = "", isDirect = false }) {
    this.#find("[data-connection-words]").textContent = words
    this.#find("[data-connection-advice]").textContent = advice
    this.#find("[data-connection-advice]").hidden = !advice
    this.#find("[data-connection-direct]").hidden = !isDirect
  }

  /** What is sent has changed. */
  drawMedia() {
    const { camera } = this.#media.state
    if (this.#media.microphone) this.#showMicrophone(this.#media.microphone)
    this.#find("[data-preview-video]").hidden = !camera
    const words = this.#find("[data-preview-words]")
    words.hidden = camera
    words.textContent = this.#media.camera ? "Your camera is off." : `There is no camera. ${this.#them} hears you.`
    if (!this.#media.camera && !this.#media.microphone) words.textContent = "No camera and no microphone."
  }

  close() {
    this.#isClosed = true
    this.#stopLevel()
  }

  async #ask() {
    if (this.#media.stream) return
    await this.#media.open()
    this.#show()
  }

  #take(stream) {
    this.#media.take(stream)
    this.#show()
  }

  #show() {
    const { stream, problem, microphone } = this.#media
    this.#find("[data-join]").textContent = microphone ? "Join" : "Join without microphone"
    this.#find("[data-preview-video]").srcObject = stream
    this.#find("[data-microphone-row]").hidden = !microphone
    if (appOf(navigator)) this.#showWayOut() // its window has no settings of a site
    else this.#showHelp(problem)
    this.#opened()
  }

  async #showHelp(problem) {
    if (!problem) {
      this.#find("[data-permission]").hidden = true
      return
    }
    const { PermissionHelp } = await import("./permission.js")
    this.#help ??= new PermissionHelp({
      element: this.#find("[data-permission]"), constraints: this.#media.wanted,
      take: stream => this.#take(stream), ask: () => this.#ask(),
    })
    this.#help.show(problem)
  }

  async #showWayOut() {
    const { showWayOut } = await import("./way_out.js")
    showWayOut(this.element, navigator, { hasMicrophone: Boolean(this.#media.microphone) })
  }

  #showMicrophone(microphone) {
    if (this.#isClosed || microphone === this.#shown) return
    this.#shown = microphone
    this.#find("[data-microphone-name]").textContent = microphone.label || "The one of this device"
    this.#stopLevel()
    this.#stopLevel = showLevel(this.#find("[data-level]"), microphone)
  }

  #find(selector) {
    return this.element.querySelector(selector)
  }
}

async function askServer(url, csrf, sdp) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ sdp }),
  })
  if (!response.ok) throw new Error(`the check was refused: ${response.status}`)
  return (await response.json()).sdp
}

/** @param {import("./connection_check.js").ConnectionCheck} check */
export function connectionWords({ verdict, rtt, loss }) {
  if (rtt === null) return "Trouble: this network lets no call through"
  const figures = `${Math.round(rtt)} ms, ${lossWords(loss)}`
  if (verdict === "trouble") return `Trouble: too thin for a call, ${figures}`
  return verdict === "good" ? `Good for video: ${figures}` : `Enough for sound: ${figures}`
}

/** What to do about it; empty while nothing has to be done. */
export function adviceFor({ verdict, rtt, loss }) {
  if (verdict === "good") return ""
  if (rtt === null) return "Networks of companies and hotels do that. Mobile data, or the hotspot of a phone, works. You can join all the same: chat and notes go through."
  const nearer = loss > 0.05 ? "Closer to the Wi-Fi less is lost; mobile data may be better." : "Another network may be quicker; so may ending downloads and other calls."
  return verdict === "audio" ? `Leave the camera off. ${nearer}` : `${nearer} You can join all the same: chat and notes work.`
}

function lossWords(loss) {
  return loss === 0 ? "nothing lost" : `${Math.round(loss * 100)} % lost`
}
