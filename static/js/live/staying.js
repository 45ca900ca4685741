/** What keeps a talk going: on a thin line, on a phone that rings, sleeps and changes its network. */

import { say, toast } from "../lib/status.js"
import { Capture } from "./capture.js"
import { offerChoices } from "./choices.js"
import { Figures } from "./figures.js"
import { Heartbeat } from "./heartbeat.js"
import { connectionWords } from "./lobby.js"
import { verdictOf } from "./connection_check.js"
import { whenBack } from "./returning.js"
import { ThinLine, putSoundFirst, sendPicture } from "./thin_line.js"

const LOOK = 1000 // ms
const WEAK = 5 // looks in a row, until it is worth a word
const QUICK = 2500 // ms to connect; what was sent into a dead network is not waited for
const PATIENT = 10_000 // ms, after
const MANY = 20 // attempts: then it may be slow rather than gone
const PHONE = "(pointer: coarse) and (hover: none)"
const LOST = {
  kind: "veil", name: "silent", title: "Your microphone has stopped",
  words: "A phone call or another program has taken it. You are still in the talk.", offer: "reconnect_audio",
}

export class Staying {
  #room
  #media
  #talk
  #view
  #capture
  heartbeat
  #offerDevices
  #lines = new WeakMap() // by connection: its figures and whether it is thin
  #told = ""
  #isSoundOnly = false
  #isReleased = false
  #isLooking = false
  #weakLooks = 0
  #checkedAt = 0
  #isPhone = matchMedia(PHONE).matches

  /**
   * @param {object} _
   * @param {HTMLElement} _.room
   * @param {import("./media.js").Media} _.media
   * @param {import("./talk.js").Talk} _.talk
   * @param {import("./socket.js").RoomSocket} _.socket
   * @param {import("socket.io-client").Manager} _.manager of the socket's connection
   * @param {object} _.view
   * @param {import("./lobby.js").Lobby} _.lobby
   * @param {() => void} _.changed when other tracks are there, or are on
   */
  constructor({ room, media, talk, socket, manager, view, lobby, changed }) {
    this.#room = room
    this.#media = media
    this.#talk = talk
    this.#view = view
    this.#capture = new Capture({
      devices: navigator.mediaDevices, media, connections: () => talk.connections, isGroup: talk.isGroup, changed: () => (changed(), this.#changed()),
    })
    this.heartbeat = new Heartbeat({ socket })
    hurry(manager)
    this.#offerDevices = offerChoices({ lobby, room, media, talk, capture: this.#capture, changed: () => (changed(), this.#tell()) })
  }

  /** There is a stream, or another one. */
  opened() {
    this.#capture.listen()
    this.#offerDevices()
    this.#changed()
  }

  start() {
    this.#talk.describe = call => this.describe(call)
    this.heartbeat.start()
    this.#capture.start().then(() => this.#changed())
    whenBack(() => this.#back())
    document.addEventListener("visibilitychange", () => document.hidden && this.#tell())
    this.#find("[data-sound-only]").onchange = event => this.#chooseSound(event.target.checked)
    this.#find("[data-flip]").addEventListener("click", () => this.#flip())
    setInterval(() => this.#look(), LOOK)
  }

  /** Nothing has come in for a moment: is it our own network? */
  check() {
    if (Date.now() - this.#checkedAt < LOOK) return
    this.#checkedAt = Date.now()
    this.heartbeat.beat()
  }

  /** Microphone or camera was tapped: one that has died is asked for again. */
  switched() {
    this.#capture.revive()
  }

  /** In a tap, which opens what a browser refuses otherwise. */
  async reconnectAudio() {
    this.#view.stage.hear()
    const isThere = await this.#capture.revive(["audio"])
    if (!isThere) toast("The microphone is still taken. Ending the phone call or closing the other program frees it.")
  }

  /** See `set_media` in PROTOCOL.md. @param {import("./call.js").Call} [call] with one of several */
  describe(call) {
    const { microphone, camera, screen } = this.#media.sends
    const isHeard = microphone && this.#capture.isHeard
    const isThin = camera && this.#isThinFor(call)
    const isSent = (screen || this.#capture.isSeen) && !isThin && !this.#isSoundOnly
    return {
      microphone: isHeard, camera: camera && isSent, screen: screen && isSent, wants_picture: !this.#isSoundOnly,
      why: this.#why({ isThin, isInterrupted: microphone && !isHeard }),
    }
  }

  #why({ isThin, isInterrupted }) {
    if (document.hidden && this.#isPhone) return "background"
    if (isInterrupted) return "interrupted"
    if (this.#isSoundOnly) return "sound_only"
    return isThin ? "thin" : null
  }

  #isThinFor(call) {
    const calls = call ? [call] : this.#talk.calls
    return calls.length > 0 && calls.every(({ link }) => this.#lineOf(link.connection)?.line.isPaused)
  }

  #lineOf(connection) {
    if (!connection) return null
    if (!this.#lines.has(connection)) this.#lines.set(connection, { figures: new Figures(), line: new ThinLine(), isSent: true, last: null })
    return this.#lines.get(connection)
  }

  async #look() {
    this.#giveWay()
    if (this.#isLooking) return // a busy machine
    this.#isLooking = true
    const before = this.#isThinFor()
    await Promise.all(this.#talk.calls.map(call => this.#lookAt(call).catch(() => {}))) // it has just been closed
    this.#isLooking = false
    this.#showQuality()
    this.#tell()
    const isThin = this.#isThinFor()
    if (isThin !== before && this.#media.sends.camera && !this.#isSoundOnly) sayThin(isThin)
  }

  async #lookAt({ link: { connection, mostLost }, state }) {
    if (connection?.connectionState !== "connected") return
    const known = this.#lineOf(connection)
    if (!known.last) await putSoundFirst(connection)
    const look = known.figures.look(await connection.getStats())
    if (!look || connection.connectionState !== "connected") return
    known.last = look
    const isWished = !this.#isSoundOnly && state.theirMedia?.wants_picture !== false
    known.line.look(look, { now: Date.now(), isSending: isWished && this.#media.sends.camera, mostLost })
    const isSent = isWished && !known.line.isPaused
    if (isSent === known.isSent) return
    await sendPicture(connection, isSent)
    known.isSent = isSent
  }

  /** Another device or tab has our place: camera and microphone are free for it. */
  #giveWay() {
    const { place } = this.#talk.state
    if (place === "taken_over" && !this.#isReleased) {
      this.#isReleased = true
      this.#capture.release()
    } else if (place === "in" && this.#isReleased) {
      this.#isReleased = false
      this.#capture.revive()
    }
  }

  async #back() {
    if (this.#talk.state.place === "lobby" || this.#isReleased) return
    this.#tell()
    for (const picture of this.#view.stage.pictures) picture.attachAgain(this.#isPhone)
    await this.#capture.revive(await this.#silent())
  }

  /** After a phone call a track may say that it lives and give nothing. */
  async #silent() {
    const connection = this.#talk.connections.find(({ connectionState }) => connectionState === "connected")
    if (!connection || !this.#media.microphone) return []
    const figures = new Figures()
    figures.look(await connection.getStats())
    await new Promise(resolve => setTimeout(resolve, LOOK))
    const look = figures.look(await connection.getStats())
    return look.soundSent === 0 ? ["audio", "video"] : []
  }

  #chooseSound(isChosen) {
    this.#isSoundOnly = isChosen
    for (const { state } of this.#talk.calls) state.isUnwanted = isChosen
    this.#look()
  }

  async #flip() {
    await this.#capture.flip()
    const isThere = this.#media.camera?.readyState === "live"
    toast(isThere ? `${this.#media.camera.label || "The other camera"} is used.` : "The camera did not open. Turning it off and on may help.")
  }

  #changed() {
    const { camera } = this.#media
    this.#view.stage.instead = this.#capture.isLost ? LOST : null
    this.#find("[data-flip]").hidden = !camera || this.#capture.cameras < 2
    this.#room.classList.toggle("faces-away", camera?.getSettings().facingMode === "environment")
    this.#tell()
  }

  #tell() {
    const said = JSON.stringify([this.describe(), ...this.#talk.calls.map(call => this.describe(call))])
    if (said === this.#told || this.#talk.state.place !== "in") return
    this.#told = said
    this.#view.stage.drawOurMedia(this.describe())
    this.#talk.tellMedia()
  }

  #showQuality() {
    const looks = this.#talk.connections.map(connection => this.#lineOf(connection).last).filter(Boolean)
    const { verdict, words } = looks.length > 0 ? qualityOf(looks) : { verdict: "good", words: "Nobody is connected yet" }
    if (this.#find("[data-quality]").textContent !== words) this.#find("[data-quality]").textContent = words
    this.#weakLooks = verdict === "good" ? 0 : this.#weakLooks + 1
    const plate = this.#find("[data-weak]")
    if (plate) plate.hidden = this.#weakLooks < WEAK
  }

  #find(selector) {
    return this.#room.querySelector(selector)
  }
}

/** The worst of all connections, in the words of the lobby. */
export function qualityOf(looks) {
  const worst = key => Math.max(...looks.map(look => look[key] ?? 0))
  const rtt = worst("rtt") * 1000
  const loss = Math.max(worst("lost"), worst("lostIn"))
  const verdict = verdictOf({ rtt, loss, connected: true })
  return { verdict, words: connectionWords({ verdict, rtt, loss }) }
}

/** Try again soon where an attempt goes into nothing, and for longer only when nothing else has helped. */
function hurry(manager) {
  manager.timeout(QUICK)
  manager.on("reconnect_attempt", attempt => manager.timeout(attempt > MANY ? PATIENT : QUICK))
}

function sayThin(isThin) {
  if (isThin) toast("Your connection has room for sound only. Your picture comes back by itself.")
  else say("There is room for your picture again.")
}
