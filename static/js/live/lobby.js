/** Before joining: see oneself, hear that one is heard, and learn whether the way is good. */

import { checkConnection } from "./connection_check.js"
import { showLevel } from "./level.js"
import { stepsFor, watchPermission } from "./permission.js"

export class Lobby {
  #element
  #media
  #them
  #stopLevel = () => {}

  /** @param {{element: HTMLElement, media: import("./media.js").Media, them: string}} _ */
  constructor({ element, media, them }) {
    this.#element = element
    this.#media = media
    this.#them = them
  }

  /** Ask for the devices; again when the person says so, or has changed a setting. */
  async open(opened) {
    const ask = async () => {
      if (this.#media.stream) return
      await this.#media.open()
      this.#show()
      opened()
    }
    this.#find("[data-ask-again]").addEventListener("click", ask)
    for (const button of this.#all("[data-show-steps]")) {
      button.addEventListener("click", () => {
        this.#showSteps(button.dataset.showSteps)
        this.#find("[data-permission]").scrollIntoView({ block: "start" })
      })
    }
    watchPermission(navigator.permissions, ask)
    await ask()
  }

  /** @param {{url: string, csrf: string, iceServers: RTCIceServer[]}} _ */
  async checkConnection({ url, csrf, iceServers }) {
    const ask = sdp => askServer(url, csrf, sdp)
    const words = this.#find("[data-connection-words]")
    try {
      const check = await checkConnection({ ask, iceServers })
      words.textContent = connectionWords(check)
      this.#find("[data-connection-direct]").hidden = !check.direct || check.verdict === "trouble"
    } catch {
      words.textContent = "It could not be checked. You can join all the same."
    }
  }

  /** What is sent has changed. */
  drawMedia() {
    const { camera } = this.#media.state
    this.#find("[data-preview-video]").hidden = !camera
    const words = this.#find("[data-preview-words]")
    words.hidden = camera
    words.textContent = this.#media.camera ? "Your camera is off." : `There is no camera. ${this.#them} hears you.`
    if (!this.#media.camera && !this.#media.microphone) words.textContent = "No camera and no microphone."
  }

  close() {
    this.#stopLevel()
  }

  #show() {
    const { stream, problem, microphone } = this.#media
    this.#find("[data-permission]").hidden = !problem
    this.#find("[data-join]").textContent = microphone ? "Join" : "Join without microphone"
    if (problem) this.#showSteps(stepsFor(problem, navigator))
    this.#find("[data-preview-video]").srcObject = stream
    this.#find("[data-microphone-row]").hidden = !microphone
    if (microphone) this.#showMicrophone(microphone)
  }

  #showSteps(name) {
    for (const steps of this.#all("[data-steps]")) steps.hidden = steps.dataset.steps !== name
    this.#find("[data-other-ways]").hidden = name === "missing" || name === "busy"
  }

  #showMicrophone(track) {
    this.#find("[data-microphone-name]").textContent = track.label || "The one of this device"
    this.#stopLevel = showLevel(this.#find("[data-level]"), track)
  }

  #find(selector) {
    return this.#element.querySelector(selector)
  }

  #all(selector) {
    return this.#element.querySelectorAll(selector)
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
  if (verdict === "trouble") return "Thin. Another network may help; the notes work in any case."
  const figures = `${Math.round(rtt)} ms, ${lossWords(loss)}`
  return verdict === "good" ? `Good for video: ${figures}` : `Enough for sound: ${figures}`
}

function lossWords(loss) {
  return loss === 0 ? "nothing lost" : `${Math.round(loss * 100)} % lost`
}
