/** Keep the screen on during a call; the browser takes the lock away whenever the page is hidden. */
export class WakeLock {
  #navigator
  #document
  #lock = null
  #isWanted = false

  constructor({ navigator, document }) {
    this.#navigator = navigator
    this.#document = document
    document.addEventListener("visibilitychange", () => this.#take())
  }

  want() {
    this.#isWanted = true
    return this.#take()
  }

  release() {
    this.#isWanted = false
    this.#lock?.release()
    this.#lock = null
  }

  async #take() {
    if (!this.#isWanted || this.#document.hidden || !this.#navigator.wakeLock) return
    try {
      this.#lock = await this.#navigator.wakeLock.request("screen")
    } catch {
      // low battery: the screen may go dark, the call goes on
    }
  }
}
