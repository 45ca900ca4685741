import assert from "node:assert/strict"
import { test } from "node:test"

import { sceneOf } from "../../../static/js/live/scene.js"

const ADA = { peer: "ada-tab", visit: "ada-visit" }
const TALKING = {
  place: "in", code: null, them: ADA, hasMet: true, hasLeft: false, flow: "flowing",
  theirMedia: { microphone: true, camera: true }, since: null,
}

const scene = (change, now = 0) => {
  const state = { ...TALKING, ...change }
  return sceneOf(state, state, { them: "Ada", now })
}

test("in a talk there is the picture and nothing over it", () => {
  assert.deepEqual(scene({}), { kind: "picture", name: "picture" })
  assert.equal(scene({ theirMedia: null }).kind, "picture")
})

test("who cannot get in is told so, and not that nobody is here", () => {
  const outside = { place: "joining", them: null, hasMet: false, flow: "none", since: 0 }
  assert.equal(scene(outside, 1000).title, "Opening the room")
  assert.equal(scene(outside, 4000).title, "The room cannot be reached yet")
  assert.equal(scene(outside, 4000).offer, "try")
})

test("alone one learns when the clock starts", () => {
  const { title, words } = scene({ them: null, flow: "none" })
  assert.equal(title, "Ada is not here yet")
  assert.equal(words, "The clock starts when you are both there.")
})

test("after they have left there is a way on", () => {
  assert.equal(scene({ them: null, hasLeft: true, flow: "none" }).offer, "finish")
})

test("a camera that is off is said, not shown as black", () => {
  assert.deepEqual(scene({ theirMedia: { microphone: true, camera: false } }).words, "Camera is off")
})

test("a stall counts its seconds", () => {
  assert.match(scene({ flow: "stalled", since: 1000 }, 5000).words, /^Reconnecting, 4 seconds so far/)
  assert.match(scene({ flow: "stalled", since: 1000 }, 1500).words, /^Reconnecting, 1 second so far/)
})

test("a place is kept for two minutes, and how long still is said to both", () => {
  assert.match(scene({ flow: "stalled", since: 0 }, 2000).words, /The place is kept for two minutes/)
  const away = { flow: "stalled", since: 0, keptUntil: 122_000 }
  assert.match(scene(away, 20_000).words, /kept for another 1:42, and the notes are safe/)
  assert.match(scene({ place: "lost", flow: "stalled", since: 0 }, 18_000).words, /^For another 1:42\./)
  assert.equal(scene({ ...away, flow: "flowing" }, 20_000).kind, "picture")
})

test("who comes in while the other is away learns that, and after two minutes there is a way on", () => {
  const away = { them: null, hasMet: false, flow: "none", keptUntil: 100_000 }
  assert.equal(scene(away, 40_000).title, "Ada is on the way back")
  assert.match(scene(away, 40_000).words, /another 1:00/)
  const { title, offer } = scene({ ...away, them: ADA, flow: "stalled" }, 100_000)
  assert.deepEqual([title, offer], ["Ada has not come back yet", "finish"])
  assert.equal(scene({ place: "lost", flow: "stalled", since: 0 }, 130_000).title, "Your connection is still gone")
})

test("a phone in the background is that, and not a lost connection", () => {
  const theirMedia = { microphone: true, camera: true, why: "background" }
  assert.equal(scene({ theirMedia }).title, "Ada’s phone is in the background")
  assert.equal(scene({ theirMedia, flow: "stalled", since: 0 }, 2000).title, "Ada’s phone is in the background")
})

test("why there is no picture is said in its place", () => {
  const words = why => scene({ theirMedia: { microphone: true, camera: false, why } }).words
  assert.match(words("thin"), /^Sound only for now: the connection is thin/)
  assert.equal(words("sound_only"), "Sound only, to save data")
  assert.equal(words(null), "Camera is off")
  assert.equal(scene({ isUnwanted: true }).words, "Sound only, as you have chosen")
})

test("searching long says what may help", () => {
  assert.equal(scene({ flow: "searching", since: 0 }, 2000).words, "")
  assert.match(scene({ flow: "searching", since: 0 }, 20_000).words, /Wi-Fi or mobile data/)
})

test("a lost socket is not worth a word while picture and sound go on", () => {
  assert.equal(scene({ place: "lost" }).name, "picture")
  assert.equal(scene({ place: "lost", flow: "stalled" }).name, "lost")
  assert.equal(scene({ place: "lost", them: null, hasMet: false, flow: "none" }).offer, "try")
})

test("on another device one can take over here", () => {
  for (const place of ["elsewhere", "taken_over"]) assert.equal(scene({ place }).offer, "take_over")
})

test("every refusal has its words and its way on", () => {
  const offers = { signed_out: "sign_in", not_found: "bookings", not_open: "reload", something_new: "reload" }
  for (const [code, offer] of Object.entries(offers)) {
    const refused = scene({ place: "refused", code })
    assert.equal(refused.offer, offer)
    assert.ok(refused.title && refused.words)
  }
  assert.match(scene({ place: "refused", code: "full", flow: "none" }).words, /ten seconds/)
  assert.equal(scene({ place: "refused", code: "full" }).kind, "picture")
})
