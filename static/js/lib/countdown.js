/** `data-countdown`: the time left until `data-until`, in words (`[data-left]`) and as a ring.
 *  `data-now` is the server's clock when the page was made, `data-whole` the seconds of a full ring.
 *  At the end the element sends "time-up", which htmx can be triggered by. */

import { behaviour } from "./behaviours.js"
import { say } from "./status.js"

const TICK = 250 // ms; four times a second keeps the display honest after a sleep
const LAST_MINUTE = 60_000 // ms

behaviour("countdown", element => {
  const until = Date.parse(element.dataset.until)
  const skew = Date.parse(element.dataset.now) - Date.now()
  let before = Infinity

  const show = () => {
    const left = until - (Date.now() + skew)
    draw(element, left)
    if (isPassed(LAST_MINUTE, before, left)) say("One minute left.")
    if (isPassed(0, before, left)) finish()
    before = left
  }
  const timer = setInterval(show, TICK)
  const finish = () => {
    clearInterval(timer)
    element.dispatchEvent(new CustomEvent("time-up", { bubbles: true }))
  }

  show()
  return () => clearInterval(timer)
})

function draw(element, left) {
  const share = partLeft(left, Number(element.dataset.whole))
  element.querySelector("[data-left]").textContent = minutesAndSeconds(left)
  element.querySelector(".ring .left")?.setAttribute("stroke-dasharray", `${share} 100`)
  element.classList.toggle("last", left <= LAST_MINUTE)
}

/** A mark is passed once, between two looks; a page that opens after it stays quiet about a minute. */
export function isPassed(mark, before, left) {
  return left <= mark && before > mark && (mark === 0 || before !== Infinity)
}

/** @returns {number} percent of the whole, from 0 to 100 */
export function partLeft(milliseconds, wholeSeconds) {
  return Math.round(Math.min(100, Math.max(0, milliseconds / wholeSeconds / 10)))
}

/** Format milliseconds as m:ss, rounding up so that 0:00 means it is really over. */
export function minutesAndSeconds(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}
