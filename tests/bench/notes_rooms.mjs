/** Two people in each of many rooms, one of them typing: how long until the other one has each letter.
 *  Reads {kind, url, rooms, seconds, pause} and prints the milliseconds of each keystroke. */

import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider"
import { text } from "node:stream/consumers"
import { setTimeout as wait } from "node:timers/promises"
import { io } from "socket.io-client"
import WebSocket from "ws"
import * as Y from "yjs"

import { SharedNotes } from "../../static/js/live/notes.js"

const plan = JSON.parse(await text(process.stdin))
const join = { ours: joinOurs, hocuspocus: joinHocuspocus }[plan.kind]
const rooms = []
for (const room of plan.rooms) rooms.push(await Promise.all(room.tabs.map(tab => join(room, tab))))
const taken = (await Promise.all(rooms.map(([writer, reader], place) => type(writer, reader, place)))).flat()
console.log(JSON.stringify(taken))
process.exit()

/** Type letters at a steady pace; the rooms begin one after the other. */
async function type(writer, reader, place) {
  const began = [], taken = []
  reader.observe(({ delta }) => {
    for (const { insert = "" } of delta) {
      for (let count = insert.length; count > 0; count -= 1) taken.push(performance.now() - began[taken.length])
    }
  })
  await wait(plan.pause * place / rooms.length)
  for (let count = plan.seconds * 1000 / plan.pause; count > 0; count -= 1) {
    began.push(performance.now())
    writer.insert(writer.length, "x")
    await wait(plan.pause)
  }
  for (let looks = 0; taken.length < began.length && looks < 300; looks += 1) await wait(100)
  if (taken.length !== began.length) throw new Error(`${taken.length} of ${began.length} letters arrived`)
  return taken
}

/** As our page does it: a lost connection comes back, joins again, and sends what is not acknowledged. */
async function joinOurs({ booking }, { cookie, csrf, peer, visit }) {
  const socket = io(`${plan.url}/live`, {
    transports: ["websocket"], forceNew: true, reconnectionDelay: 200,
    auth: { csrf, peer }, extraHeaders: { Cookie: cookie, Origin: plan.url },
  })
  const say = (event, data) => socket.timeout(20_000).emitWithAck(event, data).catch(() => ({ ok: false, error: "silence" }))
  const ask = async (event, data) => {
    for (;;) {
      const answer = await say(event, data)
      if (!["busy", "too_fast"].includes(answer.error)) return answer
      await wait(500)
    }
  }
  const send = async update => {
    const answer = await ask("update_notes", { update })
    if (!answer.ok) socket.disconnect().connect() // and join again, which sends it again
    return answer
  }
  const notes = new SharedNotes({ send })
  socket.on("notes_updated", ({ update }) => notes.receive(update))
  socket.on("disconnect", () => notes.lost())
  await new Promise((done, fail) => {
    socket.on("connect_error", ({ message }) => socket.active || fail(new Error(message)))
    socket.on("connect", async () => {
      const answer = await ask("join", { booking, visit, state_vector: notes.stateVector })
      if (answer.ok) done(notes.joined(answer.notes))
      else if (answer.error !== "silence") fail(new Error(answer.error))
    })
  })
  return notes.text
}

async function joinHocuspocus({ booking }) {
  const document = new Y.Doc()
  const websocketProvider = new HocuspocusProviderWebsocket({ url: plan.url, WebSocketPolyfill: WebSocket })
  const provider = new HocuspocusProvider({ websocketProvider, name: booking, document })
  provider.attach()
  await new Promise(done => provider.on("synced", done))
  return document.getText("notes")
}
