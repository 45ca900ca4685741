import assert from "node:assert/strict"
import { test } from "node:test"

import { keyOf } from "../../../static/js/live/keys.js"

const on = (tag, change = {}) => keyOf({ key: "m", target: { closest: selector => selector.includes(tag) }, ...change })

test("a key stands for a button, and for nothing while one writes or holds another key", () => {
  assert.match(on("body"), /microphone/)
  assert.equal(on("textarea"), undefined)
  assert.equal(on("dialog"), undefined)
  for (const held of ["altKey", "ctrlKey", "metaKey", "repeat"]) assert.equal(on("body", { [held]: true }), undefined)
  assert.equal(on("body", { key: "toString" }), undefined)
})
