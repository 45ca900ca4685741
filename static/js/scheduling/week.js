/** `data-week-grid`: its script comes where the week is shown, on a wide screen. */

import { behaviour } from "../lib/behaviours.js"

behaviour("week-grid", form => {
  const wide = matchMedia("(min-width: 56rem)")
  const start = async () => {
    if (wide.matches) (await import("./week_grid.js")).start(form)
  }
  start()
  wide.addEventListener("change", start)
  return () => wide.removeEventListener("change", start)
})
