import assert from "node:assert/strict"
import test from "node:test"
import { behaviour, startBehaviours, stopLostBehaviours } from "../../../static/js/lib/behaviours.js"

/** A page of one element, as far as behaviours look at it. */
function pageWith(element) {
  return { querySelectorAll: selector => (selector === element.selector ? [element] : []) }
}

test("a behaviour starts once, however often the page is looked over", () => {
  let starts = 0
  behaviour("once-only", () => { starts++ })
  const page = pageWith({ selector: "[data-once-only]", isConnected: true })
  startBehaviours(page)
  startBehaviours(page)
  assert.equal(starts, 1)
})

test("what has left the page is cleaned up, what stays goes on", () => {
  const stopped = []
  behaviour("leaves", element => () => stopped.push(element.name))
  const stays = { name: "stays", selector: "[data-leaves]", isConnected: true }
  const goes = { name: "goes", selector: "[data-leaves]", isConnected: true }
  startBehaviours(pageWith(stays))
  startBehaviours(pageWith(goes))
  goes.isConnected = false
  stopLostBehaviours()
  stopLostBehaviours()
  assert.deepEqual(stopped, ["goes"])
})

test("the root itself may have a behaviour", () => {
  const started = []
  behaviour("root", element => { started.push(element) })
  const root = { querySelectorAll: () => [], matches: selector => selector === "[data-root]", isConnected: true }
  startBehaviours(root)
  assert.deepEqual(started, [root])
})
