import assert from "node:assert/strict"
import test from "node:test"
import { noteOf, pageOf, ringsAgain } from "../../../static/js/pwa/ringing.js"

const ORIGIN = "https://momentor.example"
const MESSAGE = {
  web_push: 8030,
  notification: {
    title: "Your talk starts in 5 minutes", body: "Open the room.", tag: "t", icon: "/icon.png",
    navigate: `${ORIGIN}/room/x`, data: { id: "<1@here>" },
  },
}

test("a note shows what it says, and keeps where it leads", () => {
  const { title, options } = noteOf(JSON.stringify(MESSAGE))
  assert.equal(title, "Your talk starts in 5 minutes")
  assert.deepEqual(options, {
    body: "Open the room.", tag: "t", icon: "/icon.png", data: { id: "<1@here>", navigate: `${ORIGIN}/room/x` },
  })
})

for (const text of [undefined, "", "{", "null", "7", "{}", '"words"']) {
  test(`a push that says ${text} still shows something, as browsers ask`, () => {
    const { title, options } = noteOf(text)
    assert.equal(title, "Momentor")
    assert.equal(options.data.navigate, "/")
  })
}

test("a newer note about the same thing rings again, a repeat does not", () => {
  const { options } = noteOf(JSON.stringify(MESSAGE))
  assert.equal(ringsAgain(options, []), true)
  assert.equal(ringsAgain(options, [{ data: { id: "<0@here>" } }, { data: null }]), true)
  assert.equal(ringsAgain(options, [{ data: { id: "<1@here>" } }]), false)
})

test("without a tag a browser refuses to ring again, so it is not told to", () => {
  assert.equal(ringsAgain({ data: {} }, []), false)
})

test("a pressed note leads to our own pages only", () => {
  assert.equal(pageOf({ navigate: `${ORIGIN}/room/x` }, ORIGIN), `${ORIGIN}/room/x`)
  assert.equal(pageOf({ navigate: "/bookings" }, ORIGIN), `${ORIGIN}/bookings`)
  for (const navigate of ["https://evil.test/", "//evil.test", "javascript:alert(1)", "http://[", undefined]) {
    assert.equal(pageOf({ navigate }, ORIGIN), `${ORIGIN}/`)
  }
  assert.equal(pageOf(null, ORIGIN), `${ORIGIN}/`)
})
