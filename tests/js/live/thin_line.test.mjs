import assert from "node:assert/strict"
import { test } from "node:test"

import { Figures } from "../../../static/js/live/figures.js"
import { ThinLine, putSoundFirst, sendPicture } from "../../../static/js/live/thin_line.js"

const WIDE = { room: 900_000, lost: 0, rtt: 0.05 }
const THIN = { room: 90_000, lost: 0.02, rtt: 0.4 }

/** Looks once a second; returns at which seconds the picture was held back or tried again. */
function changes(line, looks, { from = 0, isSending = true } = {}) {
  return looks.flatMap((look, index) => {
    const second = from + index
    return line.look(look, { now: second * 1000, isSending }) ? [[second, line.isPaused]] : []
  })
}

const times = (count, look) => Array(count).fill(look)

test("a thin line holds the picture back after three seconds, a moment of it does not", () => {
  const line = new ThinLine()
  assert.deepEqual(changes(line, [WIDE, THIN, THIN, WIDE, THIN, THIN]), [])
  assert.deepEqual(changes(line, [THIN], { from: 6 }), [[6, true]])
})

test("the picture comes back by a trial of eight seconds", () => {
  const line = new ThinLine()
  const looks = [...times(3, THIN), ...times(8 + 5, THIN), ...times(40, WIDE)] // the estimate rises during the trial
  assert.deepEqual(changes(line, looks), [[2, true], [10, false]])
  assert.equal(line.isPaused, false)
})

test("each trial that fails doubles the wait for the next", () => {
  const line = new ThinLine()
  const found = changes(line, times(120, THIN))
  assert.deepEqual(found, [[2, true], [10, false], [18, true], [34, false], [42, true], [74, false], [82, true]])
})

test("past the server a picture is given up when two percent stay lost, not for one packet", () => {
  const line = new ThinLine()
  const at = (looks, from) => looks.flatMap((look, index) => {
    const now = (from + index) * 1000
    return line.look(look, { now, isSending: true, mostLost: 0.02 }) ? [[from + index, line.isPaused]] : []
  })
  const [one, silent, lossy] = [{ ...WIDE, lost: 0.05 }, { ...WIDE, lost: null }, { ...WIDE, lost: 0.04 }]
  assert.deepEqual(at([one, silent, WIDE, WIDE, WIDE, WIDE], 0), [])
  assert.deepEqual(at(times(20, lossy), 6), [[10, true], [18, false]])
})

test("after half a minute that went well the wait is short again", () => {
  const line = new ThinLine()
  changes(line, [...times(26, THIN), ...times(60, WIDE)]) // one trial failed, the next did well
  const found = changes(line, times(20, THIN), { from: 100 })
  assert.deepEqual(found, [[102, true], [110, false], [118, true]])
})

test("who sends no picture is not judged, and one browser says less than another", () => {
  const line = new ThinLine()
  assert.deepEqual(changes(line, times(9, THIN), { isSending: false }), [])
  const silent = { room: null, lost: null, rtt: null }
  assert.deepEqual(changes(line, times(9, silent), { from: 20 }), [])
  assert.deepEqual(changes(line, times(3, { ...silent, lost: 0.3 }), { from: 40 }), [[42, true]])
  assert.deepEqual(changes(new ThinLine(), times(3, { ...silent, rtt: 1.4 })), [[2, true]])
})

function sender(kind) {
  return {
    track: { kind }, encodings: [{}],
    getParameters() { return { encodings: this.encodings.map(each => ({ ...each })) } },
    async setParameters({ encodings }) { this.encodings = encodings },
  }
}

test("the picture is held back without a negotiation, and the sound goes first", async () => {
  const [sound, picture] = [sender("audio"), sender("video")]
  const connection = { getSenders: () => [sound, picture, { track: null }] }
  await sendPicture(connection, false)
  await putSoundFirst(connection)
  assert.deepEqual(picture.encodings, [{ active: false }])
  assert.deepEqual(sound.encodings, [{ priority: "high", networkPriority: "high" }])
})

function statsOf({ sent, received, lost, reported = 1, fractionLost = 0, rtt = 0.1 }) {
  return new Map(Object.entries({
    t: { type: "transport", selectedCandidatePairId: "new" },
    old: { type: "candidate-pair", nominated: true, state: "succeeded", availableOutgoingBitrate: 1, currentRoundTripTime: 9 },
    new: { type: "candidate-pair", nominated: true, state: "succeeded", availableOutgoingBitrate: 300_000, currentRoundTripTime: rtt },
    out: { type: "outbound-rtp", kind: "audio", packetsSent: sent },
    in: { type: "inbound-rtp", kind: "audio", packetsReceived: received, packetsLost: lost },
    far: { type: "remote-inbound-rtp", id: "far", timestamp: reported, fractionLost, roundTripTime: 0.2 },
  }))
}

test("figures are of the last second and of the path in use", () => {
  const figures = new Figures()
  assert.equal(figures.look(statsOf({ sent: 100, received: 100, lost: 0 })), null)
  const look = figures.look(statsOf({ sent: 150, received: 145, lost: 5, reported: 2, fractionLost: 0.25 }))
  assert.deepEqual(look, { room: 300_000, rtt: 0.1, lost: 0.25, lostIn: 0.1, soundSent: 50 })
})

test("a report that was there before says nothing about now", () => {
  const figures = new Figures()
  const stats = statsOf({ sent: 1, received: 1, lost: 0, fractionLost: 0.5 })
  figures.look(stats)
  assert.deepEqual(figures.look(stats), { room: 300_000, rtt: 0.1, lost: null, lostIn: null, soundSent: 0 })
})
