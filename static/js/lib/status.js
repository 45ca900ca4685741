/** The page's one status region: what just happened, seen as a toast or only heard. */

import { behaviour } from "./behaviours.js"

const SHOWN_FOR = 8000 // ms; a toast with an action stays until it is closed

/**
 * @param {string} words
 * @param {{label?: string, act?: () => void}} action one thing the reader may do about it
 */
export function toast(words, { label, act } = {}) {
  const shown = document.querySelector("template#toast").content.cloneNode(true).firstElementChild
  shown.querySelector("span").textContent = words
  if (act) shown.querySelector("[data-close]").before(actionButton(label, act))
  region().replaceChildren(shown)
  startToast(shown)
}

/** Say something to those who listen, and show nothing. */
export function say(words) {
  const heard = document.createElement("p")
  heard.className = "sr"
  heard.textContent = words
  region().append(heard)
  setTimeout(() => heard.remove(), SHOWN_FOR)
}

behaviour("toast", toastElement => {
  if (!toastElement.dataset.started) startToast(toastElement)
})

function startToast(element) {
  element.dataset.started = ""
  const close = element.querySelector("[data-close]")
  close.hidden = false
  close.addEventListener("click", () => element.remove())
  if (element.querySelectorAll("button, a").length === 1) removeWhenRead(element)
}

function removeWhenRead(element) {
  const timer = setInterval(() => {
    if (element.matches(":hover, :focus-within")) return
    clearInterval(timer)
    element.remove()
  }, SHOWN_FOR)
}

function actionButton(label, act) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "text-button"
  button.textContent = label
  button.addEventListener("click", act)
  return button
}

function region() {
  return document.getElementById("status")
}
