import assert from "node:assert/strict"
import test from "node:test"
import { forget, keep, restore } from "../../../static/js/lib/drafts.js"

function storageWith(entries = {}) {
  const map = new Map(Object.entries(entries))
  return {
    map,
    getItem: key => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
    removeItem: key => map.delete(key),
  }
}

function field(value = "") {
  return Object.assign(new EventTarget(), { value })
}

test("a draft comes back into an empty field, and the field says so", () => {
  const empty = field()
  let told = 0
  empty.addEventListener("input", () => told++)
  restore("draft:brief", empty, storageWith({ "draft:brief": "Who tells Jonas?" }))
  assert.equal(empty.value, "Who tells Jonas?")
  assert.equal(told, 1)
})

test("what the server sent is newer than the draft", () => {
  const filled = field("from the server")
  restore("draft:brief", filled, storageWith({ "draft:brief": "older" }))
  assert.equal(filled.value, "from the server")
})

test("an emptied field leaves no draft", () => {
  const storage = storageWith({ "draft:brief": "old" })
  keep("draft:brief", "", storage)
  assert.equal(storage.map.size, 0)
})

test("a full storage is no error: the text is still in the field", () => {
  const full = { setItem() { throw new DOMException("full", "QuotaExceededError") } }
  assert.doesNotThrow(() => keep("draft:brief", "text", full))
})

test("what has arrived is forgotten, other drafts stay", () => {
  const storage = storageWith({ "draft:a": "1", "draft:b": "2", "draft:c": "3" })
  forget("a b", storage)
  assert.deepEqual([...storage.map.keys()], ["draft:c"])
})
