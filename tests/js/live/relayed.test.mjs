import assert from "node:assert/strict"
import { test } from "node:test"

import { RelayedPeer } from "../../../static/js/live/relayed.js"

function fakeConnection() {
  const transceiver = kind => ({
    direction: "recvonly",
    receiver: { track: { kind } },
  })
  const all = [transceiver("audio"), transceiver("video")]
  return {
    signalingState: "stable",
    getTransceivers: () => all,
    async setLocalDescription() { this.localDescription = { sdp: "ours" } },
    async setRemoteDescription(description) { this.remoteDescription = description },
    close() { this.signalingState = "closed" },
  }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

function peerThatHears(...answers) {
  const parts = { connection: fakeConnection(), asked: [], refusals: 0, later: [] }
  parts.peer = new RelayedPeer({
    connection: parts.connection,
    ask: async sdp => (parts.asked.push(sdp), answers.shift()),
    refused: () => (parts.refusals += 1),
    later: run => parts.later.push(run),
  })
  return parts
}

test("the server's answer is taken, and both may be sent there at any time", async () => {
  const { peer, connection, asked } = peerThatHears({ ok: true, sdp: "theirs" })
  await peer.offer()
  assert.deepEqual(asked, ["ours"])
  assert.deepEqual(connection.remoteDescription, { type: "answer", sdp: "theirs" })
  const [sound, picture] = connection.getTransceivers()
  assert.deepEqual([sound.direction, picture.direction], ["sendrecv", "sendrecv"])
})

test("a server that cannot answer now is asked again", async () => {
  const { peer, connection, asked, later } = peerThatHears({ ok: false, error: "relay_away" }, { ok: true, sdp: "theirs" })
  await peer.offer()
  assert.equal(connection.remoteDescription, undefined)
  later.shift()()
  await settled()
  assert.equal(asked.length, 2)
  assert.equal(connection.remoteDescription.sdp, "theirs")
})

test("one that is full is not", async () => {
  const parts = peerThatHears({ ok: false, error: "relay_full" })
  await parts.peer.offer()
  assert.equal(parts.refusals, 1)
  assert.equal(parts.later.length, 0)
})

test("nobody is asked once the connection is closed, and a late answer is dropped", async () => {
  const { peer, connection, asked, later } = peerThatHears({ ok: false, error: "busy" })
  await peer.offer()
  peer.close()
  later.shift()()
  await settled()
  assert.equal(asked.length, 1)
  assert.equal(connection.remoteDescription, undefined)
})
