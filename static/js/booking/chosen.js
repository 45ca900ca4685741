/** Choosing a time. */

import { behaviour } from "../lib/behaviours.js"

/** `data-chosen`: says which time of the form is chosen, in the words of its radio (`data-words`). */
behaviour("chosen", line => {
  const form = line.closest("form")
  const show = () => {
    const radio = form.querySelector("input[data-words]:checked")
    line.hidden = !radio
    line.textContent = radio?.dataset.words ?? ""
  }
  show()
  form.addEventListener("change", show)
  return () => form.removeEventListener("change", show)
})

/** `data-in-view`: the chosen one of a row that scrolls sideways is seen. */
behaviour("in-view", element => {
  const row = element.parentElement
  row.scrollLeft = element.offsetLeft - row.offsetLeft - (row.clientWidth - element.offsetWidth) / 2
})
