import assert from "node:assert/strict"
import test from "node:test"
import { isWorthAsking, stateOf, toText } from "../../../static/js/notifications/permission.js"

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X)"

function windowWith({ permission, userAgent = "Firefox", pushes = true, ...navigator } = {}) {
  const parts = { Notification: permission && { permission }, navigator: { userAgent, ...navigator } }
  if (!pushes) return parts
  return { ...parts, PushManager: class {}, navigator: { ...parts.navigator, serviceWorker: {} } }
}

test("a browser that was not asked, or has agreed and was let be, can be asked", () => {
  assert.equal(stateOf(windowWith({ permission: "default" })), "off")
  assert.equal(stateOf(windowWith({ permission: "granted" })), "off")
})

test("a no is a no", () => {
  assert.equal(stateOf(windowWith({ permission: "denied" })), "denied")
})

test("an iPhone or iPad needs the app on its home screen first", () => {
  assert.equal(stateOf(windowWith({ userAgent: IPHONE, pushes: false })), "iphone")
  assert.equal(stateOf(windowWith({ platform: "MacIntel", maxTouchPoints: 5, pushes: false })), "iphone")
  assert.equal(stateOf(windowWith({ userAgent: IPHONE, pushes: false, standalone: true })), "unsupported")
  assert.equal(stateOf(windowWith({ userAgent: IPHONE, permission: "default" })), "off")
})

test("others that know no push are told so", () => {
  assert.equal(stateOf(windowWith({ pushes: false })), "unsupported")
  assert.equal(stateOf(windowWith({ platform: "MacIntel", maxTouchPoints: 0, pushes: false })), "unsupported")
})

test("after a booking only what one can do something about is asked, and not after a no", () => {
  assert.deepEqual(["off", "iphone", "denied", "unsupported"].map(state => isWorthAsking(state, null)), [true, true, false, false])
  assert.equal(isWorthAsking("off", "1"), false)
})

test("keys are compared as they are written", () => {
  assert.equal(toText(new Uint8Array([251, 255, 190]).buffer), "-_--")
  assert.equal(toText(new Uint8Array([1]).buffer), "AQ")
})
