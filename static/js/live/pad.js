/**
 * A mentor's own pad keeps itself: htmx sends it, this keeps on the device what has not arrived.
 *
 * What is kept says which revision it was written on, so that it never takes the place of
 * something newer: the server then shows both.
 */

const PREFIX = "pad "
const WAITING = "Kept on this device until the connection is back"

/** @param {HTMLFormElement} form with `data-own-pad="booking"`; @returns {() => void} ends it */
export function startPad(form, storage = localStorage, page = globalThis) {
  const key = PREFIX + form.dataset.ownPad
  const stop = new AbortController()
  const on = (target, event, hear) => target.addEventListener(event, hear, { signal: stop.signal })
  const { text } = form.elements

  on(text, "input", () => write(key, { rev: form.elements.rev.value, text: text.value }, storage))
  on(form, "htmx:before:request", ({ detail: { ctx } }) => bringUpToDate(ctx.request.body, form))
  on(form, "htmx:after:swap", () => forgetIfKept(form, key, storage))
  on(form, "htmx:error", event => {
    event.stopPropagation() // it is said here, and once
    words(form).textContent = WAITING
  })
  on(page, "online", () => read(key, storage) && form.requestSubmit())
  bringBack(form, read(key, storage))
  return () => stop.abort()
}

/** A request may have waited for the answer to another one, which has raised the revision. */
function bringUpToDate(body, form) {
  for (const name of ["text", "rev"]) body.set(name, form.elements[name].value)
}

function bringBack(form, kept) {
  const { text, rev } = form.elements
  if (!kept || kept.text === text.value) return
  text.value = kept.text
  rev.value = kept.rev
  text.dispatchEvent(new Event("input", { bubbles: true }))
}

function forgetIfKept(form, key, storage) {
  const kept = read(key, storage)
  if (kept && "kept" in words(form).dataset && kept.text === form.elements.text.value) storage.removeItem(key)
}

function words(form) {
  return form.querySelector("[data-own-pad-words]")
}

function read(key, storage) {
  try {
    return JSON.parse(storage.getItem(key))
  } catch {
    return null
  }
}

function write(key, kept, storage) {
  try {
    storage.setItem(key, JSON.stringify(kept))
  } catch {
    // full, or switched off: it is still in the field
  }
}
