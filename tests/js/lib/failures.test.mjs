import assert from "node:assert/strict"
import test from "node:test"
import { wordsFor } from "../../../static/js/lib/failures.js"

test("a fault of ours says whose it is, a busy server when to try again", () => {
  assert.match(wordsFor(500), /our fault/)
  assert.match(wordsFor(503), /few seconds/)
})

test("what was refused with words of its own is not said twice", () => {
  for (const status of [403, 404, 409, 413, 422, 429]) assert.equal(wordsFor(status), null)
})
