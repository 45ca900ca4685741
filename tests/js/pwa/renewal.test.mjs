import assert from "node:assert/strict"
import test from "node:test"
import { renew } from "../../../static/js/pwa/renewal.js"

const PAGE = `<section data-server-key="BN-key_1">
  <form><input type="hidden" name="csrf_token" value="Im.token-1_x"></form></section>`
const PLACE = { endpoint: "https://push.example/new", keys: { p256dh: "p", auth: "a" } }
const subscription = { toJSON: () => PLACE }

function product({ html = PAGE, ok = true, redirected = false } = {}) {
  const posted = []
  const fetch = async (url, options) => {
    if (options?.method === "POST") posted.push([url, Object.fromEntries(options.body)])
    return { ok, redirected, text: async () => html }
  }
  return { fetch, posted }
}

function pushManager() {
  const asked = []
  return { asked, subscribe: async options => (asked.push(options), subscription) }
}

const TOLD = [["/settings/notifications/browsers", {
  csrf_token: "Im.token-1_x", endpoint: "https://push.example/new", p256dh: "p", auth: "a",
}]]

test("a browser that gives no new place is asked for one with our key", async () => {
  const { fetch, posted } = product(), manager = pushManager()
  assert.equal(await renew({}, manager, fetch), true)
  assert.deepEqual(manager.asked, [{ userVisibleOnly: true, applicationServerKey: "BN-key_1" }])
  assert.deepEqual(posted, TOLD)
})

test("a new place that it gives is handed on as it is", async () => {
  const { fetch, posted } = product(), manager = pushManager()
  await renew({ newSubscription: subscription }, manager, fetch)
  assert.deepEqual(manager.asked, [])
  assert.deepEqual(posted, TOLD)
})

for (const [why, away] of [
  ["signed out", { redirected: true }], ["the product is away", { ok: false }], ["another page", { html: "" }],
]) {
  test(`nothing is told: ${why}`, async () => {
    const { fetch, posted } = product(away), manager = pushManager()
    assert.equal(await renew({}, manager, fetch), false)
    assert.deepEqual([posted, manager.asked], [[], []])
  })
}
