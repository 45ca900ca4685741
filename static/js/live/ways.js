/** Which way picture and sound take to the others: `way` of `join` in webapp/live/PROTOCOL.md. */

import { connectionWith } from "./connection.js"
import { Link } from "./link.js"

export class Ways {
  #settings
  #self
  #media
  #socket

  /**
   * @param {object} _
   * @param {{way: "direct" | "turn" | "server", ice_servers: RTCIceServer[], person: string | null}} _.settings of the page
   * @param {{peer: string, visit: string}} _.self
   * @param {import("./media.js").Media} _.media
   * @param {() => import("./socket.js").RoomSocket} _.socket
   */
  constructor({ settings, self, media, socket }) {
    this.#settings = settings
    this.#self = self
    this.#media = media
    this.#socket = socket
  }

  /** @param {{show: object, may: () => boolean, refused: () => void}} _ see Link */
  link({ show, may, refused }) {
    const link = new Link({
      self: this.#self, show,
      makeConnection: isRelayed => this.#connection(isRelayed),
      send: signal => this.#socket().signal(signal),
      relay: { may, load: () => this.#load(refused) },
    })
    if (this.#settings.way === "server") link.relay()
    return link
  }

  /** What a join has answered: keys to relays end, and somebody may hide their address by now. */
  take({ way, ice_servers: iceServers }, links) {
    const isOther = way !== this.#settings.way
    Object.assign(this.#settings, { way, ice_servers: iceServers })
    for (const link of links) {
      if (isOther) link.prepare()
      if (way === "server") link.relay()
      if (link.connection?.localDescription) renew(link.connection, iceServers)
    }
  }

  async #load(refused) {
    const { RelayedPeer } = await import("./relayed.js")
    return ({ connection, to, ...own }) => new RelayedPeer({
      connection, ask: sdp => this.#socket().ask("relay", { to, sdp }),
      refused: () => {
        own.refused()
        refused()
      },
    })
  }

  #connection(isRelayed) {
    const { way, ice_servers: iceServers, person } = this.#settings
    return connectionWith(this.#media, iceServers, { isGroup: !person, isRelayed, isHidden: way !== "direct" && !isRelayed })
  }
}

/** For the next search; what stands goes on. */
function renew(connection, iceServers) {
  connection.setConfiguration?.({ ...connection.getConfiguration(), iceServers })
}
