/** Measure the way to the server's own peer before a call: does a channel open, how long is a
 *  message there and back, how many get lost. Gives figures and a verdict; the page has the words. */

const PINGS = 20
const PING_EVERY = 75 // ms
const LAST_ECHO_WITHIN = 1000 // ms after the last ping
const GATHERING_WITHIN = 1000 // ms; an unreachable STUN server must not hold us up
const OPEN_WITHIN = 6000 // ms

/** @typedef {"good" | "audio" | "trouble"} Verdict audio: sound will do, pictures may not */

/**
 * @typedef {object} ConnectionCheck
 * @property {Verdict} verdict
 * @property {number | null} rtt median in ms; null when nothing came back
 * @property {number} loss share of messages that did not come back, 0 to 1
 * @property {boolean} direct whether the server was reached over UDP and without a relay
 */

/**
 * Rejects only when `ask` does: then the server could not check, which says nothing about the way.
 *
 * @param {object} with_
 * @param {(offerSdp: string) => Promise<string>} with_.ask hands the offer over, brings the answer
 * @param {RTCIceServer[]} [with_.iceServers]
 * @param {typeof globalThis.RTCPeerConnection} [with_.RTCPeerConnection]
 * @returns {Promise<ConnectionCheck>}
 */
export async function checkConnection({
  ask,
  iceServers = [],
  RTCPeerConnection = globalThis.RTCPeerConnection,
}) {
  const peer = new RTCPeerConnection({ iceServers })
  const channel = peer.createDataChannel("check", { ordered: false, maxRetransmits: 0 })
  try {
    await negotiate(peer, ask)
    const isOpen = () => channel.readyState === "open"
    const connected = await until(channel, "open", isOpen, OPEN_WITHIN)
    const { rtt, loss } = connected ? await measure(channel) : { rtt: null, loss: 1 }
    return { verdict: verdictOf({ rtt, loss, connected }), rtt, loss, direct: await isDirect(peer) }
  } finally {
    peer.close()
  }
}

/**
 * One ping of twenty may get lost on any Wi-Fi. Limits after ITU-T G.114: a conversation is easy
 * up to 150 ms one way, and hard work beyond 400.
 *
 * @param {{ rtt: number | null, loss: number, connected: boolean }} measured
 * @returns {Verdict}
 */
export function verdictOf({ rtt, loss, connected }) {
  if (!connected || rtt === null) return "trouble"
  if (rtt <= 300 && loss <= 0.05) return "good"
  if (rtt <= 800 && loss <= 0.2) return "audio"
  return "trouble"
}

async function negotiate(peer, ask) {
  await peer.setLocalDescription()
  const isGathered = () => peer.iceGatheringState === "complete"
  await until(peer, "icegatheringstatechange", isGathered, GATHERING_WITHIN)
  const answer = await ask(peer.localDescription.sdp)
  await peer.setRemoteDescription({ type: "answer", sdp: answer })
}

async function measure(channel) {
  const sentAt = new Map()
  const times = []
  channel.addEventListener("message", ({ data }) => {
    if (!sentAt.has(data)) return
    times.push(performance.now() - sentAt.get(data))
    sentAt.delete(data) // a copy that comes twice counts once
  })
  for (let number = 0; number < PINGS && channel.readyState === "open"; number++) {
    sentAt.set(String(number), performance.now())
    channel.send(String(number))
    await pause(PING_EVERY)
  }
  await until(channel, "message", () => times.length === PINGS, LAST_ECHO_WITHIN)
  return { rtt: median(times), loss: (PINGS - times.length) / PINGS }
}

async function isDirect(peer) {
  const stats = await peer.getStats()
  const all = [...stats.values()]
  const transport = all.find(({ type }) => type === "transport")
  const selected = stats.get(transport?.selectedCandidatePairId)
  const pair = selected ?? all.find(isInUse) // not every Firefox names the selected one
  const local = stats.get(pair?.localCandidateId)
  return local !== undefined && local.candidateType !== "relay" && local.protocol === "udp"
}

function isInUse({ type, nominated, state }) {
  return type === "candidate-pair" && nominated && state === "succeeded"
}

/** Wait until `isSo`, looking at each `event`, but no longer than `within` ms; say whether it is. */
function until(target, event, isSo, within) {
  return new Promise(resolve => {
    const settle = () => {
      clearTimeout(timer)
      target.removeEventListener(event, look)
      resolve(isSo())
    }
    const look = () => isSo() && settle()
    const timer = setTimeout(settle, within)
    target.addEventListener(event, look)
    look()
  })
}

function pause(ms) {
  return new Promise(resolve => setTimeout(resolve, ms))
}

function median(numbers) {
  if (numbers.length === 0) return null
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
