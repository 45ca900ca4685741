import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { Call } from "../../../static/js/live/call.js"

const ADA = { peer: "ada-tab", visit: "ada-visit", person: "ada", name: "Ada Lindqvist", part: "mentor" }

let done, said, call, link

beforeEach(() => {
  done = []
  said = []
  link = {
    meet: (...rest) => done.push(["meet", ...rest]), restart: () => done.push(["restart"]),
    drop: () => done.push(["drop"]), renew: () => false,
  }
  call = new Call({ link, name: "Ada", say: words => said.push(words), show: () => {}, local: () => 1000 })
})

test("the newcomer makes the first offer, who is there waits for it", () => {
  call.meet(ADA, { isOurs: true })
  assert.deepEqual(done, [["meet", ADA, { isOurs: true }]])

  done = []
  call.joined({ ...ADA, visit: "ada-visit-2" })
  assert.deepEqual(done, [["meet", { ...ADA, visit: "ada-visit-2" }, { isOurs: false }]])
})

test("a newcomer is announced once", () => {
  call.joined(ADA)
  call.joined(ADA)
  assert.deepEqual(said, ["Ada is here."])
})

test("coming back to somebody we see builds nothing", () => {
  call.meet(ADA, { isOurs: true })
  call.lost()
  done = []
  call.meet(ADA, { isOurs: true })
  assert.deepEqual(done, [["restart"]])
})

test("a connection that had not come about when the socket was lost begins again", () => {
  link.renew = () => true
  call.meet(ADA, { isOurs: true })
  call.lost()
  assert.equal(call.state.them, null)
  done = []
  call.meet(ADA, { isOurs: true })
  assert.deepEqual(done, [["meet", ADA, { isOurs: true }]])
})

test("their socket may go while their picture stays", () => {
  call.meet(ADA, { isOurs: true })
  call.flow("flowing")
  call.left({ peer: ADA.peer, reason: "gone" })
  assert.equal(call.state.them, ADA)
  call.missed()
  assert.equal(call.state.them, ADA)
})

test("without a picture, and not in the room, they are not here", () => {
  call.meet(ADA, { isOurs: true })
  call.flow("stalled")
  call.missed()
  assert.equal(call.state.them, null)
})

test("who says goodbye has left", () => {
  call.meet(ADA, { isOurs: true })
  call.left({ peer: ADA.peer, reason: "left" })
  assert.equal(call.state.hasLeft, true)
  assert.deepEqual(said, ["Ada has left."])
  assert.deepEqual(done.at(-1), ["drop"])
})

test("who moves to another device has not left", () => {
  call.meet(ADA, { isOurs: true })
  call.left({ peer: ADA.peer, reason: "moved" })
  call.joined({ ...ADA, peer: "ada-phone", visit: "ada-visit-2" })
  assert.equal(call.state.hasLeft, false)
  assert.equal(call.state.them.peer, "ada-phone")
})

test("what they send is known once they have said so", () => {
  call.meet(ADA, { isOurs: true })
  assert.equal(call.state.theirMedia, null)
  call.switched({ microphone: false, camera: false })
  assert.deepEqual(call.state.theirMedia, { microphone: false, camera: false })
  assert.equal(link.isExpecting, false)
})

test("a stall and its end are said once each", () => {
  call.meet(ADA, { isOurs: true })
  for (const flow of ["flowing", "stalled", "stalled", "flowing"]) call.flow(flow)
  assert.deepEqual(said, ["Ada’s connection dropped. Reconnecting.", "Ada is back."])
})
