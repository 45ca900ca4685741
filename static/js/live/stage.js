/** Draws a scene: the picture, a face instead of it, or a veil over it. */

const URGENT = new Set(["elsewhere", "refused", "held", "silent"]) // nothing else can be done: focus goes to the button
const NAMELESS = ["joining", "alone", "away", "background", "left", "searching"]

export class Stage {
  #room
  #them
  #pictures
  #scene = null

  /** @type {import("./scene.js").Scene | null} shown instead of everything else */
  instead = null

  /** @param {{them: string, pictures: import("./picture.js").Picture[]}} _ `them` as one says it in a sentence */
  constructor(room, { them, pictures }) {
    this.#room = room
    this.#them = them
    this.#pictures = pictures
  }

  /** @param {import("./scene.js").Scene} scene */
  draw(scene) {
    const shown = this.instead ?? (this.#pictures.some(picture => picture.isHeld) ? this.#heldScene : scene)
    if (isSame(shown, this.#scene)) return
    const isNew = shown.name !== this.#scene?.name
    this.#scene = shown
    const { kind, name, title = "", words = "", offer } = shown
    this.#find("[data-face]").hidden = kind !== "face"
    this.#find("[data-veil]").hidden = kind !== "veil"
    const plate = this.#find("[data-name-plate]")
    if (plate) plate.hidden = NAMELESS.includes(name)
    if (kind !== "picture") this.#write(kind, title, words)
    this.#offer(offer, isNew && URGENT.has(name))
  }

  drawOurMedia({ microphone, camera, screen = false }) {
    this.#find("[data-self]").hidden = !camera || screen // then nobody gets our face
    this.#find("[data-self-muted]").hidden = microphone
  }

  /** Called in the Join tap. */
  allowSound() {
    for (const picture of this.#pictures) picture.allowSound()
  }

  /** Called in a tap. */
  hear() {
    for (const picture of this.#pictures) picture.hear()
  }

  get pictures() {
    return this.#pictures
  }

  get #heldScene() {
    const words = "The browser wants a tap before it plays sound."
    return { kind: "veil", name: "held", title: `${this.#them} is here`, words, offer: "hear" }
  }

  #write(kind, title, words) {
    this.#find(`[data-${kind}-title]`).textContent = title
    this.#find(`[data-${kind}-words]`).textContent = words
  }

  #offer(offer, isUrgent) {
    for (const button of this.#room.querySelectorAll("[data-offer]")) {
      button.hidden = button.dataset.offer !== offer
      if (!button.hidden && isUrgent) button.focus()
    }
  }

  #find(selector) {
    return this.#room.querySelector(selector)
  }
}

function isSame(a, b) {
  return b !== null && ["kind", "name", "title", "words", "offer"].every(key => a[key] === b[key])
}
