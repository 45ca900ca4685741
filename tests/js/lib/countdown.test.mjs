import assert from "node:assert/strict"
import test from "node:test"
import { isPassed, minutesAndSeconds, partLeft } from "../../../static/js/lib/countdown.js"

test("time left is rounded up, so that 0:00 means it is over", () => {
  assert.equal(minutesAndSeconds(300_000), "5:00")
  assert.equal(minutesAndSeconds(213_001), "3:34")
  assert.equal(minutesAndSeconds(1), "0:01")
  assert.equal(minutesAndSeconds(0), "0:00")
  assert.equal(minutesAndSeconds(-5_000), "0:00")
})

test("the ring shows the part that is left and never more than all of it", () => {
  assert.equal(partLeft(150_000, 300), 50)
  assert.equal(partLeft(400_000, 300), 100)
  assert.equal(partLeft(-1, 300), 0)
})

test("a mark is passed once", () => {
  assert.equal(isPassed(60_000, 60_100, 59_900), true)
  assert.equal(isPassed(60_000, 59_900, 59_700), false)
})

test("a page opened in the last minute says nothing about it, one opened too late says it is over", () => {
  assert.equal(isPassed(60_000, Infinity, 30_000), false)
  assert.equal(isPassed(0, Infinity, -100), true)
})
