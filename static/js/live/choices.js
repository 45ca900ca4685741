/** What few need and nobody in the first second: other devices, the screen, a picture above other windows. */

import { DeviceChoice } from "./devices.js"
import { startFloating } from "./floating.js"
import { Sharing } from "./sharing.js"

const KINDS = { microphone: "audio", camera: "video" }

/**
 * @param {object} _
 * @param {import("./lobby.js").Lobby} _.lobby
 * @param {HTMLElement} _.room
 * @param {import("./media.js").Media} _.media
 * @param {import("./talk.js").Talk} _.talk
 * @param {import("./capture.js").Capture} _.capture
 * @param {() => void} _.changed when something else is sent
 * @returns {() => void} to be called when there is a stream: before, browsers do not say what they have
 */
export function offerChoices({ lobby, room, media, talk, capture, changed }) {
  startFloating(room.querySelector("[data-float]"), room)
  const devices = navigator.mediaDevices
  if (!devices) return () => {} // the page is not secure
  const players = room.querySelectorAll("video:not([data-self-video])")
  const use = (name, device) => capture.use(KINDS[name], device)
  const choiceIn = element => new DeviceChoice({ element: element.querySelector("[data-devices]"), devices, media, use, players })
  const choices = [offerInLobby(lobby.element, choiceIn(lobby.element)), offerInRoom(room, choiceIn(room))]
  if (devices.getDisplayMedia) offerScreen(room, { devices, media, talk, changed })
  return () => choices.forEach(choice => choice.show())
}

function offerScreen(room, { changed, ...parts }) {
  const begin = room.querySelector("[data-share]")
  const sign = room.querySelector("[data-sharing]")
  const sharing = new Sharing({ ...parts, changed: () => {
    begin.hidden = sharing.isOn
    sign.hidden = !sharing.isOn
    changed()
  } })
  begin.hidden = false
  begin.addEventListener("click", async () => {
    await sharing.begin()
    if (sharing.isOn) sign.querySelector("button").focus()
  })
  sign.querySelector("button").addEventListener("click", async () => {
    await sharing.end()
    room.querySelector("[data-more]").focus()
  })
}

function offerInLobby(lobby, choice) {
  const button = lobby.querySelector("[data-change]")
  const list = lobby.querySelector("[data-devices]")
  button.addEventListener("click", () => {
    list.hidden = !list.hidden
    button.ariaExpanded = String(!list.hidden)
    if (!list.hidden) list.querySelector("[data-device-field]:not([hidden]) select").focus()
  })
  choice.changed = () => { button.hidden = !choice.isOffered }
  choice.start()
  return choice
}

function offerInRoom(room, choice) {
  choice.changed = () => { room.querySelector("[data-devices-part]").hidden = false }
  choice.start()
  return choice
}
