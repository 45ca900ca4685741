import assert from "node:assert/strict"
import { test } from "node:test"

import { agendaAt, phaseWords } from "../../../static/js/live/agenda.js"
import { minutesOf, problemOf } from "../../../static/js/live/agenda_form.js"

const MINUTE = 60_000
const PHASES = [["open", 0, "Hello"], ["goal", 2, "Goal"], ["explore", 5, "Explore"], ["decide", 13, "Decide"], ["commit", 18, "Commit"]]
  .map(([name, at, title]) => [name, at * MINUTE, title])
const PLANNED = [["open", "Hello", 2], ["goal", "Goal", 3], ["explore", "Explore", 8], ["decide", "Decide", 5], ["commit", "Commit", 2]]
const at = minutes => agendaAt(PHASES, 20 * MINUTE, minutes * MINUTE)

test("before the clock runs there is no agenda", () => {
  assert.equal(agendaAt([], 0, 0), null)
})

test("the phase and what is left of it are in words", () => {
  assert.equal(phaseWords(at(0)), "Hello, 2 min")
  assert.equal(phaseWords(at(9)), "Explore, 4 min")
  assert.equal(phaseWords(at(12.9)), "Explore, 1 min")
  assert.equal(phaseWords(at(25)), "Commit, 1 min")
})

test("the bar knows each share and how much of it is over", () => {
  const { shares, done } = at(9)
  assert.deepEqual(shares, [0.1, 0.15, 0.4, 0.25, 0.1])
  assert.deepEqual(done, [1, 1, 0.5, 0, 0])
})

test("the form shows minutes as they run, or as they will in a talk of that length", () => {
  assert.deepEqual(minutesOf(PLANNED, PHASES, 20 * MINUTE, 20 * MINUTE), [2, 3, 8, 5, 2])
  assert.deepEqual(minutesOf(PLANNED, [], 0, 30 * MINUTE), [3, 5, 12, 8, 3])
  const short = [["a", "A", 100], ["b", "B", 1], ["c", "C", 0]]
  assert.deepEqual(minutesOf(short, [], 0, 10 * MINUTE), [10, 1, 0])
})

test("what is no agenda is said before it is sent", () => {
  const phase = { title: "Hello", minutes: 2 }
  assert.equal(problemOf([phase, { title: "Out", minutes: 0 }]), undefined)
  assert.match(problemOf([phase, { title: "", minutes: 2 }]), /name/)
  for (const minutes of [NaN, 1.5, -1, 121]) assert.match(problemOf([phase, { title: "x", minutes }]), /whole minutes/)
  assert.match(problemOf([{ title: "x", minutes: 0 }]), /at least one/)
})
