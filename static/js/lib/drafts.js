/** `data-keep="brief-ada"`: what is typed stays on this device until the form has arrived.
 *  `data-forget="brief-ada brief-ben"` on what the server answers then removes it. */

import { behaviour } from "./behaviours.js"

const PAUSE = 300 // ms without a key before it is written
const PREFIX = "draft:"

behaviour("keep", field => {
  const key = PREFIX + field.dataset.keep
  let timer
  const save = () => {
    clearTimeout(timer)
    timer = undefined
    keep(key, field.value)
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE)
  }
  const saveWaiting = () => timer && save()

  restore(key, field)
  field.addEventListener("input", soon)
  addEventListener("pagehide", saveWaiting)
  return () => {
    saveWaiting()
    removeEventListener("pagehide", saveWaiting)
  }
})

behaviour("forget", element => forget(element.dataset.forget))

/** Put a draft back into an empty field; what the server sent is newer and stays. */
export function restore(key, field, storage = localStorage) {
  const draft = storage.getItem(key)
  if (field.value || !draft) return
  field.value = draft
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

export function keep(key, text, storage = localStorage) {
  try {
    if (text) storage.setItem(key, text)
    else storage.removeItem(key)
  } catch {
    // storage is full or switched off: the text is still in the field
  }
}

export function forget(names, storage = localStorage) {
  for (const name of names.split(" ")) storage.removeItem(PREFIX + name)
}
