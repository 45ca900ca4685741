/** The week in half hours: press the first half hour, then the last, over days too; arrow keys
 *  move; a mouse may drag. Pressing an open one closes it. */

const HALF = 30
const A_WEEK = 7

/** @param {HTMLFormElement} form a button a half hour; each sends its own `span` by itself */
export function start(form) {
  if ("week" in form.dataset) return
  form.dataset.week = "on"
  const halves = [...form.querySelectorAll(".half")]
  const hint = form.parentElement.querySelector("[data-grid-hint]")
  let first // the half hour pressed before

  const say = () => {
    hint.textContent = first
      ? `From ${first.ariaLabel}. Now press the last half hour.`
      : "Press the first half hour, then the last, on another day too. Press an open one to close it. Arrow keys move, and a mouse can drag."
  }
  const mark = (from, to) => {
    const chosen = from ? rectangle(place(halves, from), place(halves, to)) : undefined
    halves.forEach((half, at) => half.classList.toggle("chosen", !!chosen && isIn(chosen, at)))
  }
  const send = (from, to) => {
    to.value = spanOf(halves, from, to)
    mark(from, to)
    form.requestSubmit(to)
  }
  const press = event => {
    const half = event.target.closest(".half")
    if (!half) return
    event.preventDefault()
    if (first) send(first, half)
    else if (half.ariaPressed === "true") form.requestSubmit(half)
    else mark(first = half, half)
    say()
  }

  form.addEventListener("click", press)
  form.addEventListener("keydown", event => {
    if (event.key === "Escape" && first) {
      first = undefined
      mark()
      say()
    }
    const to = neighbour(halves, event.target, event.key, getComputedStyle(form).direction)
    if (!to) return
    event.preventDefault()
    to.focus()
    if (first) mark(first, to)
  })
  form.addEventListener("focusin", ({ target }) => target.matches(".half") && rove(halves, target))
  letDrag(form, mark, send)

  rove(halves, halves.find(half => half.ariaPressed === "true") ?? halves[0])
  say()
}

/** With a mouse, down on the first half hour and up on the last. */
function letDrag(form, mark, send) {
  let from
  const over = ({ target }) => {
    const half = from && target.closest(".half")
    return half && half !== from ? half : undefined
  }
  form.addEventListener("pointerdown", event => {
    from = event.pointerType === "mouse" && event.button === 0 ? event.target.closest(".half") : undefined
  })
  form.addEventListener("pointermove", event => over(event) && mark(from, over(event)))
  form.addEventListener("pointerup", event => {
    const to = over(event)
    if (to) send(from, to)
    from = undefined
  })
}

/** One of them is in the tab order. */
function rove(halves, here) {
  for (const half of halves) half.tabIndex = half === here ? 0 : -1
}

function place(halves, half) {
  const at = halves.indexOf(half)
  return { day: at % A_WEEK, row: Math.floor(at / A_WEEK) }
}

export function rectangle(one, other) {
  return {
    days: [Math.min(one.day, other.day), Math.max(one.day, other.day)],
    rows: [Math.min(one.row, other.row), Math.max(one.row, other.row)],
  }
}

function isIn({ days, rows }, at) {
  const day = at % A_WEEK
  const row = Math.floor(at / A_WEEK)
  return day >= days[0] && day <= days[1] && row >= rows[0] && row <= rows[1]
}

/** What the form sends: "0-4 540-720 open". The first half hour says what all become. */
function spanOf(halves, from, to) {
  const { days, rows } = rectangle(place(halves, from), place(halves, to))
  const opening = minuteOf(halves[rows[0] * A_WEEK])
  return words({ days, opens: opening, closes: minuteOf(halves[rows[1] * A_WEEK]) + HALF, isOpen: from.ariaPressed !== "true" })
}

export function words({ days, opens, closes, isOpen }) {
  return `${days[0]}-${days[1]} ${opens}-${closes} ${isOpen ? "open" : "closed"}`
}

function minuteOf(half) {
  return Number(half.id.split("-")[2])
}

function neighbour(halves, half, key, direction) {
  const step = { ArrowDown: A_WEEK, ArrowUp: -A_WEEK, ArrowRight: 1, ArrowLeft: -1 }[key]
  if (!step || !halves.includes(half)) return undefined
  const turned = direction === "rtl" && Math.abs(step) === 1 ? -step : step
  return halves[halves.indexOf(half) + turned]
}
