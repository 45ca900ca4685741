import assert from "node:assert/strict"
import { test } from "node:test"

import { Peer } from "../../../static/js/live/peer.js"

const OFFER = { type: "offer", sdp: "theirs" }
const ANSWER = { type: "answer", sdp: "theirs" }
const HOST = { candidate: "candidate:1 1 udp 1 192.0.2.1 1 typ host" }

function connectionThat({ is = "stable", sdp = "ours" } = {}) {
  return {
    signalingState: is,
    candidates: [],
    restarts: 0,
    async setRemoteDescription(description) {
      this.remoteDescription = description
      this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable"
    },
    async setLocalDescription() {
      const isAnswer = this.signalingState === "have-remote-offer"
      this.signalingState = isAnswer ? "stable" : "have-local-offer"
      this.localDescription = { type: isAnswer ? "answer" : "offer", sdp }
    },
    async addIceCandidate(candidate) {
      this.candidates.push(candidate)
    },
    restartIce() {
      this.restarts += 1
    },
    close() {
      this.signalingState = "closed"
    },
  }
}

function peerWith(connection, { polite = true } = {}) {
  const sent = []
  const timers = []
  const peer = new Peer({
    connection, polite, send: signal => sent.push(signal), later: run => timers.push(run),
  })
  const pass50ms = () => timers.splice(0).forEach(run => run())
  return { peer, sent, pass50ms }
}

test("a connection made in the lobby stays silent until it is wanted", async () => {
  const connection = connectionThat()
  const { peer, sent } = peerWith(connection)
  connection.onnegotiationneeded()
  peer.restart()
  assert.deepEqual(sent, [])
  assert.equal(connection.restarts, 0)

  await peer.offer()
  assert.deepEqual(sent, [{ description: { type: "offer", sdp: "ours" } }])
})

test("an offer is answered", async () => {
  const connection = connectionThat()
  const { peer, sent } = peerWith(connection)
  await peer.receive({ description: OFFER })
  assert.equal(connection.remoteDescription, OFFER)
  assert.deepEqual(sent, [{ description: { type: "answer", sdp: "ours" } }])
})

test("in a collision the impolite peer ignores the other's offer and its candidates", async () => {
  const connection = connectionThat({ is: "have-local-offer" })
  connection.remoteDescription = ANSWER
  connection.addIceCandidate = async () => {
    throw new Error("unknown ufrag")
  }
  const { peer, sent } = peerWith(connection, { polite: false })
  await peer.receive({ description: OFFER })
  await peer.receive({ candidates: [HOST] })
  assert.equal(connection.remoteDescription, ANSWER)
  assert.deepEqual(sent, [])
})

test("in a collision the polite peer gives way and answers", async () => {
  const connection = connectionThat({ is: "have-local-offer" })
  const { peer, sent } = peerWith(connection, { polite: true })
  await peer.receive({ description: OFFER })
  assert.equal(connection.remoteDescription, OFFER)
  assert.deepEqual(sent, [{ description: { type: "answer", sdp: "ours" } }])
})

test("candidates that come before their description wait for it", async () => {
  const connection = connectionThat()
  const { peer } = peerWith(connection)
  peer.receive({ candidates: [HOST] })
  await peer.receive({ description: OFFER })
  assert.deepEqual(connection.candidates, [HOST])
})

test("the first candidate goes at once, the next ones together after 50 ms", async () => {
  const connection = connectionThat()
  const { peer, sent, pass50ms } = peerWith(connection)
  await peer.offer()
  const [a, b, c] = ["a", "b", "c"].map(name => ({ candidate: `candidate:${name}` }))
  for (const candidate of [a, b, c, null, { candidate: "" }]) connection.onicecandidate({ candidate })
  assert.deepEqual(sent.slice(1), [{ candidates: [a] }])
  pass50ms()
  assert.deepEqual(sent.slice(1), [{ candidates: [a] }, { candidates: [b, c] }])
  pass50ms()
  assert.equal(sent.length, 3)
})

test("no more than 40 candidates follow a description, those inside it counted", async () => {
  const connection = connectionThat({ sdp: `v=0\r\n${"a=candidate:x\r\n".repeat(5)}` })
  const { peer, sent, pass50ms } = peerWith(connection)
  await peer.offer()
  for (let i = 0; i < 60; i += 1) connection.onicecandidate({ candidate: { candidate: `c${i}` } })
  pass50ms()
  assert.equal(sent.slice(1).flatMap(signal => signal.candidates).length, 35)
})

test("a restart negotiates again and a closed connection does not", async () => {
  const connection = connectionThat()
  const { peer, sent } = peerWith(connection)
  await peer.receive({ description: OFFER })
  peer.restart()
  assert.equal(connection.restarts, 1)
  await connection.onnegotiationneeded()
  assert.equal(sent.at(-1).description.type, "offer")

  peer.close()
  assert.equal(connection.onnegotiationneeded, null)
})
