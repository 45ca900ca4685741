/**
 * A `<textarea>` and a Y.Text that say the same.
 *
 * What is typed goes into the text with every input event, also in the middle of a composition,
 * so no keystroke waits for its end. What comes from outside waits while a composition is open,
 * because touching `value` would cancel it.
 */

import { applyUpdate } from "yjs"

export const FROM_OUTSIDE = "outside" // origin of updates that came over the network
const PIECE = 8000 // UTF-16 units; a long paste goes in as several updates, each small enough to send

export class TextareaBinding {
  #text
  #element
  #typed = {} // origin of our own changes
  #shown
  #isComposing = false
  #waiting = []

  constructor(text, element) {
    this.#text = text
    this.#element = element
    this.#shown = element.value = text.toString()

    text.observe(({ delta }, { origin }) => origin !== this.#typed && this.#show(delta))
    element.addEventListener("input", () => this.#take())
    element.addEventListener("compositionstart", () => { this.#isComposing = true })
    // the last input event of a composition comes after its end in some browsers
    element.addEventListener("compositionend", () => setTimeout(() => this.#composed()))
    element.addEventListener("blur", () => this.#composed())
  }

  /** Apply an update from outside, now or after the composition. */
  apply(update) {
    if (this.#isComposing) {
      this.#waiting.push(update)
      return
    }
    this.#take() // so that what is typed and what is shown are the same when both are compared
    applyUpdate(this.#text.doc, update, FROM_OUTSIDE)
  }

  #composed() {
    this.#isComposing = false
    this.#take()
    const waiting = this.#waiting.splice(0)
    for (const update of waiting) applyUpdate(this.#text.doc, update, FROM_OUTSIDE)
  }

  #take() {
    const value = wellFormed(this.#element.value)
    if (value === this.#shown) return
    const { at, removed, inserted } = change(this.#shown, value, this.#element.selectionStart)
    this.#shown = value
    this.#text.doc.transact(() => this.#text.delete(at, removed), this.#typed)
    let end = at
    for (const piece of pieces(inserted, PIECE)) {
      const start = end
      this.#text.doc.transact(() => this.#text.insert(start, piece), this.#typed)
      end += piece.length
    }
  }

  /** Where the change was is asked of Yjs: of two equal letters a comparison cannot tell the new one. */
  #show(delta) {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = this.#element
    const hasFocus = this.#element.ownerDocument.activeElement === this.#element
    this.#shown = this.#element.value = this.#text.toString()
    if (hasFocus) {
      const [start, end] = [selectionStart, selectionEnd].map(caret => caretAfter(caret, delta))
      this.#element.setSelectionRange(start, end, selectionDirection)
    }
    this.#element.scrollTop = scrollTop
  }
}

/**
 * Return the one replacement that makes `after` of `before`. It ends at the caret where there
 * are several, and never splits a surrogate pair.
 */
export function change(before, after, caret = Infinity) {
  const shorter = Math.min(before.length, after.length)
  const latest = Math.min(shorter, caret - Math.max(0, after.length - before.length))
  let start = 0
  while (start < latest && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  if (start > 0 && isHigh(before, start - 1)) start -= 1
  if (end > 0 && isLow(before, before.length - end)) end -= 1
  return {
    at: start, removed: before.length - start - end, inserted: after.slice(start, after.length - end),
  }
}

/** Where a caret stands after a change in the words of Yjs: `[{retain: 3}, {insert: "ab"}, {delete: 2}]`. */
export function caretAfter(caret, delta) {
  let [at, moved] = [0, caret]
  for (const { retain = 0, insert = "", delete: removed = 0 } of delta) {
    at += retain
    moved = moveCaret(moved, at, removed, insert.length)
    at += insert.length
  }
  return moved
}

/** Where a caret stands after `removed` characters at `at` were replaced. */
export function moveCaret(caret, at, removed, inserted) {
  if (caret <= at) return caret
  if (caret >= at + removed) return caret - removed + inserted
  return at + inserted
}

/** Cut a text into pieces of at most `most` units; a surrogate pair stays whole. */
export function pieces(text, most) {
  const cut = []
  for (let at = 0; at < text.length; at += cut.at(-1).length) {
    const end = at + most
    cut.push(text.slice(at, end < text.length && isHigh(text, end - 1) ? end - 1 : end))
  }
  return cut
}

const isHigh = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xd800
const isLow = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00

/** Lone surrogates cannot be sent as UTF-8. */
function wellFormed(text) {
  return text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/gu, "\ufffd")
}
