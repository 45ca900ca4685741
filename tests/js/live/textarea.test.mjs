import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"

import { TextareaBinding, change, moveCaret, pieces } from "../../../static/js/live/textarea.js"

class FakeTextarea extends EventTarget {
  value = ""
  selectionStart = 0
  selectionEnd = 0
  selectionDirection = "none"
  scrollTop = 0
  ownerDocument = { activeElement: this }

  setSelectionRange(start, end) {
    this.selectionStart = start
    this.selectionEnd = end
  }

  say(event) {
    this.dispatchEvent(new Event(event))
  }

  type(value, caret = value.length) {
    this.value = value
    this.setSelectionRange(caret, caret)
    this.say("input")
  }
}

function bound(text = "") {
  const doc = new Y.Doc()
  doc.getText("notes").insert(0, text)
  const element = new FakeTextarea()
  const binding = new TextareaBinding(doc.getText("notes"), element)
  const updates = []
  doc.on("update", update => updates.push(update))
  return { element, binding, text: doc.getText("notes"), doc, updates }
}

/** What somebody else, who has what we have, writes. */
function elsewhere(doc, at, words) {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(other)
  other.getText("notes").insert(at, words)
  return Y.encodeStateAsUpdate(other, before)
}

test("what is typed is in the text at once", () => {
  const { element, text } = bound("Tell Jonas")
  element.type("Tell Jonas first")
  assert.equal(text.toString(), "Tell Jonas first")
})

test("of equal letters the one at the caret is the new one", () => {
  assert.deepEqual(change("aa", "aaa", 1), { at: 0, removed: 0, inserted: "a" })
  assert.deepEqual(change("aa", "aaa", 3), { at: 2, removed: 0, inserted: "a" })
})

test("half an emoji is never replaced", () => {
  assert.deepEqual(change("😀", "😃"), { at: 0, removed: 2, inserted: "😃" })
  assert.deepEqual(change("a😀", "a🐀"), { at: 1, removed: 2, inserted: "🐀" })
  assert.deepEqual(change("😀", "😀😀", 2), { at: 0, removed: 0, inserted: "😀" })
})

test("a lone surrogate becomes a replacement character", () => {
  const { element, text } = bound()
  element.type("a\ud83d")
  assert.equal(text.toString(), "a\ufffd")
})

test("the caret stays at its words when somebody writes before it", () => {
  const { element, binding, doc } = bound("Then be quiet.")
  element.setSelectionRange(5, 7)
  binding.apply(elsewhere(doc, 0, "First. "))
  assert.equal(element.value, "First. Then be quiet.")
  assert.deepEqual([element.selectionStart, element.selectionEnd], [12, 14])
})

test("the caret stays behind its own letter when the same one is written before it", () => {
  const { element, binding, doc } = bound("- ")
  element.setSelectionRange(1, 1)
  binding.apply(elsewhere(doc, 0, "- ask\n-"))
  assert.equal(element.value, "- ask\n-- ")
  assert.equal(element.selectionStart, 8)
})

test("a caret inside what is replaced goes to its end", () => {
  assert.equal(moveCaret(3, 2, 4, 1), 3)
  assert.equal(moveCaret(2, 2, 4, 1), 2)
  assert.equal(moveCaret(9, 2, 4, 1), 6)
})

test("nothing from outside touches an open composition, and nothing is lost", async () => {
  const { element, binding, text, doc } = bound("日")
  element.say("compositionstart")
  element.type("日ほ")
  binding.apply(elsewhere(doc, 0, "今"))
  assert.equal(element.value, "日ほ")
  element.type("日本")
  element.say("compositionend")
  await new Promise(resolve => setTimeout(resolve, 1))
  assert.equal(element.value, text.toString())
  assert.deepEqual([...element.value].sort(), [..."今日本"].sort())
})

test("what was typed before an update from outside is not overwritten by it", () => {
  const { element, binding, text, doc } = bound("b")
  const update = elsewhere(doc, 1, "c")
  element.value = "ab" // the input event is still to come
  binding.apply(update)
  assert.equal(element.value, "abc")
  assert.equal(text.toString(), "abc")
})

test("a long paste goes in as several small updates", () => {
  const { element, text, updates } = bound()
  const long = "😀".repeat(10_000)
  element.type(long)
  assert.equal(text.toString(), long)
  assert.ok(updates.length >= 3)
  assert.ok(updates.every(update => update.length < 40_000))
})

test("pieces are whole and lose nothing", () => {
  assert.deepEqual(pieces("a😀b", 2), ["a", "😀", "b"])
  assert.deepEqual(pieces("", 2), [])
})
