import assert from "node:assert/strict"
import { test } from "node:test"

import { groupScene, tileWords } from "../../../static/js/live/group_view.js"

const IN = { place: "in", code: null, since: null }
const TALKING = { flow: "flowing", since: 0, theirMedia: { microphone: true, camera: true } }

test("alone one learns when the clock starts, then the tiles are enough", () => {
  assert.equal(groupScene(IN, { isAlone: true, goesOn: false, now: 0 }).title, "Nobody else is here yet")
  assert.equal(groupScene(IN, { isAlone: false, goesOn: true, now: 0 }).kind, "picture")
})

test("our own lost connection is said over all of them, unless pictures go on", () => {
  const lost = { place: "lost", code: null, since: 0 }
  assert.equal(groupScene(lost, { isAlone: false, goesOn: false, now: 0 }).name, "lost")
  assert.equal(groupScene(lost, { isAlone: false, goesOn: true, now: 0 }).kind, "picture")
})

test("a tile says what stands in for a picture", () => {
  assert.equal(tileWords(TALKING, 0), "")
  assert.equal(tileWords({ ...TALKING, theirMedia: null }, 0), "")
  assert.equal(tileWords({ ...TALKING, theirMedia: { microphone: true, camera: false } }, 0), "Camera is off")
  assert.equal(tileWords({ ...TALKING, flow: "searching" }, 0), "Connecting")
  assert.equal(tileWords({ ...TALKING, flow: "stalled" }, 4000), "Reconnecting, 4 seconds")
})
