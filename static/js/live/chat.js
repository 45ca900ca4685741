/** Writing to each other beside the notes: for who cannot hear, or would rather not speak. */

import { say, toast } from "../lib/status.js"
import { newId } from "./ids.js"

const REFUSED = {
  chat_full: "There are as many messages here as there may be. The notes have room.",
  too_long: "That is longer than 1,000 characters.",
}

export class Chat {
  #list
  #form
  #field
  #ask
  #me
  #clockTime
  #now
  #isShown
  #keys = new Set()
  #unheard = null // what was sent and not acknowledged; it may have arrived

  /**
   * @param {object} _
   * @param {HTMLElement} _.element the pad's part
   * @param {(event: string, data: object) => Promise<object>} _.ask the server
   * @param {string} _.me our name
   * @param {(instant: number) => string} _.clockTime
   * @param {() => number} _.now
   */
  constructor({ element, ask, me, clockTime, now }) {
    this.#list = element.querySelector("[data-messages]")
    this.#form = element.querySelector("form")
    this.#field = element.querySelector("[data-message]")
    this.#ask = ask
    this.#me = me
    this.#clockTime = clockTime
    this.#isShown = () => element.offsetParent !== null
    this.#now = now
    this.#form.addEventListener("submit", event => {
      event.preventDefault()
      this.#send()
    })
    this.#field.addEventListener("keydown", event => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
      event.preventDefault()
      this.#send()
    })
  }

  /** Everything that was written so far. */
  joined(messages) {
    for (const message of messages) this.#add(message)
    if (!this.#keys.has(this.#unheard?.key)) return
    if (this.#field.value.trim() === this.#unheard.text) this.#field.value = ""
    this.#unheard = null
  }

  heard(message) {
    this.#add(message)
    const name = message.name.split(" ")[0]
    if (this.#isShown()) say(`${name}: ${message.text}`)
    else toast(`${name}: ${message.text}`)
  }

  async #send() {
    const text = this.#field.value.trim()
    if (!text) return
    this.#field.value = ""
    const key = this.#unheard?.text === text ? this.#unheard.key : newId()
    const answer = await this.#ask("send_chat", { key, text })
    this.#unheard = answer.ok ? null : { key, text }
    if (answer.ok) {
      this.#add({ name: this.#me, key, text, at: this.#now() })
      return
    }
    if (!this.#field.value) this.#field.value = text // what was typed is kept
    toast(REFUSED[answer.error] ?? "Not sent: the connection is away. Your words are kept in the field.")
  }

  #add({ name, key, text, at }) {
    if (this.#keys.has(key)) return
    this.#keys.add(key)
    const item = document.querySelector("template[data-message-item]").content.cloneNode(true)
    item.querySelector("[data-at]").textContent = this.#clockTime(at)
    item.querySelector("[data-by]").textContent = name === this.#me ? "You" : name.split(" ")[0]
    item.querySelector("[data-text]").textContent = text
    this.#list.append(item)
    this.#list.lastElementChild.scrollIntoView({ block: "nearest" })
  }
}
