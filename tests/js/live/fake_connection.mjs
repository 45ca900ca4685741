import { mock } from "node:test"

export const ADA = { peer: "ada-tab", visit: "ada-visit" }
export const BEN = { peer: "ben-tab", visit: "ben-visit" }
export const CALL = "ada-visit.ben-visit"
export const OFFER = { description: { type: "offer", sdp: "theirs" } }

export class FakeConnection {
  connectionState = "new"
  signalingState = "stable"
  remoteDescription = null
  kinds = []
  restarts = 0
  received = 0

  getTransceivers() {
    return this.kinds.map(kind => ({ receiver: { track: { kind } } }))
  }

  addTransceiver(kind) {
    this.kinds.push(kind)
  }

  async createOffer() {
    return { type: "offer", sdp: "made early" }
  }

  async setLocalDescription(made) {
    const isAnswer = this.signalingState === "have-remote-offer"
    this.signalingState = isAnswer ? "stable" : "have-local-offer"
    this.localDescription = made ?? { type: isAnswer ? "answer" : "offer", sdp: "ours" }
  }

  async setRemoteDescription(description) {
    this.remoteDescription = description
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable"
  }

  async getStats() {
    return new Map([["in", { type: "inbound-rtp", packetsReceived: this.received }]])
  }

  restartIce() {
    this.restarts += 1
  }

  close() {
    this.signalingState = "closed"
  }

  become(state) {
    this.connectionState = state
    this.onconnectionstatechange()
  }
}

export const settled = () => new Promise(resolve => setImmediate(resolve))

/** Time that passes as the link under test looks at it, four times a second. */
export class FakeTime {
  now = 0

  async pass(milliseconds) {
    for (let passed = 0; passed < milliseconds; passed += 250) {
      this.now += 250
      mock.timers.tick(250)
      await settled()
    }
  }
}

export async function connect(link, connection) {
  link.meet(ADA, { isOurs: true })
  await settled()
  link.receive({ from: ADA.peer, call: CALL, description: { type: "answer", sdp: "theirs" } })
  await settled()
  connection.become("connected")
}
