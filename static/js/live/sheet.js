/** The sheet of notes: closed, 45 % or 90 % of the height; on a desk it is always open. */

import { say } from "../lib/status.js"

const DESK = "(min-width: 56rem) and (min-height: 32.01rem)" // as in room.css

export function startSheet(room) {
  const find = selector => room.querySelector(selector)
  const toggle = find("[data-sheet-toggle]")
  const size = find("[data-sheet-size]")
  const notes = find("[data-notes]")
  const desk = matchMedia(DESK)

  const open = height => {
    room.dataset.sheet = height
    toggle.ariaExpanded = String(height > 0)
    size.ariaLabel = height === 90 ? "Smaller" : "Larger"
  }
  const close = () => {
    open(0)
    toggle.focus()
  }
  const fit = () => { toggle.hidden = desk.matches }

  toggle.addEventListener("click", () => (isOpen(room) ? close() : (open(45), notes.focus())))
  size.addEventListener("click", () => open(room.dataset.sheet === "90" ? 45 : 90))
  find("[data-sheet-close]").addEventListener("click", close)
  desk.addEventListener("change", fit)
  fit()
  startTabs(room)
}

const isOpen = room => room.dataset.sheet !== "0"

function startTabs(room) {
  const tabs = [...room.querySelectorAll("[data-tab]")]
  for (const tab of tabs) {
    tab.addEventListener("click", event => {
      event.preventDefault() // the address stays the room's
      for (const other of tabs) show(room, other, other === tab)
      say(`${tab.textContent} shown.`)
    })
  }
}

function show(room, tab, isShown) {
  room.querySelector(tab.hash).hidden = !isShown
  if (isShown) tab.setAttribute("aria-current", "true")
  else tab.removeAttribute("aria-current")
}
