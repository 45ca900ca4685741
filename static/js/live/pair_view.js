/** Two people: the other one fills the stage. */

import { Picture } from "./picture.js"
import { sceneOf } from "./scene.js"
import { Stage } from "./stage.js"

export class PairView {
  #picture
  #plate
  #room
  #them

  /** @param {{them: string, changed: () => void}} _ their first name */
  constructor(room, { them, changed }) {
    this.#them = them
    this.#room = room
    this.#picture = new Picture(room.querySelector("[data-them]"), changed)
    this.#plate = room.querySelector("[data-muted]")
    this.stage = new Stage(room, { them, pictures: [this.#picture] })
  }

  /** Where the picture of a call goes. */
  pictureFor() {
    return this.#picture
  }

  release() {}

  draw({ state, calls: [call] }) {
    this.stage.draw(sceneOf(state, call.state, { them: this.#them, now: Date.now() }))
    this.#plate.hidden = call.state.theirMedia?.microphone !== false
    const isScreen = call.state.theirMedia?.screen === true
    this.#room.querySelector("[data-them]").classList.toggle("screen", isScreen)
    this.#room.querySelector("[data-shares]").hidden = !isScreen
    if (call.state.flow === "flowing") this.#picture.liveWithoutPicture()
  }
}
