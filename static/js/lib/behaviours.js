/** Attach JavaScript to markup: `<div data-countdown>` runs the "countdown" behaviour. */

const behaviours = new Map()
const running = new Map() // element → Map of name → cleanup

/** @param {(element: HTMLElement) => void | (() => void)} start may return a cleanup */
export function behaviour(name, start) {
  behaviours.set(name, start)
}

/** Start what is new below `root`; what runs already is left alone. */
export function startBehaviours(root = document) {
  for (const [name, start] of behaviours) {
    for (const element of matching(root, `[data-${name}]`)) {
      const started = running.get(element) ?? new Map()
      if (started.has(name)) continue
      running.set(element, started.set(name, start(element)))
    }
  }
}

/** Clean up after everything that has left the page, however it left. */
export function stopLostBehaviours() {
  for (const [element, started] of running) {
    if (element.isConnected) continue
    running.delete(element)
    for (const cleanup of started.values()) cleanup?.()
  }
}

function matching(root, selector) {
  const inside = [...root.querySelectorAll(selector)]
  return root.matches?.(selector) ? [root, ...inside] : inside
}
