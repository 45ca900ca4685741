/** Passkeys in forms: the browser is asked, its answer goes into the form, the form is sent.
 *  `data-passkey-register` and `data-passkey-sign-in` name where the options come from. */

import { behaviour } from "../lib/behaviours.js"
import { toast } from "../lib/status.js"

behaviour("passkey-register", form => {
  if (!isKnown()) return
  offer(form, async () => {
    const options = await optionsFor(form, form.dataset.passkeyRegister)
    return options && (await ceremony()).register(options)
  })
})

behaviour("passkey-sign-in", form => {
  if (!isKnown()) return
  let waiting = new AbortController()
  const ask = async how => {
    waiting.abort()
    waiting = new AbortController()
    const { signal } = waiting
    const options = await optionsFor(form, form.dataset.passkeySignIn)
    if (options && !signal.aborted) return (await ceremony()).signIn(options, { ...how, signal })
  }

  offer(form, ask)
  waitForChoice(form, ask)
  return () => waiting.abort()
})

/** The address field offers the passkeys of this device beside the addresses it knows. */
async function waitForChoice(form, ask) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
  try {
    send(form, await ask({ mediation: "conditional" }))
  } catch {
    // given up, or asked for by the button: nobody waits for this one
  }
}

function offer(form, ask) {
  form.hidden = false
  form.querySelector("[data-ask]").addEventListener("click", async () => {
    try {
      send(form, await ask())
    } catch (error) {
      toast(wordsFor(error.name))
    }
  })
}

/** @param {string} name of what WebAuthn throws */
export function wordsFor(name) {
  if (name === "InvalidStateError") return "This device has a passkey for you already."
  if (name === "NotAllowedError" || name === "AbortError") return "No passkey was used. You can try again, or take the code by mail."
  return "That did not work with a passkey here. The code by mail does."
}

async function optionsFor(form, url) {
  const headers = { "X-CSRFToken": form.elements.csrf_token.value }
  const answer = await fetch(url, { method: "POST", headers })
  if (answer.redirected) return location.assign(answer.url) // one has to prove again who one is
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return answer.json()
}

function send(form, answer) {
  if (!answer) return
  form.elements.credential.value = JSON.stringify(answer)
  form.requestSubmit()
}

function ceremony() {
  return import("./passkey.js")
}

function isKnown() {
  return "PublicKeyCredential" in window
}
