import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { RoomClock, faceOf, offsetOf, warningWords } from "../../../static/js/live/clock.js"

const MINUTE = 60_000
const AT_TEN = 1_772_460_000_000
const SEVEN_MINUTES_WRONG = 7 * MINUTE

let time // of the server
const local = () => time + SEVEN_MINUTES_WRONG

function wire(change = {}) {
  return {
    now: time, starts_at: null, ends_at: null,
    booked_starts_at: AT_TEN, booked_ends_at: AT_TEN + 20 * MINUTE,
    opens_at: AT_TEN - 15 * MINUTE, closes_at: AT_TEN + 22 * MINUTE,
    grace_seconds: 120, agenda, phases: [], rev: 0, ...change,
  }
}

const agenda = [["open", "Open", 2], ["goal", "Goal", 3], ["explore", "Both sides", 8], ["decide", "Decide", 5], ["commit", "Commit", 2]]
const phases = [["open", 0], ["goal", 2], ["explore", 5], ["decide", 13], ["commit", 18]].map(([name, at]) => [name, AT_TEN + at * MINUTE])
const running = { starts_at: AT_TEN, ends_at: AT_TEN + 20 * MINUTE, phases, rev: 1 }
const look = clock => faceOf(clock, { them: "Ada" })

beforeEach(() => {
  time = AT_TEN
})

test("a phone that is seven minutes wrong shows the right time", () => {
  const clock = new RoomClock(wire(running), { local })
  time += 5 * MINUTE
  assert.equal(look(clock).time, "15:00")
})

test("of five round trips the shortest tells the offset", () => {
  const samples = [
    { sent: 0, received: 900, now: 5800 },
    { sent: 1000, received: 1020, now: 6010 },
    { sent: 2000, received: 2300, now: 7020 },
  ]
  assert.equal(offsetOf(samples), 5000)
})

test("measuring asks five times and survives a refusal", async () => {
  const clock = new RoomClock(wire({ now: time - 3000 }), { local })
  let asked = 0
  await clock.measure(async () => {
    asked += 1
    return { ok: true, clock: wire() }
  })
  assert.equal(asked, 5)
  assert.equal(clock.now, time)

  await clock.measure(async () => ({ ok: false, error: "not_joined" }))
  assert.equal(clock.now, time)
})

test("early people see when it starts, never red", () => {
  time = AT_TEN - 6 * MINUTE
  const face = look(new RoomClock(wire(), { local }))
  assert.deepEqual(face, { time: "6:00", words: "until it starts", share: 100, isLast: false })
})

test("after the booked start the clock stands until both are there", () => {
  time += 3 * MINUTE
  const face = look(new RoomClock(wire(), { local }))
  assert.deepEqual([face.time, face.words], ["20:00", "starts when Ada is here"])
})

test("the last minute is red and says what comes after it", () => {
  const clock = new RoomClock(wire(running), { local })
  time += 19 * MINUTE
  assert.deepEqual(look(clock), { time: "1:00", words: "then 2 min to finish", share: 5, isLast: true })
})

test("at zero the grace runs, and after it the room is closed", () => {
  const clock = new RoomClock(wire(running), { local })
  time += 20 * MINUTE
  assert.equal(clock.phase, "grace")
  assert.equal(look(clock).time, "2:00")
  time += 2 * MINUTE
  assert.equal(clock.phase, "closed")
})

test("five, two and one minute are said once, also when ticks are missed", () => {
  const clock = new RoomClock(wire(running), { local })
  const said = []
  for (let tick = 0; tick < 20 * 60; tick += 1) {
    time = AT_TEN + tick * 1000
    said.push(clock.warning())
  }
  assert.deepEqual(said.filter(Boolean), [5, 2, 1])

  const sleepy = new RoomClock(wire(running), { local: () => time })
  time = AT_TEN
  sleepy.warning()
  time = AT_TEN + 18.5 * MINUTE
  assert.equal(sleepy.warning(), 2)
})

test("who comes late is not told about minutes that have passed", () => {
  time += 16 * MINUTE
  const clock = new RoomClock(wire(running), { local })
  assert.equal(clock.warning(), null)
})

test("a newer clock wins over an older one, whatever the order", () => {
  const clock = new RoomClock(wire(running), { local })
  clock.take(wire({ ...running, ends_at: AT_TEN + 25 * MINUTE, rev: 2 }))
  clock.take(wire(running))
  assert.equal(clock.endsAt, AT_TEN + 25 * MINUTE)
})

test("what the mentor calls a phase stands under the time", () => {
  time += 9 * MINUTE
  assert.equal(look(new RoomClock(wire(running), { local })).words, "Both sides, 4 min")
})

test("a change of the agenda neither hides a warning nor says one again, and more time arms them anew", () => {
  const clock = new RoomClock(wire(running), { local: () => time })
  const longer = { ...running, ends_at: AT_TEN + 25 * MINUTE, closes_at: AT_TEN + 27 * MINUTE }
  const said = []
  for (let tick = 0; tick < 25 * 240; tick += 1) {
    time = AT_TEN + tick * 250
    if (tick === 18 * 240) clock.take(wire({ ...running, rev: 2 })) // just as two minutes are left
    if (tick === 19 * 240 - 4) clock.take(wire({ ...longer, rev: 3 }))
    if (tick % 240 === 100) clock.take(wire({ ...(tick < 19 * 240 ? running : longer), rev: tick < 19 * 240 ? 2 : 3 }))
    said.push(clock.warning())
  }
  assert.deepEqual(said.filter(Boolean), [5, 2, 5, 2, 1])
})

test("what came of the round trips before one failed is used", async () => {
  const clock = new RoomClock(wire({ now: time - 3000 }), { local })
  let asked = 0
  await clock.measure(async () => (++asked < 3 ? { ok: true, clock: wire() } : { ok: false, error: "silence" }))
  assert.deepEqual([asked, clock.now], [3, time])
})

test("a local clock that was set, or slept, is noticed once", () => {
  let day = 1000, passed = 0
  const clock = new RoomClock(wire(), { local: () => day, steady: () => passed })
  const after = (milliseconds, wall = milliseconds) => { day += wall; passed += milliseconds; return clock.hasJumped() }
  assert.deepEqual([after(250), after(250, 600), after(250, -7 * MINUTE), after(250), after(0, 30_000), after(250)],
    [false, false, true, false, true, false])
})

test("the warnings in words", () => {
  assert.equal(warningWords(5, 2), "5 minutes are left.")
  assert.equal(warningWords(1, 2), "One minute is left. Then 2 minutes to finish.")
})
