import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"

import { Ways } from "../../../static/js/live/ways.js"

const STUN = [{ urls: ["stun:one"] }]
const TURN = [{ urls: ["turn:two"], username: "2:ben:room", credential: "x" }]

class FakeConnection {
  localDescription = null

  constructor(configuration) {
    this.configuration = configuration
  }

  getTransceivers() {
    return []
  }

  getConfiguration() {
    return this.configuration
  }

  setConfiguration(configuration) {
    this.configuration = configuration
  }

  close() {}
}

const settled = () => new Promise(resolve => setTimeout(resolve, 20))

beforeEach(() => {
  globalThis.RTCPeerConnection = FakeConnection
})

afterEach(() => {
  delete globalThis.RTCPeerConnection
})

function linkOf(way) {
  const settings = { way, ice_servers: STUN, person: "ada" }
  const ways = new Ways({ settings, self: { peer: "ben-tab", visit: "ben-visit" }, media: { stream: {}, sent: [] }, socket: () => null })
  const link = ways.link({ show: {}, may: () => true, refused: () => {} })
  link.prepare()
  return { ways, link, policy: () => link.connection.configuration.iceTransportPolicy }
}

test("every way is open unless an address is to be hidden", () => {
  assert.equal(linkOf("direct").policy(), "all")
  assert.equal(linkOf("turn").policy(), "relay")
  assert.equal(linkOf("server").policy(), "relay")
})

test("where only the server is left we connect with it, and it may see us", async () => {
  const { link, policy } = linkOf("server")
  await settled()
  assert.equal(policy(), "all")
  assert.equal(link.mostLost, 0.02)
})

test("who hides their address by the time we join changes our way", async () => {
  const { ways, link, policy } = linkOf("direct")
  ways.take({ way: "turn", ice_servers: TURN }, [link])
  assert.equal(policy(), "relay")
  assert.deepEqual(link.connection.configuration.iceServers, TURN)
  ways.take({ way: "server", ice_servers: STUN }, [link])
  await settled()
  assert.equal(link.mostLost, 0.02)
})

test("a connection gets the new keys, one that has not begun keeps what it has gathered", () => {
  const { ways, link } = linkOf("direct")
  ways.take({ way: "direct", ice_servers: TURN }, [link])
  assert.deepEqual(link.connection.configuration.iceServers, STUN)
  link.connection.localDescription = { type: "offer" }
  ways.take({ way: "direct", ice_servers: TURN }, [link])
  assert.deepEqual(link.connection.configuration.iceServers, TURN)
  assert.equal(link.connection.configuration.iceTransportPolicy, "all")
})
