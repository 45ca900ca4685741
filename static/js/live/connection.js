// Everybody sends to everybody else, up to three times over the same uplink.
const SMALL = { maxBitrate: 200_000, scaleResolutionDownBy: 2, maxFramerate: 15 }

/** A connection to somebody, with our tracks and nobody at the other end yet. */
export function connectionWith(stream, iceServers, { isGroup = false } = {}) {
  const connection = new RTCPeerConnection({
    iceServers, bundlePolicy: "max-bundle", iceCandidatePoolSize: 1, // paths are looked for in the lobby
  })
  for (const track of stream?.getTracks() ?? []) {
    if (isGroup && track.kind === "video") connection.addTransceiver(track, { streams: [stream], sendEncodings: [SMALL] })
    else connection.addTrack(track, stream)
  }
  return connection
}
