import assert from "node:assert/strict"
import { test } from "node:test"
import * as Y from "yjs"

import { fromBase64, toBase64 } from "../../../static/js/live/base64.js"
import { MOST, SharedNotes, takeTogether } from "../../../static/js/live/notes.js"

const EMPTY = { update: "AAA=", state_vector: "AA==" }
const settled = () => new Promise(resolve => setImmediate(resolve))

/** The server as the notes see it: rows, and answers that the test gives. */
class FakeServer {
  rows = []
  waiting = []

  send = update => new Promise(resolve => this.waiting.push({ update, resolve }))

  async answer(answer = { ok: true }) {
    const { update, resolve } = this.waiting.shift()
    if (answer.ok) this.rows.push(fromBase64(update))
    resolve(answer)
    await settled()
  }

  join(notes) {
    const all = this.rows.length ? Y.mergeUpdates(this.rows) : fromBase64(EMPTY.update)
    notes.joined({
      update: toBase64(Y.diffUpdate(all, fromBase64(notes.stateVector))),
      state_vector: toBase64(Y.encodeStateVectorFromUpdate(all)),
    })
  }

  get text() {
    const doc = new Y.Doc()
    for (const row of this.rows) Y.applyUpdate(doc, row)
    return doc.getText("notes").toString()
  }
}

function page() {
  const server = new FakeServer()
  const told = []
  const notes = new SharedNotes({ send: server.send, tell: state => told.push(state) })
  return { server, notes, told }
}

test("each change is sent, and those made meanwhile go together", async () => {
  const { server, notes } = page()
  server.join(notes)
  for (const letter of "abc") notes.text.insert(notes.text.length, letter)
  assert.equal(server.waiting.length, 1)
  await server.answer()
  assert.equal(server.text, "a")
  await server.answer()
  assert.equal(server.text, "abc")
  assert.equal(server.waiting.length, 0)
})

test("what others wrote is shown and not sent back", async () => {
  const { server, notes } = page()
  server.join(notes)
  const other = new Y.Doc()
  other.getText("notes").insert(0, "hello")
  notes.receive(toBase64(Y.encodeStateAsUpdate(other)))
  assert.equal(notes.text.toString(), "hello")
  assert.equal(server.waiting.length, 0)
})

test("what is written without a connection is sent at the next join", async () => {
  const { server, notes, told } = page()
  server.join(notes)
  notes.lost()
  notes.text.insert(0, "offline")
  notes.text.delete(0, 3)
  assert.equal(told.at(-1), "waiting")
  assert.equal(server.waiting.length, 0)
  server.join(notes)
  await server.answer()
  assert.equal(server.text, "line")
  assert.equal(told.at(-1), "sent")
})

test("an update whose acknowledgement was lost is sent again and harms nothing", async () => {
  const { server, notes } = page()
  server.join(notes)
  notes.text.insert(0, "a")
  server.rows.push(fromBase64(server.waiting[0].update)) // stored, but the answer never comes
  notes.lost()
  server.waiting.length = 0
  notes.text.insert(1, "b")
  server.join(notes)
  await server.answer()
  assert.equal(server.text, "ab")
})

test("a deletion alone is not forgotten, though no state vector knows it", async () => {
  const { server, notes } = page()
  server.join(notes)
  notes.text.insert(0, "ab")
  await server.answer()
  notes.lost()
  notes.text.delete(0, 1)
  server.join(notes)
  await server.answer()
  assert.equal(server.text, "b")
})

test("who has nothing to add sends nothing at a join", async () => {
  const { server, notes } = page()
  server.join(notes)
  notes.text.insert(0, "ab")
  notes.text.delete(0, 1)
  await server.answer()
  await server.answer()
  server.join(notes)
  assert.equal(server.waiting.length, 0)
})

test("a server that lost its memory gets everything back", async () => {
  const { server, notes } = page()
  server.join(notes)
  notes.text.insert(0, "kept")
  await server.answer()
  server.rows.length = 0
  server.join(notes)
  await server.answer()
  assert.equal(server.text, "kept")
})

test("much that was written offline goes as several updates, none too long", async () => {
  const { server, notes } = page()
  server.join(notes)
  notes.lost()
  for (let i = 0; i < 20; i += 1) notes.text.insert(notes.text.length, `${i}`.repeat(8000).slice(0, 8000))
  server.join(notes)
  while (server.waiting.length) {
    assert.ok(fromBase64(server.waiting[0].update).length <= MOST)
    await server.answer()
  }
  assert.equal(server.text, notes.text.toString())
})

test("after a refusal nothing more is sent until the next join, and nothing is dropped", async () => {
  const { server, notes, told } = page()
  server.join(notes)
  notes.text.insert(0, "a")
  await server.answer({ ok: false, error: "quota" })
  notes.text.insert(1, "b")
  assert.equal(server.waiting.length, 0)
  assert.ok(told.includes("full"))
  server.join(notes)
  await server.answer()
  assert.equal(server.text, "ab")
})

test("before leaving we wait until all is acknowledged, but not for ever", async () => {
  const { server, notes } = page()
  await notes.settle(1)
  server.join(notes)
  notes.text.insert(0, "a")
  const done = notes.settle(60_000)
  await server.answer()
  await done
  notes.text.insert(0, "b")
  await notes.settle(1)
})

test("as many updates as fit go together, one that is too long goes alone", () => {
  const updates = [3, 3, 3, 9, 1].map(size => new Uint8Array(size))
  assert.equal(takeTogether(updates, 6).length, 2)
  assert.equal(takeTogether(updates, 6).length, 1)
  assert.equal(takeTogether(updates, 6).length, 1)
  assert.equal(takeTogether(updates, 6).length, 1)
  assert.equal(updates.length, 0)
})

/** What stays on the device, as Kept does it. */
class FakeKept {
  rows = []
  add = update => this.rows.push(update)
  read = () => Promise.resolve([...this.rows])
  clear = () => { this.rows.length = 0 }
}

test("what is not acknowledged stays on the device, and goes out with the next page", async () => {
  const { server, notes } = page()
  const kept = new FakeKept()
  notes.text.insert(0, "a") // before there was somewhere to keep it
  await notes.keepIn(kept)
  server.join(notes)
  assert.equal(kept.rows.length, 1)
  await server.answer()
  assert.equal(kept.rows.length, 0)
  notes.lost()
  notes.text.insert(1, "b")
  notes.text.delete(0, 1)
  assert.equal(kept.rows.length, 2)

  const next = new SharedNotes({ send: server.send }) // the page was loaded anew
  await next.keepIn(kept)
  assert.equal(next.text.toString(), "", "what it stands on comes with the join")
  server.join(next)
  assert.equal(next.text.toString(), "b")
  await server.answer()
  assert.equal(server.text, "b")
  assert.equal(kept.rows.length, 0)
})

test("what is found on the device after the join goes out as well", async () => {
  const { server, notes } = page()
  const kept = new FakeKept()
  const other = new Y.Doc()
  other.getText("notes").insert(0, "from before")
  kept.add(Y.encodeStateAsUpdate(other))
  server.join(notes)
  await notes.keepIn(kept)
  assert.equal(notes.text.toString(), "from before")
  await server.answer()
  assert.equal(server.text, "from before")
  assert.equal(kept.rows.length, 0)
})
