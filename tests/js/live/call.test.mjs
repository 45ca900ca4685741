import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { Call } from "../../../static/js/live/call.js"

const ADA = { peer: "ada-tab", visit: "ada-visit", name: "Ada Lindqvist", part: "mentor" }
const BOTH_ON = { microphone: true, camera: true }

let done, sent, said, call, link

/** Stands in for a part: notes every call as `[part, method, …arguments]`. */
const part = name => new Proxy({}, {
  get: (own, method) => own[method] ?? ((...rest) => void done.push([name, method, ...rest])),
  set: (own, key, value) => {
    if (typeof value === "function") own[key] = value
    else done.push([name, key, value])
    return true
  },
})

beforeEach(() => {
  done = []
  sent = []
  said = []
  link = part("link")
  call = new Call({
    link, notes: part("notes"), clock: part("clock"), media: { state: BOTH_ON },
    name: "Ada", say: words => said.push(words), show: () => {}, showWriting: () => done.push(["writing"]),
    finish: () => done.push(["finish"]), local: () => 1000,
  })
  call.use({ ask: (event, data) => sent.push([event, data]) })
})

const joinedWith = (...here) => ({ ok: true, here, clock: { rev: 0 }, notes: { update: "AAA=", state_vector: "AA==" } })
const doneBy = name => done.filter(([who]) => who === name).map(([, ...rest]) => rest)

test("who joins takes clock and notes, says what is sent, and waits", () => {
  call.hear.joined(joinedWith())
  assert.equal(call.state.place, "in")
  assert.equal(call.state.them, null)
  assert.deepEqual(sent, [["set_media", BOTH_ON]])
  assert.equal(doneBy("notes")[0][0], "joined")
  assert.equal(doneBy("clock")[0][0], "take")
})

test("a connection that is lost before the room has answered leaves one at the door", () => {
  call.enter()
  call.hear.lost()
  assert.equal(call.state.place, "joining")
  call.hear.joined(joinedWith())
  assert.equal(call.state.place, "in")
})

test("the newcomer makes the first offer, who is there waits for it", () => {
  call.hear.joined(joinedWith(ADA))
  assert.deepEqual(doneBy("link"), [["meet", ADA, { isOurs: true }]])

  done = []
  call.hear.peer_joined({ ...ADA, visit: "ada-visit-2" })
  assert.deepEqual(doneBy("link"), [["meet", { ...ADA, visit: "ada-visit-2" }, { isOurs: false }]])
})

test("a newcomer is told what we send, and is announced", () => {
  call.hear.joined(joinedWith())
  sent = []
  call.hear.peer_joined(ADA)
  assert.deepEqual(sent, [["set_media", BOTH_ON]])
  assert.deepEqual(said, ["Ada is here."])
  call.hear.peer_joined(ADA)
  assert.deepEqual(said, ["Ada is here."])
})

test("coming back to somebody we see builds nothing", () => {
  call.hear.joined(joinedWith(ADA))
  call.hear.lost()
  done = []
  call.hear.joined(joinedWith(ADA))
  assert.deepEqual(doneBy("link"), [["restart"]])
})

test("a connection that had not come about when the socket was lost begins again", () => {
  link.renew = () => true
  call.hear.joined(joinedWith(ADA))
  call.hear.lost()
  assert.equal(call.state.them, null)
  done = []
  call.hear.joined(joinedWith(ADA))
  assert.deepEqual(doneBy("link"), [["meet", ADA, { isOurs: true }]])
})

test("their socket may go while their picture stays", () => {
  call.hear.joined(joinedWith(ADA))
  call.flow("flowing")
  call.hear.peer_left({ peer: ADA.peer, reason: "gone" })
  assert.equal(call.state.them, ADA)
  call.hear.joined(joinedWith())
  assert.equal(call.state.them, ADA)
})

test("without a picture, and not in the room, they are not here", () => {
  call.hear.joined(joinedWith(ADA))
  call.flow("stalled")
  call.hear.joined(joinedWith())
  assert.equal(call.state.them, null)
})

test("who says goodbye has left", () => {
  call.hear.joined(joinedWith(ADA))
  call.hear.peer_left({ peer: "somebody-else", reason: "left" })
  assert.equal(call.state.hasLeft, false)
  call.hear.peer_left({ peer: ADA.peer, reason: "left" })
  assert.equal(call.state.hasLeft, true)
  assert.deepEqual(said, ["Ada has left."])
  assert.deepEqual(doneBy("link").at(-1), ["drop"])
})

test("who moves to another device has not left", () => {
  call.hear.joined(joinedWith(ADA))
  call.hear.peer_left({ peer: ADA.peer, reason: "moved" })
  call.hear.peer_joined({ ...ADA, peer: "ada-phone", visit: "ada-visit-2" })
  assert.equal(call.state.hasLeft, false)
  assert.equal(call.state.them.peer, "ada-phone")
})

test("what they send is known once they have said so", () => {
  call.hear.joined(joinedWith(ADA))
  assert.equal(call.state.theirMedia, null)
  call.hear.media_set({ peer: ADA.peer, microphone: false, camera: false })
  assert.deepEqual(call.state.theirMedia, { microphone: false, camera: false })
  assert.deepEqual(doneBy("link").at(-1), ["isExpecting", false])
  call.hear.media_set({ peer: "somebody-else", microphone: true, camera: true })
  assert.deepEqual(call.state.theirMedia, { microphone: false, camera: false })
})

test("a stall and its end are said once each", () => {
  call.hear.joined(joinedWith(ADA))
  for (const flow of ["flowing", "stalled", "stalled", "flowing"]) call.flow(flow)
  assert.deepEqual(said, ["Ada’s connection dropped. Reconnecting.", "Ada is back."])
})

test("a lost socket holds the notes back and keeps everything else", () => {
  call.hear.joined(joinedWith(ADA))
  call.flow("flowing")
  done = []
  call.hear.lost()
  assert.deepEqual(done, [["notes", "lost"], ["link", "renew"]])
  assert.equal(call.state.place, "lost")
})

test("taken over, we send nothing any more", () => {
  call.hear.joined(joinedWith(ADA))
  call.hear.taken_over()
  assert.equal(call.state.place, "taken_over")
  sent = []
  call.tellMedia()
  assert.deepEqual(sent, [])
})

test("what may change keeps the connection, any other refusal ends it", () => {
  for (const code of ["elsewhere", "full", "too_many"]) call.hear.refused(code)
  assert.deepEqual(doneBy("link"), [])
  call.hear.refused("not_found")
  assert.deepEqual(doneBy("link"), [["close"]])
  assert.deepEqual([call.state.place, call.state.code], ["refused", "not_found"])
})

test("both endings lead to the closing form", () => {
  call.hear.ended({})
  call.hear.refused("over")
  assert.equal(doneBy("finish").length, 2)
})

test("their writing is shown", () => {
  call.hear.notes_updated({ update: "AAA=", by: ADA.peer })
  assert.deepEqual(done, [["notes", "receive", "AAA="], ["writing"]])
})
