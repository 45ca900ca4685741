/** `<button data-copy="id" hidden>` copies what stands in a field, where a browser lets it. */

import { behaviour } from "./behaviours.js"
import { toast } from "./status.js"

behaviour("copy", button => {
  button.hidden = !navigator.clipboard
  const copy = async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value)
    toast("Copied")
  }
  button.addEventListener("click", copy)
  return () => button.removeEventListener("click", copy)
})
