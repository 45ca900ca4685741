/** `data-quarters`: tap the first quarter of a window, then the last; tap a filled one to take it
 *  back. Arrow keys move between quarters. The day saves itself a moment later, when its form says
 *  where the answer goes. */

import { behaviour } from "../lib/behaviours.js"

const PAUSE = 900 // ms without a tap before the day is saved
const BUSY = 200 // ms until one looks again whether the last save has arrived
const A_ROW = 4
const STEPS = { ArrowUp: -A_ROW, ArrowDown: A_ROW, Home: -Infinity, End: Infinity }

behaviour("quarters", grid => {
  const boxes = [...grid.querySelectorAll("input")]
  const hint = grid.closest("form").querySelector("[data-quarters-hint]")
  const other = grid.closest("form").querySelector("[name='holds'][value='other']")
  let first
  let timer

  const say = () => {
    hint.textContent = first === undefined
      ? "Tap the first quarter, then the last. Tap a filled one to take it back."
      : `From ${timeOf(boxes[first])}. Now tap the last quarter.`
  }
  const save = () => {
    const form = grid.closest("form")
    if (!form || other) return
    if ("sent" in form.dataset) timer = setTimeout(save, BUSY)
    else form.requestSubmit()
  }
  const tap = ({ target }) => {
    const tapped = tapQuarter({ open: boxes.map(box => box.checked), first }, boxes.indexOf(target))
    boxes.forEach((box, at) => { box.checked = tapped.open[at] })
    first = tapped.first
    if (other) other.checked = true
    say()
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE)
  }

  say()
  grid.addEventListener("change", tap)
  const roam = rove(boxes, boxes.findIndex(box => box.checked))
  grid.addEventListener("keydown", event => {
    const step = stepOf(event.key, getComputedStyle(grid).direction)
    if (step === undefined) return
    event.preventDefault()
    roam(boxes.indexOf(event.target) + step)
  })
  grid.addEventListener("focusin", ({ target }) => roam(boxes.indexOf(target), { focus: false }))
  return () => clearTimeout(timer)
})

/** One of many is in the tab order: the first that is open, then where one was last. */
function rove(boxes, start) {
  const roam = (to, { focus = true } = {}) => {
    const at = Math.min(Math.max(to, 0), boxes.length - 1)
    boxes.forEach((box, n) => { box.tabIndex = n === at ? 0 : -1 })
    if (focus) boxes[at].focus()
  }
  roam(start, { focus: false })
  return roam
}

/** @returns {number | undefined} how many quarters a key moves on */
export function stepOf(key, direction) {
  if (key === "ArrowRight") return direction === "rtl" ? -1 : 1
  if (key === "ArrowLeft") return direction === "rtl" ? 1 : -1
  return STEPS[key]
}

function timeOf(box) {
  return box.getAttribute("aria-label").split(",")[0]
}

/** What a tap does. `open` already has the tapped quarter turned over, as a check box does it.
 * @param {{open: boolean[], first?: number}} day `first` is a window's first quarter, tapped before
 * @param {number} at the quarter tapped */
export function tapQuarter({ open, first }, at) {
  if (!open[at]) return { open, first: undefined }
  if (first === undefined) return { open, first: at }
  const [from, to] = [Math.min(first, at), Math.max(first, at)]
  return { open: open.map((is, n) => is || (n >= from && n <= to)), first: undefined }
}
