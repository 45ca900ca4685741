/** The small parts of lobby and room. */

import assert from "node:assert/strict"
import { test } from "node:test"

import { showSwitches, startSwitches } from "../../../static/js/live/controls.js"
import { callOf, newId, newPeerId, peerId } from "../../../static/js/live/ids.js"
import { barsOf } from "../../../static/js/live/level.js"
import { connectionWords } from "../../../static/js/live/lobby.js"
import { stepsFor } from "../../../static/js/live/permission.js"
import { WakeLock } from "../../../static/js/live/wake_lock.js"
import { Watchdog, receivedBy } from "../../../static/js/live/watchdog.js"

const storage = () => {
  const values = new Map()
  return { getItem: key => values.get(key) ?? null, setItem: (key, value) => values.set(key, value) }
}

test("a tab keeps its id over reloads, and takes another when told to", () => {
  const ours = storage()
  const peer = peerId(ours)
  assert.match(peer, /^[A-Za-z0-9_-]{16,32}$/)
  assert.equal(peerId(ours), peer)
  assert.notEqual(peerId(storage()), peer)
  const another = newPeerId(ours)
  assert.notEqual(another, peer)
  assert.equal(peerId(ours), another)
})

test("without storage every visit is a new peer", () => {
  const refusing = { getItem() { throw new Error("off") } }
  assert.notEqual(peerId(refusing), peerId(refusing))
})

test("both sides give a call the same name", () => {
  const [a, b] = [newId(), newId()]
  assert.equal(callOf(a, b), callOf(b, a))
})

test("the level has steps as the ear has them", () => {
  const loud = amplitude => barsOf(new Float32Array(100).fill(amplitude), 8)
  assert.deepEqual([0, 0.005, 0.02, 0.08, 0.25, 1].map(loud), [0, 0, 2, 5, 8, 8])
})

test("the connection in words", () => {
  assert.equal(connectionWords({ verdict: "good", rtt: 37.6, loss: 0 }), "Good for video: 38 ms, nothing lost")
  assert.equal(connectionWords({ verdict: "audio", rtt: 410, loss: 0.1 }), "Enough for sound: 410 ms, 10 % lost")
  assert.match(connectionWords({ verdict: "trouble", rtt: null, loss: 1 }), /Another network/)
})

test("the steps to a microphone are those of this browser", () => {
  const agents = {
    iphone: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1",
    android: "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
    chrome: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
    firefox: "Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0",
    safari: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18.0 Safari/605.1",
  }
  for (const [steps, userAgent] of Object.entries(agents)) {
    assert.equal(stepsFor("denied", { userAgent }), steps)
  }
  assert.equal(stepsFor("denied", { userAgent: agents.safari, maxTouchPoints: 5 }), "iphone")
  assert.equal(stepsFor("system", { userAgent: agents.chrome }), "system")
})

test("after 1.5 seconds of nothing the line is dead, with nothing to expect after 8", () => {
  const look = (watchdog, count, now, isExpecting) => watchdog.isStalled(new Map([["in", count]]), { now, isExpecting })
  const watchdog = new Watchdog()
  assert.equal(look(watchdog, 10, 0, true), false)
  assert.equal(look(watchdog, 10, 1400, true), false)
  assert.equal(look(watchdog, 10, 1500, true), true)
  assert.equal(look(watchdog, 11, 1600, true), false)
  assert.equal(look(watchdog, 11, 9000, false), false)
  assert.equal(look(watchdog, 11, 9600, false), true)
})

test("packets and answered checks count as received", () => {
  const stats = new Map(Object.entries({
    a: { type: "inbound-rtp", packetsReceived: 5 },
    b: { type: "candidate-pair", nominated: true, responsesReceived: 2, requestsReceived: 1 },
    c: { type: "candidate-pair", nominated: false, responsesReceived: 9 },
    d: { type: "outbound-rtp", packetsSent: 7 },
  }))
  assert.deepEqual([...receivedBy(stats)], [["a", 5], ["b", 3]])
})

test("another path in the figures is nothing that has come in", () => {
  const watchdog = new Watchdog()
  const at = now => ({ now, isExpecting: true })
  watchdog.isStalled(new Map([["in", 10], ["wifi", 7]]), at(0))
  assert.equal(watchdog.isStalled(new Map([["in", 10], ["mobile", 9]]), at(1600)), true)
  assert.equal(watchdog.isStalled(new Map([["in", 10], ["mobile", 10]]), at(1700)), false)
})

function button(name) {
  const icons = { on: { hidden: false }, off: { hidden: true } }
  return {
    dataset: { switch: name, on: "Turn it off", off: "It is off", missing: "There is none" },
    icons,
    querySelector: selector => icons[selector.includes('"on"') ? "on" : "off"],
    addEventListener(_, handler) { this.click = handler },
  }
}

test("off has another icon, another name, and is pressed", () => {
  const microphone = button("microphone")
  const media = { microphone: {}, camera: null, state: { microphone: true, camera: false } }
  showSwitches([microphone], media)
  assert.deepEqual([microphone.ariaLabel, microphone.ariaPressed], ["Turn it off", "false"])
  media.state.microphone = false
  showSwitches([microphone], media)
  assert.deepEqual([microphone.ariaLabel, microphone.ariaPressed], ["It is off", "true"])
  assert.deepEqual([microphone.icons.on.hidden, microphone.icons.off.hidden], [true, false])
})

test("a device that is not there cannot be switched", () => {
  const camera = button("camera")
  showSwitches([camera], { microphone: null, camera: null, state: {} })
  assert.equal(camera.disabled, true)
  assert.equal(camera.ariaLabel, "There is none")
})

test("a tap switches and says so", () => {
  const done = []
  const camera = button("camera")
  startSwitches([camera], { switchCamera: () => done.push("switched") }, () => done.push("changed"))
  camera.click()
  assert.deepEqual(done, ["switched", "changed"])
})

test("the screen stays on until the call ends, also after the page was hidden", async () => {
  const locks = []
  const wakeLock = { async request() { locks.push({ release() { this.isReleased = true } }); return locks.at(-1) } }
  const page = { hidden: false, addEventListener(_, handler) { this.changed = handler } }
  const lock = new WakeLock({ navigator: { wakeLock }, document: page })
  await page.changed()
  assert.equal(locks.length, 0)
  await lock.want()
  await page.changed()
  assert.equal(locks.length, 2)
  lock.release()
  assert.ok(locks[1].isReleased)
  await page.changed()
  assert.equal(locks.length, 2)
})

test("a browser without wake lock goes on without", async () => {
  const lock = new WakeLock({ navigator: {}, document: { addEventListener() {} } })
  await lock.want()
  lock.release()
})
