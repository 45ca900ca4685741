/** m microphone, v camera, n notes, h leave: switched off at will, and dead while one writes. */

const BUTTONS = { m: '[data-inside] [data-switch="microphone"]', v: '[data-inside] [data-switch="camera"]', n: "[data-sheet-toggle]", h: "[data-leave]" }

/** @param {() => boolean} areWanted */
export function startKeys(areWanted) {
  document.addEventListener("keydown", event => {
    const selector = keyOf(event)
    if (!selector || !areWanted()) return
    event.preventDefault() // where "n" leads to the notes, it is not their first letter
    document.querySelector(selector)?.click()
  })
}

/** The button that a key stands for; undefined for every other key, and in fields and dialogs. */
export function keyOf({ key, altKey, ctrlKey, metaKey, repeat, target }) {
  if (altKey || ctrlKey || metaKey || repeat || target.closest?.("input, textarea, select, [contenteditable], dialog")) return undefined
  return Object.hasOwn(BUTTONS, key) ? BUTTONS[key] : undefined
}
