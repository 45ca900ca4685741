import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { Call } from "../../../static/js/live/call.js"

const ADA = { peer: "ada-tab", visit: "ada-visit", person: "ada", name: "Ada Lindqvist", part: "mentor" }

let done, said, call, link

beforeEach(() => {
  done = []
  said = []
  link = {
    meet: (...rest) => done.push(["meet", ...rest]), restart: (...rest) => done.push(["restart", ...rest]),
    drop: () => done.push(["drop"]), renew: () => false,
  }
  call = new Call({ link, name: "Ada", say: words => said.push(words), show: () => {}, local: () => 1000 })
})

test("the newcomer makes the first offer, who is there waits for it", () => {
  call.meet(ADA, { isOurs: true })
  assert.deepEqual(done, [["meet", ADA, { isOurs: true }]])

  done = []
  call.joined({ ...ADA, visit: "ada-visit-2" }, "an offer")
  assert.deepEqual(done, [["meet", { ...ADA, visit: "ada-visit-2" }, { isOurs: false, offer: "an offer" }]])
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
  assert.deepEqual(done, [["restart", { isPrompt: true }]])
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
  call.left({ peer: ADA.peer, reason: "gone", kept_for: 120 })
  assert.equal(call.state.them, ADA)
  call.missed()
  assert.equal(call.state.them, ADA)
})

test("without a picture, and not in the room, they may come back to the connection they had", () => {
  call.meet(ADA, { isOurs: true })
  call.flow("stalled")
  call.missed({ kept_for: 90 })
  assert.equal(call.state.them, ADA)
  assert.equal(call.state.keptUntil, 91_000)
  done = []
  call.joined(ADA)
  assert.deepEqual(done, [["restart", { isPrompt: true }]])
  assert.equal(call.state.keptUntil, null)
})

test("one who was never here and is not away is not waited for longer", () => {
  call.missed()
  assert.equal(call.state.keptUntil, null)
  call.missed({ kept_for: 30 })
  assert.equal(call.state.keptUntil, 31_000)
})

test("why there is no picture is said once", () => {
  call.meet(ADA, { isOurs: true })
  const thin = { microphone: true, camera: false, screen: false, wants_picture: true, why: "thin" }
  for (const media of [thin, thin, { ...thin, why: null }, { ...thin, why: "background" }]) call.switched(media)
  assert.deepEqual(said, [
    "Ada’s connection has room for sound only. The picture comes back by itself.", "Ada’s phone is in the background.",
  ])
})

test("a screen is announced when it comes and when it goes", () => {
  call.meet(ADA, { isOurs: true })
  const media = { microphone: true, camera: true, screen: false, wants_picture: true, why: null }
  for (const screen of [false, true, true, false]) call.switched({ ...media, screen })
  assert.deepEqual(said, ["Ada shares a screen.", "Ada does not share a screen any more."])
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
