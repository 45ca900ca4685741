import assert from "node:assert/strict"
import { test } from "node:test"

import { startPad } from "../../../static/js/live/pad.js"

const store = () => {
  const values = new Map()
  return {
    getItem: key => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: key => values.delete(key),
  }
}

/** The form as the server sends it, and what htmx does with it. */
function padForm({ text = "", rev = "0" } = {}) {
  const form = new EventTarget()
  const words = { textContent: "", dataset: {} }
  const area = Object.assign(new EventTarget(), { value: text })
  Object.assign(form, {
    dataset: { ownPad: "talk" }, elements: { text: area, rev: { value: rev } },
    querySelector: () => words, requestSubmit: () => { form.submits = (form.submits ?? 0) + 1 },
  })
  const type = value => { area.value = value; area.dispatchEvent(new Event("input")) }
  const kept = revision => {
    form.elements.rev.value = revision
    words.dataset = { kept: "" }
    form.dispatchEvent(new Event("htmx:after:swap"))
  }
  return { form, words, area, type, kept }
}

test("what has not arrived comes back with the revision it was written on", () => {
  const storage = store()
  const before = padForm({ text: "Calm.", rev: "3" })
  startPad(before.form, storage, new EventTarget())
  before.type("Calm. Ask why.")
  before.form.dispatchEvent(new Event("htmx:error"))
  assert.match(before.words.textContent, /Kept on this device/)

  const after = padForm({ text: "Written elsewhere.", rev: "4" })
  let typed = 0
  after.area.addEventListener("input", () => { typed += 1 })
  startPad(after.form, storage, new EventTarget())
  assert.deepEqual([after.area.value, after.form.elements.rev.value, typed], ["Calm. Ask why.", "3", 1])
})

test("what has arrived is taken off the device, but not what was typed meanwhile", () => {
  const storage = store()
  const pad = padForm()
  startPad(pad.form, storage, new EventTarget())
  pad.type("one")
  pad.area.value = "one two" // its input event is still to come
  pad.kept("1")
  assert.ok(storage.getItem("pad talk"))
  pad.type("one two")
  pad.kept("2")
  assert.equal(storage.getItem("pad talk"), null)
})

test("a request that waited for another carries what is true when it goes", () => {
  const pad = padForm({ text: "", rev: "0" })
  startPad(pad.form, store(), new EventTarget())
  pad.type("newer")
  pad.form.elements.rev.value = "7"
  const body = new URLSearchParams({ text: "older", rev: "6" })
  pad.form.dispatchEvent(Object.assign(new Event("htmx:before:request"), { detail: { ctx: { request: { body } } } }))
  assert.deepEqual(Object.fromEntries(body), { text: "newer", rev: "7" })
})
