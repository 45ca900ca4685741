/** A socket may be dead for minutes before anybody says so: ask it every few seconds. */

const EVERY = 3000 // ms
const PATIENCE = 1200 // ms for the answer
const MOST = 5000 // ms, where the network is that slow

export class Heartbeat {
  #socket
  #local
  #patience = PATIENCE
  #isAsking = false

  /** @param {{socket: import("./socket.js").RoomSocket}} _ */
  constructor({ socket, local = Date.now }) {
    this.#socket = socket
    this.#local = local
  }

  start() {
    setInterval(() => this.beat(), EVERY)
  }

  async beat() {
    if (this.#isAsking) return
    this.#isAsking = true
    const asked = this.#local()
    const lives = await this.#socket.beat(this.#patience)
    this.#isAsking = false
    if (lives) this.#heardAfter(this.#local() - asked)
    else if (lives === false) this.#patience = Math.min(MOST, this.#patience * 2) // or every new socket would be closed too
  }

  #heardAfter(trip) {
    if (trip < PATIENCE / 2) this.#patience = PATIENCE
  }
}
