import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { Talk } from "../../../static/js/live/talk.js"

const ADA = { peer: "ada-tab", visit: "ada-visit", person: "ada", name: "Ada Lindqvist", part: "mentor" }
const EVE = { peer: "eve-tab", visit: "eve-visit", person: "eve", name: "Eve Moreau", part: "mentee" }
const BOTH_ON = { microphone: true, camera: true }

let done, sent, talk, renews, waiting

/** A call that notes what is done with it, and knows whether they are here. */
class FakeCall {
  state = { them: null, flow: "none" }

  constructor({ person, name = "Ada" }) {
    this.person = person
    this.name = name
    const note = what => (...rest) => void done.push([person, what, ...rest])
    this.link = {
      bringOffer: () => `an offer to ${person}`,
      receive: note("receive"), close: note("close"), restart: note("restart link"),
      isCurrent: ({ call }) => call === person,
    }
    this.switched = note("switched")
  }

  meet(them, who) {
    this.state.them = them
    done.push([this.person, "meet", who.isOurs, ...(who.isMade ? ["is made"] : [])])
  }

  joined(them, offer) {
    this.state.them = them
    done.push([this.person, "joined", ...(offer ? [offer] : [])])
  }

  missed(away) {
    done.push([this.person, "missed", away?.kept_for])
  }

  left({ reason }) {
    if (reason !== "gone") this.forget()
  }

  lost() {
    done.push([this.person, "lost"])
    if (renews) this.state.them = null
  }

  forget() {
    this.state.them = null
    done.push([this.person, "forget"])
  }
}

function talkWith(other) {
  done = []
  sent = []
  renews = false
  waiting = []
  talk = new Talk({
    notes: { joined: () => done.push(["notes joined"]), lost: () => done.push(["notes lost"]), receive: update => done.push(["notes", update]) },
    extras: { joined: () => {}, question: {}, chat: { heard: message => done.push(["chat", message]) }, slowedDown: name => done.push(["slower", name]) },
    clock: { take: clock => done.push(["clock", clock]), measure: () => done.push(["clock measured"]) },
    media: { sends: BOTH_ON }, other, makeCall: them => new FakeCall(them), endCall: call => done.push([call.person, "ended"]),
    show: () => {}, showWriting: name => done.push(["writing", name]), finish: () => done.push(["finish"]), local: () => 1000,
    later: (run, delay) => waiting.push([run, delay]),
  })
  talk.use({ ask: (event, data) => sent.push([event, data]) })
}

const joinedWith = (...here) => ({ ok: true, here, clock: { rev: 0 }, notes: { update: "AAA=", state_vector: "AA==" } })
const doneTo = person => done.filter(([who]) => who === person).map(([, ...rest]) => rest)

beforeEach(() => talkWith("ada"))

test("who joins takes clock and notes, says what is sent, and waits", () => {
  talk.hear.joined(joinedWith())
  assert.equal(talk.state.place, "in")
  assert.deepEqual(sent, [["set_media", BOTH_ON]])
  assert.deepEqual(done.slice(0, 2), [["clock", { rev: 0 }], ["notes joined"]])
  assert.equal(talk.calls.length, 1)
})

test("the clock is measured when the way to the other has been found", () => {
  talk.hear.joined(joinedWith(ADA))
  const [[measure, delay]] = waiting
  assert.ok(delay >= 500 && !done.some(([what]) => what === "clock measured"))
  measure()
  assert.deepEqual(done.at(-1), ["clock measured"])
})

test("an offer goes along with a join, theirs and ours, but not into a group", () => {
  assert.equal(talk.bringOffer(), "an offer to ada")
  talk.hear.joined({ ...joinedWith(ADA), offered: true })
  assert.deepEqual(doneTo("ada"), [["meet", true, "is made"]])
  talk.hear.peer_joined({ ...ADA, offer: "hers" })
  assert.deepEqual(doneTo("ada").at(-1), ["joined", "hers"])
  assert.equal("offer" in talk.calls[0].state.them, false)
  talkWith(null)
  assert.equal(talk.bringOffer(), null)
})

test("a connection that is lost before the room has answered leaves one at the door", () => {
  talk.enter()
  talk.hear.lost()
  assert.equal(talk.state.place, "joining")
  talk.hear.joined(joinedWith())
  assert.equal(talk.state.place, "in")
})

test("who comes is told what we send", () => {
  talk.hear.joined(joinedWith())
  sent = []
  talk.hear.peer_joined(ADA)
  assert.deepEqual(sent, [["set_media", BOTH_ON]])
  assert.deepEqual(doneTo("ada").at(-1), ["joined"])
})

test("a lost socket holds the notes back and keeps everything else", () => {
  talk.hear.joined(joinedWith(ADA))
  done = []
  talk.hear.lost()
  assert.deepEqual(done, [["notes lost"], ["ada", "lost"]])
  assert.equal(talk.state.place, "lost")
})

test("taken over, we send nothing any more", () => {
  talk.hear.joined(joinedWith(ADA))
  talk.hear.taken_over()
  assert.equal(talk.state.place, "taken_over")
  assert.deepEqual(doneTo("ada").at(-1), ["forget"])
  sent = []
  talk.tellMedia()
  assert.deepEqual(sent, [])
})

test("what may change keeps the connection, any other refusal ends it", () => {
  for (const code of ["elsewhere", "full", "too_many"]) talk.hear.refused(code)
  assert.deepEqual(doneTo("ada"), [])
  talk.hear.refused("not_found")
  assert.deepEqual(doneTo("ada"), [["close"]])
  assert.deepEqual([talk.state.place, talk.state.code], ["refused", "not_found"])
})

test("both endings lead to the closing form", () => {
  talk.hear.ended({})
  talk.hear.refused("over")
  assert.equal(doneTo("finish").length, 2)
})

test("their writing is shown with their name", () => {
  talk.hear.joined(joinedWith(ADA))
  talk.hear.notes_updated({ update: "AAA=", by: ADA.peer })
  assert.deepEqual(done.slice(-2), [["notes", "AAA="], ["writing", "Ada"]])
})

test("a message is shown, and a wish for slower words with the name of who has it", () => {
  talk.hear.joined(joinedWith(ADA))
  done = []
  talk.hear.chat_sent({ text: "Hello" })
  talk.hear.slowed_down({ peer: ADA.peer })
  assert.deepEqual(done, [["chat", { text: "Hello" }], ["slower", "Ada"]])
})

test("in a group everybody has a call of their own, from when they come until they leave", () => {
  talkWith(null)
  assert.equal(talk.calls.length, 0)
  talk.hear.joined(joinedWith(ADA))
  talk.hear.peer_joined(EVE)
  assert.deepEqual(talk.calls.map(({ name }) => name), [ADA.name, EVE.name])
  assert.deepEqual(doneTo("ada"), [["meet", true]])
  assert.deepEqual(doneTo("eve"), [["joined"]])

  talk.hear.peer_left({ peer: ADA.peer, reason: "left" })
  assert.deepEqual(talk.calls.map(({ name }) => name), [EVE.name])
  assert.deepEqual(doneTo("ada").slice(-2), [["close"], ["ended"]])
})

test("in a group a fact concerns the one it names", () => {
  talkWith(null)
  talk.hear.joined(joinedWith(ADA, EVE))
  done = []
  talk.hear.media_set({ peer: EVE.peer, microphone: false, camera: true })
  talk.hear.notes_updated({ update: "AAA=", by: EVE.peer })
  talk.hear.peer_left({ peer: "somebody-else", reason: "left" })
  assert.deepEqual(doneTo("eve"), [["switched", { microphone: false, camera: true }]])
  assert.deepEqual(doneTo("writing"), [[EVE.name]])
  assert.equal(talk.calls.length, 2)
  assert.ok(talk.isCurrent({ call: "eve" }) && !talk.isCurrent({ call: "gone" }))
})

test("in a group one who gets less than the others hears so alone", () => {
  talkWith(null)
  talk.hear.joined(joinedWith(ADA, EVE))
  const thin = { microphone: true, camera: false, why: "thin" }
  talk.describe = call => (call?.person === "eve" ? thin : BOTH_ON)
  sent = []
  talk.tellMedia()
  assert.deepEqual(sent, [["set_media", BOTH_ON], ["set_media", { ...thin, to: EVE.peer }]])
})

test("in a group a lost socket makes no new visit, and who is not there at once may come back", () => {
  talkWith(null)
  talk.hear.joined(joinedWith(ADA, EVE))
  talk.calls[0].state.flow = "flowing"
  talk.hear.lost()
  assert.deepEqual(doneTo("ada"), [["meet", true]])
  talk.hear.joined({ ...joinedWith(ADA), away: [{ ...EVE, kept_for: 80 }] })
  assert.deepEqual(doneTo("eve").at(-1), ["missed", 80])
  assert.deepEqual(talk.calls.map(({ name }) => name), [ADA.name, EVE.name])
})
