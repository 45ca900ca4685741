import assert from "node:assert/strict"
import { test } from "node:test"

import { Media, problemOf } from "../../../static/js/live/media.js"

const track = kind => ({ kind, enabled: true, stop() { this.isStopped = true } })

/** Devices that have what is named; `refuse` is what getUserMedia throws otherwise. */
function devicesWith(kinds, refuse = { name: "NotFoundError" }) {
  return {
    asked: [],
    async getUserMedia(wanted) {
      this.asked.push(Object.keys(wanted))
      if (!Object.keys(wanted).every(kind => kinds.includes(kind))) throw refuse
      const tracks = Object.keys(wanted).map(track)
      const of = kind => tracks.filter(each => each.kind === kind)
      return { getTracks: () => tracks, getAudioTracks: () => of("audio"), getVideoTracks: () => of("video") }
    },
  }
}

function storageWith(camera) {
  const values = new Map(camera ? [["camera", camera]] : [])
  return { getItem: key => values.get(key) ?? null, setItem: (key, value) => values.set(key, value) }
}

async function mediaWith(kinds, { camera, refuse } = {}) {
  const devices = devicesWith(kinds, refuse)
  const storage = storageWith(camera)
  const media = new Media({ devices, storage })
  await media.open()
  return { media, devices, storage }
}

test("the browser is asked once where it has both", async () => {
  const { devices } = await mediaWith(["audio", "video"])
  assert.deepEqual(devices.asked, [["audio", "video"]])
})

test("the first time the camera starts off, the microphone on", async () => {
  const { media } = await mediaWith(["audio", "video"])
  assert.deepEqual(media.state, { microphone: true, camera: false })
})

test("the camera is as it was left", async () => {
  const { media, storage } = await mediaWith(["audio", "video"], { camera: "on" })
  assert.equal(media.state.camera, true)
  media.switchCamera()
  assert.equal(media.state.camera, false)
  assert.equal(storage.getItem("camera"), "off")
})

test("with somebody new the camera starts off whatever was before, and a reload keeps what was chosen then", async () => {
  const [storage, meeting] = [storageWith("on"), storageWith()]
  const media = new Media({ devices: devicesWith(["audio", "video"]), storage, meeting })
  await media.open()
  assert.equal(media.state.camera, false)
  media.switchCamera()
  const again = new Media({ devices: devicesWith(["audio", "video"]), storage, meeting })
  await again.open()
  assert.equal(again.state.camera, true)
})

test("a device that was chosen is asked for the next time", async () => {
  const { media, storage } = await mediaWith(["audio", "video"])
  assert.equal(media.isChosen("audio"), false)
  media.remember("microphone", "headset")
  const again = new Media({ devices: devicesWith(["audio"]), storage })
  assert.deepEqual(again.wanted.audio.deviceId, { ideal: "headset" })
  assert.equal(again.wanted.video.deviceId, undefined)
  assert.equal(again.isChosen("audio"), true)
})

test("a chosen device that is not here today is done without", async () => {
  const storage = storageWith("on")
  storage.setItem("device microphone", "headset")
  const devices = devicesWith(["audio", "video"])
  const { getUserMedia } = devices
  const chosen = []
  devices.getUserMedia = async function(wanted) {
    chosen.push(wanted.audio.deviceId?.exact)
    if (wanted.audio.deviceId?.exact) throw new DOMException("", "OverconstrainedError")
    return getUserMedia.call(this, wanted)
  }
  const media = new Media({ devices, storage })
  await media.open()
  assert.deepEqual(chosen, ["headset", undefined])
  assert.deepEqual([media.problem, media.state.microphone, media.state.camera], [null, true, true])
})

test("while a screen is shared it goes out in place of the camera, which stays as it is", async () => {
  const { media } = await mediaWith(["audio", "video"])
  assert.deepEqual(media.sends, { microphone: true, camera: false, screen: false })
  media.screen = track("video")
  assert.deepEqual(media.sends, { microphone: true, camera: true, screen: true })
  assert.equal(media.state.camera, false)
  assert.deepEqual(media.sent, [media.microphone, media.screen])
  media.close()
  assert.ok(media.screen.isStopped)
})

test("without a camera the microphone is enough, and nothing is wrong", async () => {
  const { media } = await mediaWith(["audio"])
  assert.deepEqual(media.state, { microphone: true, camera: false })
  assert.equal(media.problem, null)
})

test("without a microphone there may still be a picture", async () => {
  const { media } = await mediaWith(["video"], { camera: "on" })
  assert.deepEqual(media.state, { microphone: false, camera: true })
  assert.equal(media.problem, "missing")
})

test("who allows nothing can be asked again", async () => {
  const { media, devices } = await mediaWith([], { refuse: { name: "NotAllowedError" } })
  assert.equal(media.problem, "denied")
  assert.equal(media.stream, null)
  devices.getUserMedia = devicesWith(["audio", "video"]).getUserMedia
  await media.open()
  assert.equal(media.problem, null)
})

test("a page without devices works with text and notes", async () => {
  const media = new Media({ devices: undefined, storage: storageWith() })
  assert.equal(await media.open(), null)
  assert.deepEqual(media.state, { microphone: false, camera: false })
  media.switchCamera()
  media.switchMicrophone()
  media.close()
})

test("muting keeps the track", async () => {
  const { media } = await mediaWith(["audio", "video"])
  media.switchMicrophone()
  assert.equal(media.state.microphone, false)
  assert.ok(!media.microphone.isStopped)
  media.close()
  assert.ok(media.microphone.isStopped)
})

test("what the browser says, in one word", () => {
  assert.equal(problemOf({ name: "NotAllowedError", message: "Permission denied by system" }), "system")
  assert.equal(problemOf({ name: "NotAllowedError", message: "Permission denied" }), "denied")
  assert.equal(problemOf({ name: "NotAllowedError", message: "Permission dismissed" }), "dismissed")
  assert.equal(problemOf({ name: "NotReadableError" }), "busy")
  assert.equal(problemOf({ name: "NotFoundError" }), "missing")
})
