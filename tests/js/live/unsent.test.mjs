import assert from "node:assert/strict"
import { test } from "node:test"

import { roomsKept } from "../../../static/js/live/kept.js"
import { batches } from "../../../static/js/live/unsent.js"

test("as many updates go together as fit, in their order, and one that is long goes alone", () => {
  const updates = [3, 3, 3, 9, 1].map(size => new Uint8Array(size))
  assert.deepEqual(batches(updates, 6).map(batch => batch.map(update => update.length)), [[3, 3], [3], [9], [1]])
  assert.deepEqual(batches([], 6), [])
})

test("a mark says of which room something is kept, and by whom", () => {
  const storage = { "notes unsent ben talk1": "", "notes unsent ada talk2": "", peer: "x" }
  assert.deepEqual(roomsKept(storage), [{ person: "ben", booking: "talk1" }, { person: "ada", booking: "talk2" }])
})
