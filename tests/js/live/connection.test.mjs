import assert from "node:assert/strict"
import { test } from "node:test"

import { sendInstead, stopSending } from "../../../static/js/live/connection.js"

const CAMERA = { kind: "video", contentHint: "" }
const SCREEN = { kind: "video", contentHint: "detail" }
const STREAM = {}

class FakeConnection {
  added = []

  constructor(...directions) {
    this.transceivers = directions.map(direction => ({ direction, receiver: { track: { kind: "video" } }, sender: new FakeSender() }))
  }

  getTransceivers() { return this.transceivers }

  addTransceiver(track, options) { this.added.push([track, options]) }
}

class FakeSender {
  parameters = { encodings: [{ active: true }] }
  streams = []

  async replaceTrack(track) { this.track = track }

  setStreams(stream) { this.streams.push(stream) }

  getParameters() { return structuredClone(this.parameters) }

  async setParameters(parameters) { this.parameters = parameters }
}

test("another track goes out in place of the one before, and nothing is agreed on anew", async () => {
  const connection = new FakeConnection("sendrecv")
  await sendInstead([connection], SCREEN, STREAM)
  const [{ sender, direction }] = connection.transceivers
  assert.deepEqual([sender.track, direction, sender.streams], [SCREEN, "sendrecv", []])
  assert.equal(sender.parameters.encodings[0].scaleResolutionDownBy, 1)
})

test("who had no camera sends a screen where only theirs came in", async () => {
  const connection = new FakeConnection("recvonly")
  await sendInstead([connection], SCREEN, STREAM)
  const [{ sender, direction }] = connection.transceivers
  assert.deepEqual([direction, sender.streams], ["sendrecv", [STREAM]])
  const nothing = new FakeConnection()
  await sendInstead([nothing], SCREEN, STREAM)
  assert.equal(nothing.added[0][0], SCREEN)
})

test("in a group a screen is sharp and slow, and a face is small again after it", async () => {
  const connection = new FakeConnection("sendrecv")
  const encoding = () => connection.transceivers[0].sender.parameters.encodings[0]
  await sendInstead([connection], SCREEN, STREAM, { isGroup: true })
  assert.deepEqual([encoding().scaleResolutionDownBy, encoding().maxFramerate], [1, 8])
  await sendInstead([connection], CAMERA, STREAM, { isGroup: true })
  assert.deepEqual([encoding().scaleResolutionDownBy, encoding().maxBitrate], [2, 200_000])
  assert.equal(encoding().active, true)
})

test("when there is nothing more to send, what was agreed on stays", async () => {
  const connection = new FakeConnection("sendrecv")
  await stopSending([connection], "video")
  assert.deepEqual([connection.transceivers[0].sender.track, connection.transceivers[0].direction], [null, "sendrecv"])
})
