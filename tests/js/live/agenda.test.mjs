import assert from "node:assert/strict"
import { test } from "node:test"

import { agendaAt, phaseWords } from "../../../static/js/live/agenda.js"

const MINUTE = 60_000
const PHASES = [["open", 0], ["goal", 2], ["explore", 5], ["decide", 13], ["commit", 18]].map(([name, at]) => [name, at * MINUTE])
const at = minutes => agendaAt(PHASES, 20 * MINUTE, minutes * MINUTE)

test("before the clock runs there is no agenda", () => {
  assert.equal(agendaAt([], 0, 0), null)
})

test("the phase and what is left of it are in words", () => {
  assert.equal(phaseWords(at(0)), "Open, 2 min")
  assert.equal(phaseWords(at(9)), "Explore, 4 min")
  assert.equal(phaseWords(at(12.9)), "Explore, 1 min")
  assert.equal(phaseWords(at(25)), "Commit, 1 min")
})

test("the bar knows each share and how much of it is over", () => {
  const { shares, done } = at(9)
  assert.deepEqual(shares, [0.1, 0.15, 0.4, 0.25, 0.1])
  assert.deepEqual(done, [1, 1, 0.5, 0, 0])
})
