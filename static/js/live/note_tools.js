/** What notes can do besides being written: stay on this device, be read as a page, and the mentor's own pad. */

import { toast } from "../lib/status.js"
import { Kept } from "./kept.js"

/**
 * @param {object} _
 * @param {HTMLElement} _.room
 * @param {import("./sheet.js").Sheet} _.sheet
 * @param {import("./notes.js").SharedNotes} _.notes
 * @param {string} _.person our public id
 * @param {string} _.booking
 */
export function startNoteTools({ room, sheet, notes, person, booking }) {
  keepOnDevice(notes, { person, booking })
  startPreview(room, sheet, notes)
  for (const button of room.querySelectorAll("[data-shows]")) {
    button.addEventListener("click", () => {
      sheet.show(button.dataset.shows)
      room.querySelector(`#${button.dataset.shows} :is(textarea, button)`)?.focus()
    })
  }
}

async function keepOnDevice(notes, names) {
  try {
    await notes.keepIn(await Kept.open(names))
  } catch {
    // a private window, or switched off: notes are in the page only
  }
}

function startPreview(room, sheet, notes) {
  const button = room.querySelector("[data-preview]")
  let preview = null
  button.addEventListener("click", async () => {
    preview ??= import("./preview.js").then(({ Preview }) => new Preview({
      text: notes.text, area: room.querySelector("[data-notes]"), page: room.querySelector("[data-notes-page]"),
      toAction: room.querySelector("#pad-action") && (() => sheet.show("pad-action")),
    }))
    try {
      const isShown = (await preview).toggle()
      button.textContent = isShown ? "Write" : "Preview"
    } catch {
      preview = null // the next tap tries again
      toast("The preview comes with the connection. Writing goes on.")
    }
  })
}
