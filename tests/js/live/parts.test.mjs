/** The small parts of lobby and room. */

import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import { test } from "node:test"

import { showSwitches, startSwitches } from "../../../static/js/live/controls.js"
import { callOf, newId, newPeerId, peerId } from "../../../static/js/live/ids.js"
import { barsOf } from "../../../static/js/live/level.js"
import { choicesOf } from "../../../static/js/live/devices.js"
import { appOf } from "../../../static/js/live/in_app.js"
import { adviceFor, connectionWords } from "../../../static/js/live/lobby.js"
import { stepsFor } from "../../../static/js/live/permission.js"
import { wayOut } from "../../../static/js/live/way_out.js"
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
  assert.equal(connectionWords({ verdict: "trouble", rtt: 950, loss: 0.3 }), "Trouble: too thin for a call, 950 ms, 30 % lost")
  assert.match(connectionWords({ verdict: "trouble", rtt: null, loss: 1 }), /lets no call through/)
})

test("what to do about the connection depends on what is wrong with it", () => {
  const advice = (verdict, rtt, loss) => adviceFor({ verdict, rtt, loss })
  assert.equal(advice("good", 38, 0), "")
  assert.match(advice("audio", 410, 0), /Leave the camera off.*Another network/)
  assert.match(advice("audio", 200, 0.1), /Leave the camera off.*Closer to the Wi-Fi/)
  assert.match(advice("trouble", 900, 0), /Another network.*join all the same/)
  assert.match(advice("trouble", null, 1), /companies and hotels.*Mobile data/)
})

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
const ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 7; wv) AppleWebKit/537.36 Version/4.0 Chrome/130.0 Mobile Safari/537.36"
const AGENTS = {
  "iphone": `${IPHONE} Version/18.0 Mobile/15E148 Safari/604.1`,
  "iphone-other": `${IPHONE} CriOS/130.0 Mobile/15E148 Safari/604.1`,
  "android": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
  "android-firefox": "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0",
  "samsung": "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36",
  "chrome": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
  "edge": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
  "firefox": "Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0",
  "safari": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18.0 Safari/605.1",
}

test("the steps to a microphone are those of this browser", () => {
  for (const [steps, userAgent] of Object.entries(AGENTS)) {
    assert.equal(stepsFor("denied", { userAgent }), steps)
    assert.equal(stepsFor("busy", { userAgent }), "busy")
  }
  assert.equal(stepsFor("denied", { userAgent: AGENTS.safari, maxTouchPoints: 5 }), "iphone") // an iPad
  assert.equal(stepsFor("denied", { userAgent: IPHONE, standalone: true }), "iphone-app")
})

test("the steps in the system's settings are those of this system", () => {
  const steps = { "iphone": "iphone-other", "android": "android-system", "safari": "mac-system", "edge": "windows-system", "chrome": "system" }
  for (const [agent, name] of Object.entries(steps)) assert.equal(stepsFor("system", { userAgent: AGENTS[agent] }), name)
})

test("every step that may be shown is on the page", async () => {
  const page = await readFile(new URL("../../../templates/live/_permission.html", import.meta.url), "utf8")
  const shown = Object.values(AGENTS).flatMap(userAgent => ["denied", "system", "dismissed", "busy", "missing"].map(problem => stepsFor(problem, { userAgent })))
  for (const name of new Set(shown)) assert.ok(page.includes(`("${name}"`) || page.includes(`data-steps="${name}"`), name)
})

test("the window of another app is known, and a browser or our own app is none", () => {
  const app = userAgent => appOf({ userAgent })
  assert.equal(app(`${IPHONE} Mobile/15E148 [LinkedInApp]/9.30`), "LinkedIn")
  assert.equal(app(`${IPHONE} Mobile/22A Instagram 350.0 (iPhone14,5; iOS 18_0)`), "Instagram")
  assert.equal(app(`${IPHONE} Mobile/22A [FBAN/FBIOS;FBAV/480.0]`), "Facebook")
  assert.equal(app(`${ANDROID} [FB_IAB/FB4A;FBAV/480.0;]`), "Facebook")
  assert.equal(app(ANDROID), "Another app")
  assert.equal(app(`${IPHONE} Mobile/15E148`), "Another app")
  assert.equal(appOf({ userAgent: `${IPHONE} Mobile/15E148`, standalone: true }), null)
  for (const userAgent of Object.values(AGENTS)) assert.equal(app(userAgent), null)
})

test("the way out leads to this very page", () => {
  const href = "https://momentor.example/room/abc?x=1"
  const out = userAgent => wayOut({ userAgent, href })
  assert.deepEqual(out(`${IPHONE} [LinkedInApp]`), { browser: "Safari", address: "x-safari-https://momentor.example/room/abc?x=1" })
  assert.equal(out(`${IPHONE} Instagram 350.0`).address, `instagram://extbrowser/?url=${encodeURIComponent(href)}`)
  const { browser, address } = out(ANDROID)
  assert.equal(browser, "Chrome")
  assert.match(address, /^intent:\/\/momentor\.example\/room\/abc\?x=1#Intent;scheme=https;.*package=com\.android\.chrome;/)
  assert.ok(address.includes(`S.browser_fallback_url=${encodeURIComponent(href)}`))
})

test("each device is offered once, and the system's own choice where there are several", () => {
  const of = (deviceId, label = deviceId) => ({ kind: "audioinput", deviceId, label })
  const ids = devices => choicesOf(devices, "audioinput").map(({ id }) => id)
  assert.deepEqual(ids([of("default"), of("one")]), ["one"])
  assert.deepEqual(ids([of("default"), of("communications"), of("one"), of("two")]), ["default", "one", "two"])
  assert.deepEqual(ids([of("", "")]), []) // not allowed yet
  assert.deepEqual(choicesOf([of("one", "")], "audioinput"), [{ id: "one", label: "Number 1" }])
  assert.deepEqual(choicesOf([of("one")], "videoinput"), [])
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
