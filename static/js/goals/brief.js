/** The four prompts while they are written: hints, counters, and a draft in this browser. */

import { fillIn, read, write } from "./draft.js"
import { hintsOn } from "./hints.js"

const PAUSE = 800 // ms without a key before a hint is said
const NEAR = 480 // characters; from here on the counter is seen

/**
 * @param {HTMLElement} brief holds the four textareas
 * @param {AbortSignal} signal ends it
 */
export function startBrief(brief, signal) {
  const fields = Object.fromEntries([...brief.querySelectorAll("textarea")].map(field => [field.name, field]))
  const line = brief.dataset.line ?? ""
  const isHereAlone = "hereAlone" in brief.dataset
  fillIn(fields, read(line), { isNewer: isHereAlone })

  let timer
  const say = () => sayHints(brief, written(fields))
  const save = () => isHereAlone && write(line, written(fields))
  brief.addEventListener("input", ({ target }) => {
    count(target)
    clearTimeout(timer)
    timer = setTimeout(() => { save(); say() }, PAUSE)
  }, { signal })
  addEventListener("pagehide", save, { signal })
  signal.addEventListener("abort", () => clearTimeout(timer))
  Object.values(fields).forEach(count)
  say()
}

function written(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]))
}

function sayHints(brief, prompts) {
  for (const [name, words] of Object.entries(hintsOn(prompts))) {
    const place = brief.querySelector(`[data-advice="${name}"]`)
    if (place && place.textContent !== words) place.textContent = words // said again only when it is another
  }
}

function count({ value, maxLength, parentElement }) {
  const counter = parentElement.querySelector("[data-counter]")
  if (!counter) return
  counter.hidden = value.length < NEAR
  counter.textContent = `${value.length} of ${maxLength}`
}
