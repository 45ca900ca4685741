/** Loaded by the room's page, which is a card before it opens, then lobby and room, then the way on. */

import { RoomClock } from "./live/clock.js"
import { RoomPage } from "./live/room_page.js"

const { room: booking, roomState, settings: text } = document.body.dataset
const settings = JSON.parse(text)
const clock = new RoomClock(settings.clock)

if (roomState === "open") {
  const { Extras } = await import("./live/extras.js")
  const View = settings.person ? undefined : (await import("./live/group_view.js")).GroupView
  globalThis.room = new RoomPage({ booking, settings, clock, them: settings.them, Extras, View })
  globalThis.room.start()
  globalThis.room.stay((await import("./live/staying.js")).Staying)
} else if (roomState === "early") {
  // one look a second: a timer as long as this would be wrong after a sleep
  setInterval(() => clock.phase !== "early" && location.reload(), 1000)
}
