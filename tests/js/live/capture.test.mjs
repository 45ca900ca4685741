import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { Capture } from "../../../static/js/live/capture.js"

class FakeTrack extends EventTarget {
  enabled = true
  muted = false
  readyState = "live"

  constructor(kind, settings = {}) {
    super()
    this.kind = kind
    this.settings = { deviceId: `the ${kind}`, ...settings }
  }

  getSettings() {
    return this.settings
  }

  stop() {
    this.readyState = "ended"
  }

  become(change, event) {
    Object.assign(this, change)
    this.dispatchEvent(new Event(event))
  }
}

class FakeDevices extends EventTarget {
  inputs = [{ kind: "audioinput", deviceId: "the audio" }, { kind: "videoinput", deviceId: "the video" }]
  asked = []
  isRefusing = false

  async enumerateDevices() {
    return [...this.inputs, { kind: "audiooutput", deviceId: "loud" }]
  }

  async getUserMedia(wanted) {
    this.asked.push(wanted)
    if (this.isRefusing) throw new Error("taken by a phone call")
    const [kind] = Object.keys(wanted)
    return { getTracks: () => [new FakeTrack(kind, wanted[kind].facingMode?.exact ? { facingMode: wanted[kind].facingMode.exact } : {})] }
  }
}

function mediaWith(tracks) {
  const of = kind => tracks.find(track => track.kind === kind) ?? null
  return {
    stream: {
      getTracks: () => tracks,
      removeTrack: track => tracks.splice(tracks.indexOf(track), 1),
      addTrack: track => tracks.push(track),
    },
    screen: null,
    wanted: { audio: {}, video: { facingMode: "user" } },
    get microphone() { return of("audio") },
    get camera() { return of("video") },
  }
}

function senderOf(track) {
  const sender = {
    track, parameters: { encodings: [{}] },
    async replaceTrack(next) { this.track = next },
    getParameters() { return this.parameters },
    async setParameters(parameters) { this.parameters = parameters },
  }
  return { sender, direction: "sendrecv", receiver: { track: { kind: track.kind } } }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

let devices, media, transceivers, capture

beforeEach(async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  globalThis.document = { hidden: false }
  devices = new FakeDevices()
  const tracks = [new FakeTrack("audio"), new FakeTrack("video", { facingMode: "user" })]
  media = mediaWith(tracks)
  transceivers = tracks.map(senderOf)
  capture = new Capture({ devices, media, connections: () => [{ getTransceivers: () => transceivers }], changed: () => {} })
  await capture.start()
})

afterEach(() => mock.timers.reset())

async function after(milliseconds) {
  mock.timers.tick(milliseconds)
  for (let i = 0; i < 5; i += 1) await settled()
}

test("what lives is left alone, what has died is asked for again and sent in its place", async () => {
  assert.equal(await capture.revive(), true)
  assert.deepEqual(devices.asked, [])
  const dead = media.microphone
  dead.readyState = "ended"
  assert.equal(await capture.revive(), true)
  assert.deepEqual(devices.asked.map(Object.keys), [["audio"]])
  assert.notEqual(media.microphone, dead)
  assert.equal(transceivers[0].sender.track, media.microphone)
})

test("who was muted before the phone call is muted after it", async () => {
  media.microphone.enabled = false
  await capture.revive(["audio", "video"])
  assert.deepEqual([media.microphone.enabled, media.camera.enabled], [false, true])
  assert.equal(devices.asked.length, 2)
})

test("a microphone that ends by itself comes back by itself, or needs a tap", async () => {
  media.microphone.become({ readyState: "ended" }, "ended")
  await after(0)
  assert.equal(capture.isHeard, true)
  devices.isRefusing = true
  media.microphone.become({ readyState: "ended" }, "ended")
  await after(0)
  assert.deepEqual([capture.isHeard, capture.isLost], [false, true])
  devices.isRefusing = false
  assert.equal(await capture.again(["audio"]), true)
  assert.equal(capture.isLost, false)
})

test("a moment of silence from the system is waited out, a longer one is not", async () => {
  const ours = media.microphone
  ours.become({ muted: true }, "mute")
  await after(1000)
  ours.become({ muted: false }, "unmute")
  await after(2000)
  assert.deepEqual(devices.asked, [])
  ours.become({ muted: true }, "mute")
  await after(2000)
  assert.equal(devices.asked.length, 1)
})

test("in the background nothing is asked for: the browser would refuse it", async () => {
  document.hidden = true
  media.microphone.become({ muted: true }, "mute")
  await after(5000)
  assert.deepEqual(devices.asked, [])
})

test("a headset that is put on is used, a camera that is plugged in changes nothing", async () => {
  devices.inputs.push({ kind: "videoinput", deviceId: "another" })
  devices.dispatchEvent(new Event("devicechange"))
  await after(500)
  assert.deepEqual([devices.asked.length, capture.cameras], [0, 2])
  devices.inputs.push({ kind: "audioinput", deviceId: "headset" })
  devices.dispatchEvent(new Event("devicechange"))
  await after(500)
  assert.deepEqual(devices.asked.map(Object.keys), [["audio"]])
})

test("a microphone that was chosen stays until it is gone", async () => {
  media.isChosen = kind => kind === "audio"
  devices.inputs.push({ kind: "audioinput", deviceId: "headset" })
  devices.dispatchEvent(new Event("devicechange"))
  await after(500)
  assert.deepEqual(devices.asked, [])
  devices.inputs.shift()
  devices.dispatchEvent(new Event("devicechange"))
  await after(500)
  assert.equal(devices.asked.length, 1)
})

test("the camera turns round: the old one is stopped first, and comes back if the other does not open", async () => {
  const front = media.camera
  devices.getUserMedia = async wanted => {
    assert.equal(front.readyState, "ended")
    devices.asked.push(wanted.video.facingMode)
    if (wanted.video.facingMode.exact) throw new Error("no such camera")
    return { getTracks: () => [new FakeTrack("video", { facingMode: "user" })] }
  }
  await capture.flip()
  assert.deepEqual(devices.asked, [{ exact: "environment" }, "user"])
  assert.equal(media.camera.readyState, "live")
})

test("another device has our place: microphone and camera are off", () => {
  capture.release()
  assert.deepEqual(media.stream.getTracks().map(({ readyState }) => readyState), ["ended", "ended"])
})

test("another microphone from the list is muted as the one before, and is sent in its place", async () => {
  const before = media.microphone
  before.enabled = false
  assert.equal(await capture.use("audio", "headset"), true)
  assert.deepEqual(devices.asked.at(-1).audio.deviceId, { exact: "headset" })
  assert.equal(before.readyState, "ended")
  assert.equal(media.microphone.enabled, false)
  assert.equal(transceivers[0].sender.track, media.microphone)
})

test("a camera from the list is opened after the other is closed, and a refusal brings any back", async () => {
  const before = media.camera
  const { getUserMedia } = devices
  devices.getUserMedia = async function(wanted) {
    assert.equal(before.readyState, "ended") // a phone does not open two at once
    if (wanted.video.deviceId?.exact) throw new Error("gone")
    return getUserMedia.call(this, wanted)
  }
  assert.equal(await capture.use("video", "gone"), false)
  assert.equal(media.camera.readyState, "live")
  assert.equal(transceivers[1].sender.track, media.camera)
})

test("while the screen is shared, another camera waits", async () => {
  media.screen = new FakeTrack("video")
  transceivers[1].sender.track = media.screen
  await capture.use("video", "second")
  assert.equal(transceivers[1].sender.track, media.screen)
  assert.equal(media.camera.readyState, "live")
})
