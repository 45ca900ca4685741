/** The way to a microphone that was refused: the browser's own button, or its steps. */

import { problemOf } from "./media.js"

const IN_GENERAL = new Set(["dismissed", "busy", "missing"]) // the same everywhere

/**
 * @param {"denied" | "system" | "dismissed" | "busy" | "missing"} problem
 * @param {{userAgent: string, maxTouchPoints?: number, standalone?: boolean}} navigator
 * @returns {string} a name in templates/live/_permission.html
 */
export function stepsFor(problem, navigator) {
  if (IN_GENERAL.has(problem)) return problem
  return problem === "system" ? systemSteps(navigator) : browserSteps(navigator)
}

function browserSteps(navigator) {
  const { userAgent, standalone } = navigator
  if (isIphone(navigator)) {
    if (/CriOS|FxiOS|EdgiOS|OPT\/|DuckDuckGo/.test(userAgent)) return "iphone-other"
    return standalone ? "iphone-app" : "iphone"
  }
  if (/Android/.test(userAgent)) {
    if (/Firefox/.test(userAgent)) return "android-firefox"
    return /SamsungBrowser/.test(userAgent) ? "samsung" : "android"
  }
  if (/Firefox/.test(userAgent)) return "firefox"
  if (/Edg\//.test(userAgent)) return "edge"
  return /Chrome|Chromium/.test(userAgent) ? "chrome" : "safari"
}

function systemSteps(navigator) {
  if (isIphone(navigator)) return "iphone-other"
  if (/Android/.test(navigator.userAgent)) return "android-system"
  if (/Macintosh/.test(navigator.userAgent)) return "mac-system"
  return /Windows/.test(navigator.userAgent) ? "windows-system" : "system"
}

/** An iPad says that it is a Mac. */
function isIphone({ userAgent, maxTouchPoints = 0 }) {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}

export class PermissionHelp {
  #element
  #constraints
  #take
  #ask
  #isStarted = false

  /**
   * @param {object} _
   * @param {HTMLElement} _.element of templates/live/_permission.html
   * @param {MediaStreamConstraints} _.constraints
   * @param {(stream: MediaStream) => void} _.take what the browser's own button gave
   * @param {() => void} _.ask the browser once more
   */
  constructor({ element, constraints, take, ask }) {
    this.#element = element
    this.#constraints = constraints
    this.#take = take
    this.#ask = ask
  }

  show(problem) {
    this.#start()
    this.#element.hidden = false
    this.#showSteps(stepsFor(problem, navigator))
    this.#find("[data-other-ways]").hidden = IN_GENERAL.has(problem)
    // there the browser asks again although the answer was no
    const hasOwn = "setConstraints" in this.#allow && !["busy", "missing"].includes(problem)
    this.#allow.hidden = !hasOwn
    this.#find("[data-ask-again]").hidden = hasOwn
  }

  #start() {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#find("[data-ask-again]").addEventListener("click", this.#ask)
    for (const button of this.#element.querySelectorAll("[data-show-steps]")) {
      button.addEventListener("click", () => {
        this.#showSteps(button.dataset.showSteps)
        this.#element.scrollIntoView({ block: "start" })
      })
    }
    watchPermission(navigator.permissions, this.#ask)
    this.#allow.setConstraints?.(this.#constraints)
    this.#allow.addEventListener("stream", () => this.#take(this.#allow.stream))
    for (const event of ["error", "cancel"]) this.#allow.addEventListener(event, () => this.#refused(this.#allow.error))
  }

  /** Allowed, and yet there is no camera: asking ourselves does without it. */
  #refused(error) {
    const problem = problemOf(error ?? { name: "NotAllowedError" })
    if (problem === "missing" || problem === "busy") this.#ask()
    else this.show(problem)
  }

  #showSteps(name) {
    for (const steps of this.#element.querySelectorAll("[data-steps]")) steps.hidden = steps.dataset.steps !== name
  }

  get #allow() {
    return this.#find("[data-allow]")
  }

  #find(selector) {
    return this.#element.querySelector(selector)
  }
}

/** Call `changed` when the person has changed their mind in the browser's own settings. */
async function watchPermission(permissions, changed) {
  for (const name of ["microphone", "camera"]) {
    try {
      const status = await permissions.query({ name })
      status.addEventListener("change", () => status.state === "granted" && changed())
    } catch {
      // this browser does not say; "Ask again" does the same
    }
  }
}
