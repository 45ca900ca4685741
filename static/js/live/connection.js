// Everybody in a group sends to everybody else, up to three times over the same uplink.
const FACE = { maxBitrate: undefined, scaleResolutionDownBy: 1, maxFramerate: undefined }
const SMALL_FACE = { maxBitrate: 200_000, scaleResolutionDownBy: 2, maxFramerate: 15 }
const SCREEN = { maxBitrate: undefined, scaleResolutionDownBy: 1, maxFramerate: 15 }
const SCREEN_TO_ALL = { maxBitrate: 500_000, scaleResolutionDownBy: 1, maxFramerate: 8 }
// Past the server, which others share.
const RELAYED_FACE = { maxBitrate: 150_000, scaleResolutionDownBy: 2, maxFramerate: 20 }
const RELAYED_SCREEN = { maxBitrate: 150_000, scaleResolutionDownBy: 1, maxFramerate: 5 }

const relayed = new WeakSet() // connections that go to the server

/**
 * A connection to somebody, with what we send and nobody at the other end yet.
 *
 * @param {import("./media.js").Media} media
 * @param {RTCIceServer[]} iceServers
 * @param {{isGroup?: boolean, isHidden?: boolean, isRelayed?: boolean}} _ whether they must not see our address; whether it goes to the server
 */
export function connectionWith(media, iceServers, { isGroup = false, isHidden = false, isRelayed = false } = {}) {
  const connection = new RTCPeerConnection({
    iceServers, iceTransportPolicy: isHidden ? "relay" : "all", bundlePolicy: "max-bundle", iceCandidatePoolSize: 1, // paths are looked for in the lobby
  })
  if (isRelayed) relayed.add(connection)
  const streams = [media.stream ?? new MediaStream()]
  for (const track of media.sent) {
    if ((isGroup || isRelayed) && track.kind === "video") {
      connection.addTransceiver(track, { streams, sendEncodings: [sizeOf(track, { isGroup, isRelayed })] })
    }
    else connection.addTrack(track, ...streams)
  }
  return connection
}

/**
 * Send another track in place of the one of its kind. Only where there was none, the two sides have
 * to agree on it anew.
 */
export function sendInstead(connections, track, stream, { isGroup = false } = {}) {
  return Promise.all(connections.map(connection => sendOn(connection, track, { stream, isGroup })))
}

/** Nothing of this kind any more; what has been agreed on stays for the next track. */
export function stopSending(connections, kind) {
  return Promise.all(connections.map(connection => transceiverOf(connection, kind)?.sender.replaceTrack(null)))
}

/** Ask for sound and a picture, also where we send none. */
export function takeBoth(connection) {
  for (const kind of ["audio", "video"]) {
    if (!transceiverOf(connection, kind)) connection.addTransceiver(kind, { direction: "recvonly" })
  }
}

async function sendOn(connection, track, { stream, isGroup }) {
  const size = track.kind === "video" ? sizeOf(track, { isGroup, isRelayed: relayed.has(connection) }) : null
  const transceiver = transceiverOf(connection, track.kind)
  if (!transceiver) {
    connection.addTransceiver(track, { streams: [stream], ...(size && { sendEncodings: [size] }) })
    return
  }
  await transceiver.sender.replaceTrack(track)
  if (!transceiver.direction.startsWith("send")) {
    transceiver.sender.setStreams(stream)
    transceiver.direction = "sendrecv"
  }
  if (size) await resize(transceiver.sender, size)
}

async function resize(sender, size) {
  const parameters = sender.getParameters()
  for (const encoding of parameters.encodings ?? []) Object.assign(encoding, size)
  await sender.setParameters(parameters)
}

function transceiverOf(connection, kind) {
  return connection.getTransceivers().find(({ receiver }) => receiver.track.kind === kind)
}

/** A screen is a track of details, not of movement. */
function sizeOf({ contentHint }, { isGroup, isRelayed }) {
  if (isRelayed) return contentHint === "detail" ? RELAYED_SCREEN : RELAYED_FACE
  if (contentHint === "detail") return isGroup ? SCREEN_TO_ALL : SCREEN
  return isGroup ? SMALL_FACE : FACE
}
