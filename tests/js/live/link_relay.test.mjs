import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { Link } from "../../../static/js/live/link.js"
import { ADA, BEN, FakeConnection, FakeTime, connect, settled } from "./fake_connection.mjs"

let made, sent, flows, link, time, relayed, mayRelay

class FakeRelayed {
  hasBegun = false

  constructor(parts) {
    Object.assign(this, parts)
  }

  offer() {
    this.hasBegun = true
  }

  receive() {}

  close() {
    this.connection.close()
  }
}

beforeEach(() => {
  mock.timers.enable({ apis: ["setInterval"] })
  made = []
  sent = []
  flows = []
  relayed = []
  mayRelay = true
  time = new FakeTime()
  link = new Link({
    self: { ...BEN },
    makeConnection: isRelayed => made[made.push(Object.assign(new FakeConnection(), { isRelayed })) - 1],
    send: signal => sent.push(signal),
    show: { remote: () => {}, flow: flow => flows.push(flow), doubt: () => {} },
    relay: {
      may: () => mayRelay,
      load: async () => parts => relayed[relayed.push(new FakeRelayed(parts)) - 1],
    },
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

async function pastServer() {
  link.meet(ADA, { isOurs: false })
  link.isExpecting = true
  await link.relay()
  made.at(-1).become("connected")
}

test("whoever finds no direct way in eight seconds goes past the server", async () => {
  link.meet(ADA, { isOurs: true })
  await pass(8000)
  assert.equal(relayed.length, 0)
  await pass(500)
  assert.equal(relayed.length, 1)
  assert.equal(relayed[0].to, ADA.peer)
  assert.ok(relayed[0].hasBegun && made.at(-1).isRelayed)
  assert.equal(made[0].signalingState, "closed")
})

test("a way that stood is waited for longer, and not while they or we are away", async () => {
  await connected()
  link.isExpecting = true
  await pass(2000)
  mayRelay = false
  await pass(14_000)
  assert.equal(relayed.length, 0)
  mayRelay = true
  await pass(250)
  assert.equal(relayed.length, 1)
})

test("whoever comes back has eight seconds to be found directly", async () => {
  await connected()
  link.isExpecting = true
  await pass(11_000)
  link.restart({ isPrompt: true })
  await pass(7750)
  assert.equal(relayed.length, 0)
  await pass(500)
  assert.equal(relayed.length, 1)
})

test("past the server they are there when something comes from them, not from the server", async () => {
  await pastServer()
  await pass(3000)
  assert.deepEqual(flows, [])
  made.at(-1).received = 5
  await pass(250)
  assert.deepEqual(flows, ["flowing"])
})

test("past the server there is no restart: when nothing comes in a new connection is made", async () => {
  await pastServer()
  made.at(-1).received = 5
  await pass(1000)
  await pass(5000)
  assert.deepEqual(flows, ["flowing", "stalled"])
  assert.equal(relayed.length, 2)
  assert.equal(made.at(-1).restarts, 0)
})

test("past the server less may get lost", async () => {
  assert.equal(link.mostLost, undefined)
  await pastServer()
  assert.equal(link.mostLost, 0.02)
})

test("where the server passes on no more talks the direct way is looked for again", async () => {
  await pastServer()
  sent.length = 0
  relayed[0].refused()
  await settled()
  assert.equal(made.at(-1).isRelayed, false)
  assert.equal(sent[0].description.type, "offer")
  await pass(8500)
  assert.equal(relayed.length, 2)
})

test("a page loaded anew is met past the server at once", async () => {
  await pastServer()
  link.meet({ ...ADA, visit: "ada-visit-2" }, { isOurs: false })
  assert.equal(relayed.length, 2)
  assert.ok(relayed[1].hasBegun)
})
