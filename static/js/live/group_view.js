/** Three or four people, nobody larger. */

import { Picture } from "./picture.js"
import { noPictureWords, ourScene, secondsIn } from "./scene.js"
import { Stage } from "./stage.js"

const LOUD = 0.02 // of full scale, from which somebody counts as speaking

export class GroupView {
  #list
  #tiles

  /** @param {{them: string, changed: () => void}} _ how one says all the others in a sentence */
  constructor(room, { them, changed }) {
    this.#list = room.querySelector(".tiles")
    this.#tiles = Array.from(this.#list.querySelectorAll("[data-tile]"), element => new Tile(element, changed))
    this.stage = new Stage(room, { them, pictures: this.#tiles.map(({ picture }) => picture) })
  }

  /** @param {{person: string, name: string, initials: string}} them */
  pictureFor(them) {
    const tile = this.#tiles.find(({ person }) => person === null)
    tile.take(them)
    return tile.picture
  }

  release(call) {
    this.#tiles.find(({ picture }) => picture === call.picture)?.leave()
  }

  draw({ state, calls }) {
    const now = Date.now()
    const goesOn = calls.some(call => call.state.flow === "flowing")
    this.stage.draw(groupScene(state, { isAlone: calls.length === 0, goesOn, now }))
    this.#list.dataset.count = calls.length + 1 // ourselves
    for (const call of calls) this.#tiles.find(({ picture }) => picture === call.picture).draw(call, now)
  }
}

/** @returns {import("./scene.js").Scene} */
export function groupScene(place, { isAlone, goesOn, now }) {
  const ours = ourScene(place, { goesOn, now })
  if (ours) return ours
  if (isAlone) {
    return { kind: "face", name: "alone", title: "Nobody else is here yet", words: "The clock starts when the mentor and one more are there." }
  }
  return { kind: "picture", name: "picture" }
}

/** What a tile says instead of a picture; empty while there is one. */
export function tileWords({ flow, since, keptUntil, theirMedia, isUnwanted }, now) {
  if (keptUntil && flow !== "flowing" && now >= keptUntil) return "Not back yet"
  if (theirMedia?.why === "background") return "Phone is in the background"
  if (flow === "stalled") return `Reconnecting, ${secondsIn(now - since)}`
  if (flow === "searching") return "Connecting"
  if (isUnwanted) return "Sound only, as you have chosen"
  return theirMedia?.camera === false ? noPictureWords(theirMedia) : ""
}

class Tile {
  #element

  person = null

  constructor(element, changed) {
    this.#element = element
    this.picture = new Picture(element.querySelector("video"), changed)
  }

  take({ person, name, initials }) {
    this.person = person
    write(this.#find("[data-tile-name]"), name.split(" ")[0])
    write(this.#find("[data-tile-initials]"), initials)
    this.#find("video").ariaLabel = `${name}’s picture`
    this.#element.hidden = false
  }

  leave() {
    this.picture.clear()
    this.person = null
    this.#element.classList.remove("shares")
    this.#element.hidden = true
  }

  draw({ state, link }, now) {
    const words = tileWords(state, now)
    this.#find("[data-tile-face]").hidden = !words
    write(this.#find("[data-tile-words]"), words)
    this.#find("[data-tile-muted]").hidden = state.theirMedia?.microphone !== false
    const isScreen = state.theirMedia?.screen === true
    this.#element.classList.toggle("shares", isScreen)
    this.#find("[data-tile-shares]").hidden = !isScreen
    const isSpeaking = loudness(link.connection) > LOUD
    this.#element.classList.toggle("speaks", isSpeaking)
    this.#find("[data-tile-speaks]").hidden = !isSpeaking
    if (state.flow === "flowing") this.picture.liveWithoutPicture()
  }

  #find(selector) {
    return this.#element.querySelector(selector)
  }
}

function loudness(connection) {
  const receiver = connection?.getReceivers().find(({ track }) => track.kind === "audio")
  return receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text
}
