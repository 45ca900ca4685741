/** Lobby and room of one document: makes the parts, and moves from one to the other. */

import { say } from "../lib/status.js"
import { Call } from "./call.js"
import { channelWith } from "./channel.js"
import { warningWords } from "./clock.js"
import { ClockView } from "./clock_view.js"
import { sendInstead } from "./connection.js"
import { showSwitches, startSwitches } from "./controls.js"
import { newId, newPeerId, peerId } from "./ids.js"
import { Lobby } from "./lobby.js"
import { Media, memoryOf } from "./media.js"
import { SharedNotes } from "./notes.js"
import { whenBack, whenOnline } from "./returning.js"
import { PairView } from "./pair_view.js"
import { Sheet } from "./sheet.js"
import { RoomSocket } from "./socket.js"
import { Talk } from "./talk.js"
import { TextareaBinding } from "./textarea.js"
import { WakeLock } from "./wake_lock.js"
import { Ways } from "./ways.js"
import { WritingLine } from "./writing.js"

const TICK = 250 // ms; four times a second keeps the display honest after a sleep
const LAST_WORDS = 2000 // ms for notes that are not acknowledged when one leaves

export class RoomPage {
  #booking
  #settings
  clock
  #them
  #isFinishing = false

  #lobbyElement = document.querySelector("[data-lobby]")
  #room = document.querySelector("[data-inside]")
  #switches = document.querySelectorAll("[data-switch]")
  #self = { peer: peerId(sessionStorage), visit: newId() }
  #wakeLock = new WakeLock({ navigator, document })

  /**
   * @param {object} _
   * @param {string} _.them how one says the other, or all the others, in a sentence
   * @param {typeof import("./extras.js").Extras} _.Extras
   * @param {typeof PairView} [_.View] another one for a group
   */
  constructor({ booking, settings, clock, them, Extras, View = PairView }) {
    this.#booking = booking
    this.#settings = settings
    this.clock = clock
    this.#them = them
    this.media = new Media({ devices: navigator.mediaDevices, storage: localStorage, meeting: settings.is_first_meeting && memoryOf(booking) })
    this.lobby = new Lobby({ element: this.#lobbyElement, media: this.media, them })
    this.clockView = new ClockView({ clock, them })
    this.writing = new WritingLine({ element: this.#find("[data-notes-words]"), isGroup: !settings.person })
    this.view = new View(this.#room, { them, changed: () => this.#draw() })
    this.notes = this.#makeNotes()
    this.sheet = new Sheet(this.#room)
    this.extras = this.#makeExtras(Extras)
    this.ways = new Ways({ settings, self: this.#self, media: this.media, socket: () => this.socket })
    this.talk = this.#makeTalk()
    this.socket = this.#makeSocket(booking)
    this.talk.use(this.socket)
  }

  /** The connection to the other, for tests and for whoever wants to look at its figures. */
  get pc() {
    return this.talk.calls[0].link.connection
  }

  /** @param {typeof import("./staying.js").Staying} Staying */
  stay(Staying) {
    this.staying = new Staying({
      room: this.#room, media: this.media, talk: this.talk, socket: this.socket, manager: this.channel.io,
      view: this.view, lobby: this.lobby, changed: () => this.#drawMedia(),
    })
    this.staying.start()
  }

  start() {
    startSwitches(this.#switches, this.media, () => {
      this.#drawMedia()
      this.talk.tellMedia()
      this.staying?.switched()
    })
    this.#startButtons()
    this.#startNoteTools()
    whenBack(() => this.socket.refresh())
    whenOnline(() => {
      this.socket.reopen()
      this.talk.restart()
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

  async #startNoteTools() {
    const { startNoteTools } = await import("./note_tools.js")
    startNoteTools({ room: this.#room, sheet: this.sheet, notes: this.notes, person: this.#settings.self, booking: this.#booking })
  }

  #makeExtras(Extras) {
    const { me, zone } = this.#settings
    const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone })
    return new Extras({
      room: this.#room, sheet: this.sheet, clock: this.clock, ask: (event, data) => this.socket.ask(event, data),
      words: { me, them: this.#them, clockTime: instant => time.format(instant) },
    })
  }

  #makeTalk() {
    return new Talk({
      extras: this.extras, notes: this.notes, clock: this.clock, media: this.media, other: this.#settings.person,
      makeCall: them => this.#makeCall(them), endCall: call => this.view.release(call),
      show: () => this.#draw(), showWriting: name => this.writing.theyWrite(name), finish: () => this.#finish(),
    })
  }

  #makeCall(them) {
    const picture = this.view.pictureFor(them)
    const link = this.ways.link({
      show: { remote: stream => picture.play(stream), flow: flow => call.flow(flow), doubt: () => this.staying?.check() },
      may: () => this.talk.state.place === "in" && !call.state.keptUntil, refused: () => call.relayRefused(),
    })
    const call = new Call({ link, picture, name: them.name?.split(" ")[0] ?? this.#them, say, show: () => this.#draw() })
    return call
  }

  #makeSocket(booking) {
    this.channel = channelWith(() => ({ csrf: this.#settings.csrf, peer: this.#self.peer }))
    return new RoomSocket({
      socket: this.channel, booking, visit: () => this.#self.visit, stateVector: () => this.notes.stateVector,
      offer: () => this.talk.bringOffer(), isCurrent: signal => this.talk.isCurrent(signal),
      hear: {
        ...this.talk.hear, refused: code => this.#refused(code),
        joined: answer => {
          this.ways.take(answer, this.talk.calls.map(({ link }) => link))
          this.talk.hear.joined(answer)
          this.staying?.heartbeat.beat() // the old network was slow to answer; this one may be quick
        },
      },
    })
  }

  #startButtons() {
    const join = this.#lobbyElement.querySelector("[data-join]")
    join.addEventListener("click", () => this.#join())
    join.disabled = false // a tap before we listen would be lost
    this.#find("[data-leave]").addEventListener("click", () => this.#finish())
    const offers = {
      try: () => this.socket.refresh(),
      take_over: () => this.socket.takeOver(),
      hear: () => this.view.stage.hear(),
      reconnect_audio: () => this.staying.reconnectAudio(),
      reload: () => location.reload(),
    }
    for (const button of this.#room.querySelectorAll("button[data-offer]")) {
      button.addEventListener("click", offers[button.dataset.offer])
    }
  }

  #opened() {
    this.#find("[data-self-video]").srcObject = this.media.stream
    for (const { link } of this.talk.calls) link.prepare()
    if (this.#isInside) for (const track of this.media.sent) sendInstead(this.talk.connections, track, this.media.stream, this.talk)
    this.#drawMedia()
    this.staying?.opened()
  }

  /** All in the one tap: browsers allow sound and the wake lock only then. */
  #join() {
    this.view.stage.allowSound()
    this.talk.enter()
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
    this.media.close()
    this.talk.close()
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
      this.talk.hear.refused(code)
    }
  }

  get #isInside() {
    return !this.#room.hidden
  }

  #draw() {
    if (this.#isInside && !this.#isFinishing) this.view.draw(this.talk)
  }

  #drawMedia() {
    showSwitches(this.#switches, this.media)
    this.lobby.drawMedia()
    this.view.stage.drawOurMedia(this.talk.describe())
  }

  #tick() {
    this.clockView.draw()
    this.#draw()
    const minutes = this.clock.warning()
    if (minutes && this.#isInside) say(warningWords(minutes, this.clock.grace / 60_000))
    if (this.#isInside) this.extras.tick(minutes)
    if (this.clock.phase === "closed") this.#closed()
  }

  #closed() {
    if (this.#isInside) this.#finish()
    else location.reload()
  }

  #find(selector) {
    return this.#room.querySelector(selector)
  }
}
