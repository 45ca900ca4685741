import assert from "node:assert/strict"
import test from "node:test"
import { isStale, zoneCookie } from "../../../static/js/lib/zone.js"

const firstVisit = { zone: "Europe/Berlin", known: false, rendered: "UTC", signedIn: false }

test("a first visit is shown again in the reader's zone", () => {
  assert.equal(isStale(firstVisit), true)
})

test("a page in the reader's zone stays", () => {
  assert.equal(isStale({ ...firstVisit, rendered: "Europe/Berlin" }), false)
})

test("a zone the server was told and did not take is not asked for again", () => {
  assert.equal(isStale({ ...firstVisit, known: true }), false)
})

test("who is signed in has chosen a zone", () => {
  assert.equal(isStale({ ...firstVisit, signedIn: true }), false)
})

test("a page without times of its own is left alone", () => {
  assert.equal(isStale({ ...firstVisit, rendered: undefined }), false)
})

test("the cookie is for this site, for a year, and secure where the page is", () => {
  assert.equal(
    zoneCookie("Europe/Berlin", "https:"),
    "zone=Europe/Berlin; Path=/; Max-Age=31536000; SameSite=Lax; Secure",
  )
  assert.doesNotMatch(zoneCookie("Europe/Berlin", "http:"), /Secure/)
})
