/** Lobby and room of one document: makes the parts, and moves from one to the other. */

import { io } from "socket.io-client"
import { say } from "../lib/status.js"
import { Call } from "./call.js"
import { warningWords } from "./clock.js"
import { ClockView } from "./clock_view.js"
import { connectionWith } from "./connection.js"
import { showSwitches, startSwitches } from "./controls.js"
import { newId, newPeerId, peerId } from "./ids.js"
import { Link } from "./link.js"
import { Lobby } from "./lobby.js"
import { Media } from "./media.js"
import { SharedNotes } from "./notes.js"
import { whenBack, whenOnline } from "./returning.js"
import { sceneOf } from "./scene.js"
import { startSheet } from "./sheet.js"
import { RoomSocket } from "./socket.js"
import { Stage } from "./stage.js"
import { TextareaBinding } from "./textarea.js"
import { WakeLock } from "./wake_lock.js"
import { WritingLine } from "./writing.js"

const TICK = 250 // ms; four times a second keeps the display honest after a sleep
const LAST_WORDS = 2000 // ms for notes that are not acknowledged when one leaves

export class RoomPage {
  #settings
  #clock
  #them
  #isFinishing = false

  #lobbyElement = document.querySelector("[data-lobby]")
  #room = document.querySelector("[data-inside]")
  #switches = document.querySelectorAll("[data-switch]")
  #self = { peer: peerId(sessionStorage), visit: newId() }
  #media = new Media({ devices: navigator.mediaDevices, storage: localStorage })
  #wakeLock = new WakeLock({ navigator, document })

  /** @param {{booking: string, settings: object, clock: import("./clock.js").RoomClock, them: string}} _ */
  constructor({ booking, settings, clock, them }) {
    this.#settings = settings
    this.#clock = clock
    this.#them = them
    this.lobby = new Lobby({ element: this.#lobbyElement, media: this.#media, them })
    this.clockView = new ClockView({ clock, them, zone: settings.zone })
    this.writing = new WritingLine({ element: this.#find("[data-notes-words]"), them })
    this.stage = new Stage(this.#room, { them, changed: () => this.#draw() })
    this.notes = this.#makeNotes()
    this.link = this.#makeLink()
    this.call = this.#makeCall()
    this.socket = this.#makeSocket(booking)
    this.call.use(this.socket)
  }

  /** The connection to them, for tests and for whoever wants to look at its figures. */
  get pc() {
    return this.link.connection
  }

  start() {
    startSheet(this.#room)
    startSwitches(this.#switches, this.#media, () => {
      this.#drawMedia()
      this.call.tellMedia()
    })
    this.#startButtons()
    whenBack(() => this.socket.refresh())
    whenOnline(() => {
      this.socket.refresh()
      this.link.restart({ isSure: true })
    })
    this.#tick()
    setInterval(() => this.#tick(), TICK)
    this.lobby.open(() => this.#opened())
    this.lobby.checkConnection({
      url: this.#settings.check_url, csrf: this.#settings.csrf, iceServers: this.#settings.ice_servers,
    })
  }

  #makeNotes() {
    const notes = new SharedNotes({
      send: update => this.socket.ask("update_notes", { update }),
      tell: state => this.writing.tell(state),
    })
    const binding = new TextareaBinding(notes.text, this.#find("[data-notes]"))
    notes.apply = update => binding.apply(update)
    return notes
  }

  #makeLink() {
    return new Link({
      self: this.#self,
      makeConnection: () => connectionWith(this.#media.stream, this.#settings.ice_servers),
      send: signal => this.socket.signal(signal),
      show: { remote: stream => this.stage.play(stream), flow: flow => this.call.flow(flow) },
    })
  }

  #makeCall() {
    return new Call({
      link: this.link, notes: this.notes, clock: this.#clock, media: this.#media, name: this.#them, say,
      show: () => this.#draw(), showWriting: () => this.writing.theyWrite(), finish: () => this.#finish(),
    })
  }

  #makeSocket(booking) {
    this.channel = io(`${location.origin}/live`, {
      transports: ["websocket"], reconnectionDelay: 200, reconnectionDelayMax: 2000,
      auth: give => give({ csrf: this.#settings.csrf, peer: this.#self.peer }),
    })
    return new RoomSocket({
      socket: this.channel, booking, visit: () => this.#self.visit, stateVector: () => this.notes.stateVector,
      isCurrent: signal => this.link.isCurrent(signal),
      hear: { ...this.call.hear, refused: code => this.#refused(code) },
    })
  }

  #startButtons() {
    this.#lobbyElement.querySelector("[data-join]").addEventListener("click", () => this.#join())
    this.#find("[data-leave]").addEventListener("click", () => this.#finish())
    const offers = {
      try: () => this.socket.refresh(),
      take_over: () => this.socket.takeOver(),
      hear: () => this.stage.hear(),
      reload: () => location.reload(),
    }
    for (const button of this.#room.querySelectorAll("button[data-offer]")) {
      button.addEventListener("click", offers[button.dataset.offer])
    }
  }

  #opened() {
    this.#find("[data-self-video]").srcObject = this.#media.stream
    this.link.prepare()
    this.#drawMedia()
  }

  /** All in the one tap: browsers allow sound and the wake lock only then. */
  #join() {
    this.stage.allowSound()
    this.call.enter()
    this.socket.join()
    this.#wakeLock.want()
    this.lobby.close()
    for (const element of document.querySelectorAll("[data-outside]")) element.hidden = true
    this.#room.hidden = false
    this.#find("h1").focus()
    this.#draw()
  }

  /** Whichever way it ends, both come to the closing form. */
  async #finish() {
    if (this.#isFinishing) return
    this.#isFinishing = true
    this.#media.close()
    this.link.close()
    this.#wakeLock.release()
    await this.notes.settle(LAST_WORDS)
    await this.socket.leave()
    location.assign(this.#settings.close_url)
  }

  #refused(code) {
    if (code === "csrf") {
      location.reload()
    } else if (code === "peer_taken") {
      this.#self.peer = newPeerId(sessionStorage)
      this.channel.connect()
    } else if (this.#isInside) {
      this.call.hear.refused(code)
    }
  }

  get #isInside() {
    return !this.#room.hidden
  }

  #draw() {
    if (!this.#isInside || this.#isFinishing) return
    const { state } = this.call
    this.stage.draw(sceneOf(state, { them: this.#them, now: Date.now() }))
    this.stage.drawTheirMedia(state.theirMedia)
  }

  #drawMedia() {
    showSwitches(this.#switches, this.#media)
    this.lobby.drawMedia()
    this.stage.drawOurMedia(this.#media.state)
  }

  #tick() {
    this.clockView.draw()
    this.#draw()
    const minutes = this.#clock.warning()
    if (minutes && this.#isInside) say(warningWords(minutes, this.#clock.grace / 60_000))
    if (this.call.state.flow === "flowing") this.stage.liveWithoutPicture()
    if (this.#clock.phase === "closed") this.#closed()
  }

  #closed() {
    if (this.#isInside) this.#finish()
    else location.reload()
  }

  #find(selector) {
    return this.#room.querySelector(selector)
  }
}
