import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { Link } from "../../../static/js/live/link.js"
import { ADA, BEN, CALL, FakeConnection, FakeTime, OFFER, connect, settled } from "./fake_connection.mjs"

let made, kinds, sent, flows, doubts, link, time, self

beforeEach(() => {
  mock.timers.enable({ apis: ["setInterval"] })
  made = []
  kinds = []
  self = { ...BEN }
  sent = []
  flows = []
  doubts = 0
  time = new FakeTime()
  link = new Link({
    self,
    makeConnection: () => made[made.push(Object.assign(new FakeConnection(), { kinds: [...kinds] })) - 1],
    relay: { may: () => false },
    send: signal => sent.push(signal),
    show: { remote: () => {}, flow: flow => flows.push(flow), doubt: () => (doubts += 1) },
    local: () => time.now,
  })
  link.prepare()
})

afterEach(() => {
  link.close()
  mock.timers.reset()
})

const pass = milliseconds => time.pass(milliseconds)
const connected = () => connect(link, made[0])

test("the connection of the lobby is the one that is used", async () => {
  link.meet(ADA, { isOurs: true })
  await settled()
  assert.equal(made.length, 1)
  assert.deepEqual(sent, [{ to: ADA.peer, call: CALL, description: { type: "offer", sdp: "ours" } }])
})

test("who sends nothing still asks for sound and picture", async () => {
  link.meet(ADA, { isOurs: true })
  assert.deepEqual(made[0].kinds, ["audio", "video"])
})

test("who was there first waits for the newcomer's offer", async () => {
  link.meet(ADA, { isOurs: false })
  await settled()
  assert.deepEqual(sent, [])
  link.receive({ from: ADA.peer, call: CALL, ...OFFER })
  await settled()
  assert.equal(sent[0].description.type, "answer")
})

/** In the lobby again, with a microphone and a camera. */
async function prepareBoth() {
  kinds = ["audio", "video"]
  link.prepare()
  await settled()
}

test("an offer goes along with the join, and is not sent again", async () => {
  await prepareBoth()
  const offer = { type: "offer", sdp: "made early" }
  assert.deepEqual(link.bringOffer(), offer)
  link.meet(ADA, { isOurs: true, isMade: true })
  await settled()
  assert.deepEqual(sent, [])
  assert.equal(link.connection.localDescription.sdp, offer.sdp)
})

test("one that nobody got is made anew", async () => {
  await prepareBoth()
  link.bringOffer()
  link.meet(ADA, { isOurs: true, isMade: false })
  await settled()
  assert.equal(sent[0].description.sdp, "ours")
})

test("so is one of a connection that another has replaced", async () => {
  await prepareBoth()
  link.bringOffer()
  await prepareBoth()
  link.meet(ADA, { isOurs: true, isMade: true })
  await settled()
  assert.equal(sent[0].description.sdp, "ours")
})

test("nothing goes along where more is to be agreed on, nor beside a call", async () => {
  await settled()
  assert.equal(link.bringOffer(), null)
  await prepareBoth()
  link.meet(ADA, { isOurs: false })
  assert.equal(link.bringOffer(), null)
})

test("an offer that came along with their join is answered", async () => {
  link.meet(ADA, { isOurs: false, offer: OFFER.description })
  await settled()
  assert.equal(sent[0].description.type, "answer")
})

test("signals of another call are dropped", async () => {
  link.receive({ from: ADA.peer, call: CALL, ...OFFER })
  link.meet(ADA, { isOurs: false })
  link.receive({ from: ADA.peer, call: "an-older-call.ben-visit", ...OFFER })
  await settled()
  assert.equal(made[0].remoteDescription, null)
})

test("meeting the same visit again leaves the connection alone", async () => {
  await connected()
  link.meet(ADA, { isOurs: true })
  link.restart()
  assert.equal(made.length, 1)
  assert.equal(made[0].restarts, 0)
})

test("a page loaded anew gets a new connection", async () => {
  await connected()
  link.meet({ ...ADA, visit: "ada-visit-2" }, { isOurs: false })
  assert.equal(made.length, 2)
  assert.equal(made[0].signalingState, "closed")
  assert.equal(link.connection, made[1])
})

test("an offer that nobody answers for eight seconds is made again", async () => {
  link.meet(ADA, { isOurs: true })
  await pass(8000)
  assert.equal(sent.length, 1)
  await pass(250)
  assert.equal(sent.length, 2)
})

test("who waits for an offer in vain makes one", async () => {
  link.meet(ADA, { isOurs: false })
  await pass(9000)
  assert.equal(sent[0].description.type, "offer")
})

test("with the socket lost on the way, both start anew: we come back as another visit", async () => {
  assert.equal(link.renew(), false)
  link.meet(ADA, { isOurs: true })
  assert.equal(link.renew(), true)
  assert.notEqual(self.visit, BEN.visit)
  assert.equal(made[0].signalingState, "closed")
  link.meet(ADA, { isOurs: true })
  await settled()
  assert.equal(sent.at(-1).call, ["ada-visit", self.visit].sort().join("."))
})

test("a connection that has come about outlives the socket", async () => {
  await connected()
  assert.equal(link.renew(), false)
  assert.equal(link.connection, made[0])
})

test("nothing coming in for 1.5 seconds is a stall, and looks for new paths", async () => {
  await connected()
  link.isExpecting = true
  made[0].received = 1
  await pass(5000)
  assert.deepEqual(flows, ["flowing", "stalled"])
  assert.equal(made[0].restarts, 1)
  made[0].received = 2
  await pass(500)
  assert.equal(flows.at(-1), "flowing")
})

test("a moment of nothing is a doubt before it is a stall", async () => {
  await connected()
  link.isExpecting = true
  made[0].received = 1
  await pass(750)
  assert.equal(doubts, 0)
  await pass(250)
  assert.deepEqual([doubts, flows], [1, ["flowing"]])
})

test("who can be reached again is searched for at once, however lately that was tried in vain", async () => {
  await connected()
  time.now += 4000
  made[0].become("failed")
  time.now += 2000
  link.restart()
  assert.equal(made[0].restarts, 1)
  link.restart({ isPrompt: true })
  assert.equal(made[0].restarts, 2)
  link.restart({ isPrompt: true })
  assert.equal(made[0].restarts, 2)
})

test("a healthy connection is not touched because a socket has come back", async () => {
  await connected()
  time.now += 60_000
  link.restart({ isPrompt: true })
  assert.equal(made[0].restarts, 0)
})

test("another network is reason enough, also while something still comes in", async () => {
  await connected()
  time.now += 4000
  link.restart({ isSure: true })
  assert.equal(made[0].restarts, 1)
  link.restart({ isSure: true })
  assert.equal(made[0].restarts, 1)
})

test("a failure before they were seen is a search, after it a stall", async () => {
  link.meet(ADA, { isOurs: true })
  await settled()
  made[0].become("failed")
  assert.deepEqual(flows, ["searching"])
  made[0].become("connected")
  made[0].become("failed")
  assert.equal(flows.at(-1), "stalled")
})

test("after they have left the next one finds a fresh connection", async () => {
  await connected()
  link.drop()
  assert.equal(made[0].signalingState, "closed")
  link.meet(ADA, { isOurs: true })
  await settled()
  assert.equal(sent.at(-1).description.type, "offer")
  assert.equal(made.length, 2)
})
