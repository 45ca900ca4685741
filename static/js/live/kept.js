/**
 * What was written and has not been acknowledged, kept on this device over reloads and crashes.
 *
 * Only that: what the server has is taken off the device again. They are rows of one update each
 * and not one document, because an update above 64 KB would never be let in.
 */

const DATABASE = "notes"
const STORE = "unsent"
const MARK = "notes unsent " // in localStorage: whether it is worth opening the database at all

export class Kept {
  #database
  #room // [person, booking]
  #mark
  #storage
  #ours = [] // promises of the keys of what we have read or added

  /** @param {{person: string, booking: string, indexedDB?: IDBFactory, storage?: Storage}} _ public ids */
  static async open({ person, booking, indexedDB = globalThis.indexedDB, storage = globalThis.localStorage }) {
    const asked = indexedDB.open(DATABASE, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { autoIncrement: true }).createIndex("room", "room")
    return new Kept(await answerOf(asked), [person, booking], storage)
  }

  constructor(database, room, storage) {
    this.#database = database
    this.#room = room
    this.#mark = MARK + room.join(" ")
    this.#storage = storage
  }

  /** @param {Uint8Array} update */
  add(update) {
    this.#setMark()
    const added = answerOf(this.#store("readwrite").add({ room: this.#room, update }))
    this.#ours.push(added.catch(() => null)) // the disk is full: it is still in the page
  }

  /** @returns {Promise<Uint8Array[]>} in the order it was written */
  async read() {
    const rooms = this.#store("readonly").index("room")
    const [rows, keys] = await Promise.all([answerOf(rooms.getAll(this.#room)), answerOf(rooms.getAllKeys(this.#room))])
    this.#ours.push(...keys.map(key => Promise.resolve(key)))
    return rows.map(row => row.update)
  }

  /** What we have read and added has arrived; what another tab keeps stays. */
  async clear() {
    const keys = await Promise.all(this.#ours.splice(0))
    const store = this.#store("readwrite")
    for (const key of keys) if (key !== null) store.delete(key)
    const left = await answerOf(store.index("room").count(this.#room))
    if (left === 0 && this.#ours.length === 0) this.#storage.removeItem(this.#mark)
  }

  close() {
    this.#database.close()
  }

  #store(mode) {
    return this.#database.transaction(STORE, mode).objectStore(STORE)
  }

  #setMark() {
    try {
      this.#storage.setItem(this.#mark, "")
    } catch {
      // full, or switched off: the room itself still finds what is kept
    }
  }
}

/** @returns {{person: string, booking: string}[]} the rooms of which something is kept */
export function roomsKept(storage = localStorage) {
  const marks = Object.keys(storage).filter(key => key.startsWith(MARK))
  return marks.map(key => key.slice(MARK.length).split(" ")).map(([person, booking]) => ({ person, booking }))
}

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
