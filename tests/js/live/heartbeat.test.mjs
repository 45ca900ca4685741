import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { Heartbeat } from "../../../static/js/live/heartbeat.js"

let asked, time, heartbeat

beforeEach(() => {
  asked = []
  time = 0
  const socket = { beat: patience => new Promise(answer => asked.push({ patience, answer })) }
  heartbeat = new Heartbeat({ socket, local: () => time })
})

async function beat(lives, took = 50) {
  const beating = heartbeat.beat()
  time += took
  asked.at(-1).answer(lives)
  await beating
  return asked.at(-1).patience
}

test("a socket has 1.2 seconds to answer, and is asked once at a time", async () => {
  const first = heartbeat.beat()
  heartbeat.beat()
  assert.deepEqual(asked.map(({ patience }) => patience), [1200])
  asked[0].answer(true)
  await first
})

test("where the network is slow rather than gone, the next socket has longer, up to five seconds", async () => {
  const patience = []
  for (let i = 0; i < 4; i += 1) patience.push(await beat(false))
  assert.deepEqual(patience, [1200, 2400, 4800, 5000])
  await beat(true, 1500)
  assert.equal(await beat(true, 80), 5000)
  assert.equal(await beat(true), 1200)
})

test("outside the room nothing is learned from silence", async () => {
  await beat(null)
  assert.equal(await beat(true), 1200)
})
