import assert from "node:assert/strict"
import { test } from "node:test"

import { outcomeWords, promptOf } from "../../../static/js/live/question.js"

const WHO = { part: "mentee", other: "mentor", them: "Ada", end: "14:30" }
const prompt = answers => promptOf({ minutes: 5, answers }, WHO)
const outcome = (change, who = { them: "Ada", end: "14:30" }) => outcomeWords({ outcome: "refused", accepts: false, isTheirs: true, ...change }, who)

test("it asks, says when the other wants it, and waits after our own yes", () => {
  assert.deepEqual(prompt({}), { title: "5 more minutes?", words: "Both must say yes. Open for one minute.", isAsking: true })
  assert.equal(prompt({ mentor: true }).words, "Ada says yes.")
  assert.equal(prompt({ mentee: true }).isAsking, false)
})

test("how it was settled is said in words", () => {
  assert.equal(outcome({}), "Ada would like to end at 14:30.")
  assert.equal(outcome({ isTheirs: false }), "The talk ends at 14:30.")
  assert.equal(outcome({ outcome: "accepted", accepts: true }, { them: "Ada", end: "14:35" }), "5 more minutes, until 14:35.")
  assert.equal(outcome({ outcome: "taken", accepts: true }), "The time after this talk is taken by now. It ends at 14:30.")
})
