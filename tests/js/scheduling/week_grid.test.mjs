import assert from "node:assert/strict"
import { test } from "node:test"

globalThis.document = {}
const { rectangle, words } = await import("../../../static/js/scheduling/week_grid.js")
const { stepOf } = await import("../../../static/js/scheduling/quarters.js")

test("a stretch runs from the earlier to the later, whichever was pressed first", () => {
  const [monday, friday] = [{ day: 0, row: 6 }, { day: 4, row: 2 }]
  assert.deepEqual(rectangle(monday, friday), { days: [0, 4], rows: [2, 6] })
  assert.deepEqual(rectangle(friday, monday), rectangle(monday, friday))
})

test("a stretch is sent as days, minutes, and what it becomes", () => {
  assert.equal(words({ days: [0, 4], opens: 540, closes: 720, isOpen: true }), "0-4 540-720 open")
  assert.equal(words({ days: [2, 2], opens: 540, closes: 570, isOpen: false }), "2-2 540-570 closed")
})

test("arrow keys go by quarters and by hours, and along the reading direction", () => {
  assert.deepEqual(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map(key => stepOf(key, "ltr")), [-1, 1, -4, 4])
  assert.deepEqual(["ArrowLeft", "ArrowRight"].map(key => stepOf(key, "rtl")), [1, -1])
  assert.equal(stepOf("Tab", "ltr"), undefined)
})
