/** Signals that wait for the next join. */

const MOST = 300

export class Outbox {
  #messages = []

  /** One that was under way when the socket died comes here after later ones: its number tells. */
  keep(message) {
    this.#messages.push(message)
    this.#messages.sort((a, b) => a.number - b.number)
    if (this.#messages.length > MOST) this.#messages.shift()
  }

  /** Everything that is still of use, in the order in which it was said. */
  take(isCurrent) {
    return withoutOldOffers(this.#messages.splice(0)).filter(({ data }) => isCurrent(data))
  }

  clear() {
    this.#messages.length = 0
  }
}

/** The other side would answer each offer, and we would take the answer to an old one for ours. */
function withoutOldOffers(messages) {
  const latest = new Map()
  for (const { data, number } of messages) {
    if (data.description?.type === "offer") latest.set(data.call, number)
  }
  return messages.filter(({ data, number }) => data.description?.type === "answer" || !(number < latest.get(data.call)))
}
