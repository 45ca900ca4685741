/** `data-quarters`: tap the first quarter of a window, then the last; tap a filled one to take it
 *  back. The day saves itself a moment later, when its form says where the answer goes. */

import { behaviour } from "../lib/behaviours.js"

const PAUSE = 900 // ms without a tap before the day is saved
const BUSY = 200 // ms until one looks again whether the last save has arrived

behaviour("quarters", grid => {
  const boxes = [...grid.querySelectorAll("input")]
  const hint = grid.closest("form").querySelector("[data-quarters-hint]")
  const other = grid.closest("form").querySelector("[name='holds'][value='other']")
  let first
  let timer

  const say = () => {
    hint.textContent = first === undefined
      ? "Tap the first quarter, then the last. Tap a filled one to take it back."
      : `From ${boxes[first].getAttribute("aria-label")}. Now tap the last quarter.`
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
  return () => clearTimeout(timer)
})

/** What a tap does. `open` already has the tapped quarter turned over, as a check box does it.
 * @param {{open: boolean[], first?: number}} day `first` is a window's first quarter, tapped before
 * @param {number} at the quarter tapped */
export function tapQuarter({ open, first }, at) {
  if (!open[at]) return { open, first: undefined }
  if (first === undefined) return { open, first: at }
  const [from, to] = [Math.min(first, at), Math.max(first, at)]
  return { open: open.map((is, n) => is || (n >= from && n <= to)), first: undefined }
}
