/** What the figures of a connection say about the last second. Pure, from getStats(). */

/**
 * @typedef {object} Look
 * @property {number | null} room bit/s that the browser thinks there are for us, where it says so
 * @property {number | null} rtt seconds
 * @property {number | null} lost share of what we sent, where the other side has reported since
 * @property {number | null} lostIn share of what they sent
 * @property {number} soundSent packets
 */

export class Figures {
  #before = null

  /** @returns {Look | null} null at the first look: there is nothing to compare with */
  look(stats) {
    const now = countersOf(stats)
    const before = this.#before
    this.#before = now
    if (!before) return null
    const fresh = now.reports.filter(({ id, timestamp }) => !before.reports.some(old => old.id === id && old.timestamp === timestamp))
    return {
      room: now.pair?.availableOutgoingBitrate ?? null,
      rtt: now.pair?.currentRoundTripTime ?? most(fresh, "roundTripTime"),
      lost: most(fresh, "fractionLost"),
      lostIn: share(now.lost - before.lost, now.received - before.received),
      soundSent: now.soundSent - before.soundSent,
    }
  }
}

function countersOf(stats) {
  const all = [...stats.values()]
  const of = (type, key) => all.reduce((sum, each) => sum + (each.type === type ? (each[key] ?? 0) : 0), 0)
  const sound = all.find(({ type, kind }) => type === "outbound-rtp" && kind === "audio")
  return {
    pair: pairInUse(all, stats),
    reports: all.filter(({ type }) => type === "remote-inbound-rtp"), // they come every few seconds and stay
    received: of("inbound-rtp", "packetsReceived"),
    lost: of("inbound-rtp", "packetsLost"),
    soundSent: sound?.packetsSent ?? 0,
  }
}

function pairInUse(all, stats) {
  const transport = all.find(({ type }) => type === "transport")
  const isInUse = ({ type, nominated, state }) => type === "candidate-pair" && nominated && state === "succeeded"
  return stats.get(transport?.selectedCandidatePairId) ?? all.find(isInUse)
}

function most(reports, key) {
  const values = reports.map(report => report[key]).filter(value => value !== undefined)
  return values.length > 0 ? Math.max(...values) : null
}

function share(lost, received) {
  const sent = lost + received
  return sent > 0 ? Math.max(0, lost) / sent : null
}
