import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { checkConnection, verdictOf } from "../../../static/js/live/connection_check.js"

let time

beforeEach(() => {
  time = 0
  mock.timers.enable({ apis: ["setTimeout"] })
  mock.method(performance, "now", () => time)
})

afterEach(() => {
  mock.timers.reset()
  mock.restoreAll()
})

/** Let mocked time pass until a promise has settled; an idle hour would be a promise forgotten. */
async function passTime(promise) {
  let settled = false
  const done = () => (settled = true)
  promise.then(done, done)
  for (let step = 0; !settled && step < 3600; step++) {
    await new Promise(setImmediate)
    time += 5
    mock.timers.tick(5)
  }
  return promise
}

class Channel extends EventTarget {
  readyState = "connecting"
  sent = []

  send(data) {
    this.sent.push(data)
    if (this.isLost(data)) return
    const echo = () => this.dispatchEvent(Object.assign(new Event("message"), { data }))
    setTimeout(echo, this.rtt)
  }

  become(state) {
    this.readyState = state
    if (state === "open") this.dispatchEvent(new Event("open"))
  }
}

const noneIsLost = () => false

/** A peer connection to a server that answers as `way` says. */
function peerClass({ rtt = 40, isLost = noneIsLost, opens = true, gathers = true, local = {} } = {}) {
  return class Peer extends EventTarget {
    static last
    iceGatheringState = "gathering"
    isClosed = false

    constructor(configuration) {
      super()
      Peer.last = this
      this.configuration = configuration
    }

    createDataChannel(_label, options) {
      this.options = options
      this.channel = Object.assign(new Channel(), { rtt, isLost })
      return this.channel
    }

    async setLocalDescription() {
      this.localDescription = { sdp: "offer without candidates" }
      if (gathers) setTimeout(() => this.gather(), 50)
    }

    gather() {
      this.localDescription = { sdp: "offer" }
      this.iceGatheringState = "complete"
      this.dispatchEvent(new Event("icegatheringstatechange"))
    }

    async setRemoteDescription({ sdp }) {
      this.answer = sdp
      if (opens) setTimeout(() => this.channel.become("open"), 100)
    }

    async getStats() {
      if (this.channel.readyState !== "open") return new Map()
      return new Map([
        ["T", { type: "transport", selectedCandidatePairId: "P" }],
        ["P", { type: "candidate-pair", localCandidateId: "L" }],
        ["L", { type: "local-candidate", candidateType: "host", protocol: "udp", ...local }],
      ])
    }

    close() {
      this.isClosed = true
    }
  }
}

async function check(way, ask = async () => "answer") {
  const Peer = peerClass(way)
  try {
    return await passTime(checkConnection({ ask, RTCPeerConnection: Peer }))
  } finally {
    assert.ok(Peer.last.isClosed)
  }
}

const closeTo = (actual, expected) => assert.ok(Math.abs(actual - expected) <= 5, `${actual}`)

test("a short way without loss is good", async () => {
  const { verdict, rtt, loss, direct } = await check()

  assert.deepEqual({ verdict, loss, direct }, { verdict: "good", loss: 0, direct: true })
  closeTo(rtt, 40)
})

test("lost messages are counted and do not spoil the round trip", async () => {
  const { verdict, rtt, loss } = await check({ isLost: data => Number(data) % 7 === 0 })

  assert.equal(verdict, "audio")
  assert.equal(loss, 3 / 20)
  closeTo(rtt, 40)
})

test("one lost message of twenty is still good", async () => {
  const { verdict, loss } = await check({ isLost: data => data === "7" })

  assert.deepEqual({ verdict, loss }, { verdict: "good", loss: 0.05 })
})

test("echoes of a long way are waited for", async () => {
  const { verdict, loss } = await check({ rtt: 900 })

  assert.deepEqual({ verdict, loss }, { verdict: "trouble", loss: 0 })
})

test("an open channel that swallows everything is trouble", async () => {
  const { verdict, rtt, loss } = await check({ isLost: () => true })

  assert.deepEqual({ verdict, rtt, loss }, { verdict: "trouble", rtt: null, loss: 1 })
})

test("a channel that never opens is trouble within seconds", async () => {
  const result = await check({ opens: false })

  assert.deepEqual(result, { verdict: "trouble", rtt: null, loss: 1, direct: false })
  assert.ok(time <= 7000, `${time} ms`)
})

test("a way through a relay, or over TCP, is not direct", async () => {
  assert.equal((await check({ local: { candidateType: "relay" } })).direct, false)
  assert.equal((await check({ local: { protocol: "tcp" } })).direct, false)
})

test("the channel repeats and orders nothing, as media do", async () => {
  const Peer = peerClass()
  const iceServers = [{ urls: "stun:localhost" }]

  const ask = async () => "answer"
  await passTime(checkConnection({ ask, iceServers, RTCPeerConnection: Peer }))

  assert.deepEqual(Peer.last.options, { ordered: false, maxRetransmits: 0 })
  assert.deepEqual(Peer.last.configuration, { iceServers })
  assert.equal(Peer.last.answer, "answer")
})

test("the offer waits for candidates, but not for ever", async () => {
  const asked = []
  const ask = async offer => asked.push(offer) && "answer"

  await check({}, ask)
  await check({ gathers: false }, ask)

  assert.deepEqual(asked, ["offer", "offer without candidates"])
})

test("a server that cannot check is no verdict", async () => {
  const refuse = async () => {
    throw new Error("busy")
  }

  await assert.rejects(check({}, refuse), /busy/)
})

test("pings stop when the channel closes, and count as lost", async () => {
  const Peer = peerClass()
  const checking = checkConnection({ ask: async () => "answer", RTCPeerConnection: Peer })
  setTimeout(() => Peer.last.channel.become("closed"), 50 + 100 + 300)

  const { loss } = await passTime(checking)

  assert.ok(loss > 0.7, `${loss}`)
  assert.ok(Peer.last.channel.sent.length < 6)
})

for (const [measured, verdict] of [
  [{ rtt: 300, loss: 0.05, connected: true }, "good"],
  [{ rtt: 301, loss: 0, connected: true }, "audio"],
  [{ rtt: 20, loss: 0.1, connected: true }, "audio"],
  [{ rtt: 800, loss: 0.2, connected: true }, "audio"],
  [{ rtt: 801, loss: 0, connected: true }, "trouble"],
  [{ rtt: 20, loss: 0.25, connected: true }, "trouble"],
  [{ rtt: null, loss: 1, connected: true }, "trouble"],
  [{ rtt: 20, loss: 0, connected: false }, "trouble"],
]) {
  test(`${JSON.stringify(measured)} is ${verdict}`, () => {
    assert.equal(verdictOf(measured), verdict)
  })
}
