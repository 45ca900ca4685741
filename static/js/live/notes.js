/** The shared notes: a Yjs document here, a log of its updates on the server. */

import * as Y from "yjs"

import { fromBase64, toBase64 } from "./base64.js"
import { FROM_OUTSIDE } from "./textarea.js"

export const MOST = 64 * 1024 // bytes of one update
const ROOT = "notes"

/**
 * Every change is kept until the server has acknowledged it. One update is under way at a time,
 * what is typed meanwhile goes together in the next.
 */
export class SharedNotes {
  #send
  #tell
  #unsent = []
  #underWay = []
  #isOpen = false
  #joins = 0
  #settled = []
  #kept = null

  doc = new Y.Doc()
  text = this.doc.getText(ROOT)

  /**
   * @param {object} _
   * @param {(update: string) => Promise<object>} _.send
   * @param {(state: "sent" | "waiting" | "full" | "refused") => void} _.tell
   * @param {(update: Uint8Array) => void} _.apply puts what comes from outside into the document
   */
  constructor({ send, tell = () => {}, apply = update => Y.applyUpdate(this.doc, update, FROM_OUTSIDE) }) {
    this.#send = send
    this.#tell = tell
    this.apply = apply
    this.doc.on("update", (update, origin) => origin !== FROM_OUTSIDE && this.#keep(update))
  }

  /**
   * Keep on this device what the server has not, and take up what was kept there before.
   *
   * @param {import("./kept.js").Kept} kept
   */
  async keepIn(kept) {
    const before = await kept.read()
    for (const update of [...this.#underWay, ...this.#unsent]) kept.add(update)
    this.#kept = kept
    for (const update of before) Y.applyUpdate(this.doc, update, FROM_OUTSIDE)
    this.#unsent.unshift(...before)
    this.#go()
  }

  get stateVector() {
    return toBase64(Y.encodeStateVector(this.doc))
  }

  /** The server has said what it has and what we lack; send it what it lacks. */
  joined({ update, state_vector }) {
    this.#joins += 1
    this.apply(fromBase64(update))
    this.#unsent = this.#lackingAt(fromBase64(state_vector))
    this.#underWay = []
    this.#isOpen = true
    this.#go()
  }

  receive(update) {
    this.apply(fromBase64(update))
  }

  /** Until the next join changes stay here. */
  lost() {
    this.#isOpen = false
    if (this.#isPending) this.#tell("waiting")
  }

  /** Resolves when everything is acknowledged, or after `patience` milliseconds. */
  settle(patience) {
    if (!this.#isPending) return Promise.resolve()
    return new Promise(resolve => {
      const timer = setTimeout(resolve, patience)
      this.#settled.push(() => (clearTimeout(timer), resolve()))
    })
  }

  get #isPending() {
    return this.#unsent.length + this.#underWay.length > 0
  }

  #keep(update) {
    this.#unsent.push(update)
    this.#kept?.add(update)
    if (!this.#isOpen) this.#tell("waiting")
    this.#go()
  }

  /** What the server lacks: as one update, or as we made it where one would be too long. */
  #lackingAt(stateVector) {
    const pending = [...this.#underWay, ...this.#unsent]
    if (pending.length === 0 && !hasMore(this.doc, stateVector)) return []
    const all = Y.encodeStateAsUpdate(this.doc, stateVector)
    return all.length <= MOST ? [all] : pending
  }

  async #go() {
    if (!this.#isOpen || this.#underWay.length > 0) return
    if (this.#unsent.length === 0) {
      this.#done()
      return
    }
    const join = this.#joins
    this.#underWay = takeTogether(this.#unsent)
    const answer = await this.#send(toBase64(Y.mergeUpdates(this.#underWay)))
    if (join !== this.#joins) return // a join has taken stock since
    if (answer.ok) this.#acknowledged()
    else this.#refused(answer.error)
  }

  #acknowledged() {
    this.#underWay = []
    this.#go()
  }

  /** Nothing is dropped: the next join sends it again. */
  #refused(error) {
    this.#isOpen = false
    this.#tell({ quota: "full", silence: "waiting" }[error] ?? "refused")
  }

  #done() {
    this.#kept?.clear()
    this.#tell("sent")
    for (const resolve of this.#settled.splice(0)) resolve()
  }
}

/** Take from the front as many updates as fit into one. */
export function takeTogether(updates, most = MOST) {
  let size = 0
  const more = updates.findIndex((update, index) => (size += update.length) > most && index > 0)
  return updates.splice(0, more === -1 ? updates.length : more)
}

/** Whether the document has something that a state vector does not cover. */
function hasMore(doc, stateVector) {
  const theirs = Y.decodeStateVector(stateVector)
  const ours = Y.decodeStateVector(Y.encodeStateVector(doc))
  return [...ours].some(([client, clock]) => clock > (theirs.get(client) ?? 0))
}
