/** Loaded by every page. */

import htmx from "htmx.org"
import { startBehaviours, stopLostBehaviours } from "./lib/behaviours.js"
import "./booking/chosen.js"
import "./goals/prompts.js"
import "./lib/copy.js"
import "./lib/countdown.js"
import "./lib/drafts.js"
import { startFailures } from "./lib/failures.js"
import "./lib/forms.js"
import { startOnce } from "./lib/once.js"
import "./lib/status.js"
import { startZone } from "./lib/zone.js"
import { startNotes } from "./live/outside.js"
import "./notifications/push.js"
import "./people/passkeys.js"
import "./pwa/online.js"
import "./scheduling/quarters.js"
import "./scheduling/week.js"
import { startUpdates } from "./pwa/updates.js"

startBehaviours()
startOnce()
startFailures()
startZone(htmx)
startUpdates()
startNotes()

// fires for every new part of the page, and after its scripts and focus are settled
document.addEventListener("htmx:after:process", ({ target }) => {
  stopLostBehaviours()
  startBehaviours(target)
})
