import assert from "node:assert/strict"
import { test } from "node:test"

globalThis.document = {}
const { tapQuarter } = await import("../../../static/js/scheduling/quarters.js")

const day = text => [...text].map(letter => letter === "x")
const words = open => open.map(is => (is ? "x" : "-")).join("")

test("the first tap opens a quarter and waits for the last", () => {
  const { open, first } = tapQuarter({ open: day("-x--") }, 1)
  assert.deepEqual([words(open), first], ["-x--", 1])
})

test("the second tap fills what lies between", () => {
  const { open, first } = tapQuarter({ open: day("-x--x"), first: 1 }, 4)
  assert.deepEqual([words(open), first], ["-xxxx", undefined])
})

test("the last quarter may be tapped before the first", () => {
  assert.equal(words(tapQuarter({ open: day("x--x"), first: 3 }, 0).open), "xxxx")
})

test("a filled quarter is taken back, and a window begun before is given up", () => {
  const { open, first } = tapQuarter({ open: day("xx-x"), first: 1 }, 2)
  assert.deepEqual([words(open), first], ["xx-x", undefined])
})
