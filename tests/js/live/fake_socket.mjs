/** Socket.IO’s socket as the tests drive it. */

export const settled = () => new Promise(resolve => setImmediate(resolve))

/** Stands in for Socket.IO's socket: what is emitted waits until the test answers it. */
export class FakeSocket {
  connected = false
  active = true
  emitted = []
  connects = 0
  handlers = {}

  on(event, handler) {
    this.handlers[event] = handler
  }

  timeout() {
    return { emit: (event, data, answer) => this.emitted.push({ event, data, answer }) }
  }

  connect() {
    this.connects += 1
  }

  disconnect() {
    if (!this.connected) return
    this.connected = false
    this.handlers.disconnect("io client disconnect")
  }

  open() {
    this.connected = true
    this.handlers.connect()
  }

  cut(reason = "transport close") {
    this.connected = false
    this.handlers.disconnect(reason)
  }

  async answer(answer, event = this.emitted[0]?.event) {
    const index = this.emitted.findIndex(message => message.event === event)
    const [message] = this.emitted.splice(index, 1)
    if (answer === "silence") message.answer(new Error("timeout"))
    else message.answer(null, answer)
    await settled()
    return message.data
  }

  get events() {
    return this.emitted.map(message => message.event)
  }
}
