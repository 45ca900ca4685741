/** A connection to somebody, with our tracks and nobody at the other end yet. */
export function connectionWith(stream, iceServers) {
  const connection = new RTCPeerConnection({
    iceServers, bundlePolicy: "max-bundle", iceCandidatePoolSize: 1, // paths are looked for in the lobby
  })
  for (const track of stream?.getTracks() ?? []) connection.addTrack(track, stream)
  return connection
}
