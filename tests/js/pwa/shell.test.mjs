import assert from "node:assert/strict"
import test from "node:test"
import { cacheName, isOld, wayFor } from "../../../static/js/pwa/shell.js"

const shell = { origin: "https://momentor.test", files: ["/static/dist/app-A.css"] }
const ask = (url, more = {}) => wayFor({ method: "GET", mode: "no-cors", url: shell.origin + url, ...more }, shell)

test("pages come from the network, always", () => {
  assert.equal(ask("/bookings", { mode: "navigate" }), "network")
})

test("files of the shell come from the device", () => {
  assert.equal(ask("/static/dist/app-A.css"), "shell")
})

test("nothing else is touched: fragments, pictures, sockets, other hosts", () => {
  assert.equal(ask("/mentors", { mode: "cors" }), "none")
  assert.equal(ask("/static/dist/room-B.js"), "none")
  assert.equal(ask("/socket.io/?transport=websocket"), "none")
  assert.equal(wayFor({ method: "GET", mode: "cors", url: "https://other.test/static/dist/app-A.css" }, shell), "none")
})

test("what changes something is never touched, not even as a page", () => {
  assert.equal(ask("/bookings/x/cancel", { method: "POST", mode: "navigate" }), "none")
})

test("only our older shells are old", () => {
  assert.equal(isOld(cacheName("1"), "2"), true)
  assert.equal(isOld(cacheName("2"), "2"), false)
  assert.equal(isOld("notes", "2"), false)
})
