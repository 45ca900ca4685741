import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { RoomSocket } from "../../../static/js/live/socket.js"
import { FakeSocket } from "./fake_socket.mjs"

const JOINED = { ok: true, here: [] }

let socket, heard, room, timers, brought

beforeEach(() => {
  socket = new FakeSocket()
  heard = []
  timers = []
  brought = null
  const hear = new Proxy({}, { get: (_, fact) => (...data) => heard.push([fact, ...data]) })
  room = new RoomSocket({
    socket, booking: "b1", visit: () => "v1", stateVector: () => "AA==", offer: () => brought, hear,
    isCurrent: signal => signal.call !== "old",
    later: run => timers.push(run),
  })
})

async function joined() {
  room.join()
  socket.open()
  await socket.answer(JOINED, "join")
  heard.length = 0
}

test("the socket of the lobby says nothing until somebody joins", async () => {
  socket.open()
  assert.deepEqual(socket.events, [])
  room.join()
  assert.deepEqual(await socket.answer(JOINED), { booking: "b1", visit: "v1", state_vector: "AA==" })
  assert.deepEqual(heard, [["joined", JOINED]])
})

test("an offer goes along with the join", async () => {
  brought = { type: "offer", sdp: "ours" }
  room.join()
  socket.open()
  assert.deepEqual((await socket.answer(JOINED)).offer, brought)
})

test("what is said before the join is acknowledged goes out after it", async () => {
  room.join()
  room.signal({ call: "c" })
  socket.open()
  assert.deepEqual(socket.events, ["join"])
  await socket.answer(JOINED)
  assert.deepEqual(socket.events, ["signal"])
})

test("what they answer to our coming is heard although it is there before we know that we are in", async () => {
  room.join()
  socket.open()
  socket.handlers.media_set({ peer: "ada", microphone: true, camera: true })
  socket.handlers.signal({ call: "c" })
  await socket.answer(JOINED)
  assert.deepEqual(heard.map(([fact]) => fact), ["reopened", "joined", "media_set", "signal"])
})

test("a lost socket joins again by itself and sends what was not acknowledged", async () => {
  await joined()
  room.signal({ n: 1 })
  socket.cut()
  await socket.answer("silence", "signal")
  room.signal({ n: 2 })
  socket.open()
  await socket.answer(JOINED, "join")
  assert.deepEqual(socket.emitted.map(message => message.data.n), [1, 2])
  assert.deepEqual(heard.map(([fact]) => fact), ["lost", "reopened", "joined"])
})

test("of several offers only the last goes out, behind the answers, whichever was lost first", async () => {
  await joined()
  const offer = n => ({ n, call: "c", description: { type: "offer" } })
  room.signal(offer(1))
  socket.cut()
  room.signal({ n: 2, call: "c", candidates: [] })
  room.signal({ n: 3, call: "c", description: { type: "answer" } })
  room.signal(offer(4))
  room.signal({ n: 5, call: "c", candidates: [] })
  await socket.answer("silence", "signal")
  socket.open()
  await socket.answer(JOINED, "join")
  assert.deepEqual(socket.emitted.map(message => message.data.n), [3, 4, 5])
})

test("a socket without a sign of life is replaced, one outside the room is left alone", async () => {
  assert.equal(await room.beat(), null)
  await joined()
  const lives = room.beat()
  await socket.answer({ ok: true }, "heartbeat")
  assert.equal(await lives, true)
  const dies = room.beat()
  await socket.answer("silence", "heartbeat")
  assert.equal(await dies, false)
  assert.equal(socket.connects, 2)
})

test("on another network no socket is waited for", async () => {
  room.reopen()
  assert.equal(socket.connects, 0)
  await joined()
  room.reopen()
  assert.deepEqual([socket.connects, socket.connected], [2, false])
})

test("signals of a call that is over do not go out", async () => {
  room.join()
  room.signal({ call: "old" })
  room.signal({ call: "new" })
  socket.open()
  await socket.answer(JOINED)
  assert.deepEqual(socket.emitted.map(message => message.data.call), ["new"])
})

test("what came too fast is said again a little later", async () => {
  await joined()
  const answered = room.ask("set_media", {})
  await socket.answer({ ok: false, error: "too_fast" })
  assert.deepEqual(socket.events, [])
  timers.pop()()
  await socket.answer({ ok: true })
  assert.deepEqual(await answered, { ok: true })
})

test("what each join settles anew is not kept: whoever asked hears of the silence", async () => {
  const silence = { ok: false, error: "silence" }
  assert.deepEqual(await room.ask("read_clock", {}), silence)
  await joined()
  const answered = room.ask("set_media", { camera: true })
  socket.cut()
  await socket.answer("silence", "set_media")
  assert.deepEqual(await answered, silence)
  socket.open()
  await socket.answer(JOINED, "join")
  assert.deepEqual(socket.events, [])
})

test("what was too fast for a socket that is gone goes the way of the lost", async () => {
  await joined()
  room.signal({ n: 1 })
  const answered = room.ask("read_clock", {})
  for (const event of ["signal", "read_clock"]) await socket.answer({ ok: false, error: "busy" }, event)
  socket.cut()
  for (const again of timers.splice(0)) again()
  assert.equal((await answered).error, "silence")
  socket.open()
  await socket.answer(JOINED, "join")
  assert.deepEqual(socket.events, ["signal"])
})

test("a refusal reaches whoever asked", async () => {
  await joined()
  const answered = room.ask("update_notes", {})
  await socket.answer({ ok: false, error: "quota" })
  assert.deepEqual(await answered, { ok: false, error: "quota" })
})

test("a socket that does not answer is replaced", async () => {
  await joined()
  room.signal({})
  await socket.answer("silence")
  assert.equal(socket.connects, 2)
  socket.open()
  await socket.answer(JOINED, "join")
  assert.deepEqual(socket.events, ["signal"])
})

test("a page that comes back to the front joins over the same socket, or over a new one", async () => {
  await joined()
  room.refresh()
  await socket.answer(JOINED, "join")
  assert.equal(socket.connects, 1)
  room.refresh()
  await socket.answer("silence", "join")
  assert.equal(socket.connects, 2)
})

test("facts are heard only inside the room", async () => {
  socket.open()
  socket.handlers.peer_joined({ peer: "p" })
  assert.deepEqual(heard, [])
  room.join()
  await socket.answer(JOINED)
  socket.handlers.peer_joined({ peer: "p" })
  assert.deepEqual(heard.slice(1), [["peer_joined", { peer: "p" }]])
})

test("elsewhere: we stay outside until told to take over", async () => {
  room.join()
  socket.open()
  await socket.answer({ ok: false, error: "elsewhere" })
  assert.deepEqual(heard.slice(1), [["refused", "elsewhere", { ok: false, error: "elsewhere" }]])
  room.takeOver()
  await socket.answer(JOINED, "take_over")
  assert.ok(room.isJoined)
})

test("who was taken over neither comes back by itself nor sends what waited", async () => {
  await joined()
  socket.handlers.taken_over({})
  assert.deepEqual(heard, [["taken_over"]])
  socket.cut("io server disconnect")
  assert.equal(socket.connects, 1)
  socket.open()
  room.refresh()
  assert.deepEqual(socket.events, [])
})

test("a full server is asked again later, a lost sign-in is not", () => {
  room.join()
  socket.active = false
  socket.handlers.connect_error(new Error("full"))
  assert.equal(timers.length, 1)
  socket.handlers.connect_error(new Error("signed_out"))
  assert.equal(timers.length, 1)
  assert.deepEqual(heard.map(([, code]) => code), ["full", "signed_out"])
})

test("trouble of the network is Socket.IO's to repeat", () => {
  room.join()
  socket.handlers.connect_error(new Error("websocket error"))
  assert.deepEqual(heard, [])
})

test("leaving says so and closes the socket", async () => {
  await joined()
  const left = room.leave()
  await socket.answer({ ok: true }, "leave")
  await left
  assert.equal(socket.connected, false)
  assert.ok(!room.isJoined)
})
