/** Small helps for forms that work without them. */

import { behaviour } from "./behaviours.js"

const PAUSE = 300 // ms without a key before a search is sent

/** `data-autosubmit`: a filter applies when it is chosen, a search when one stops typing. */
behaviour("autosubmit", form => {
  let timer
  const send = () => {
    clearTimeout(timer)
    form.requestSubmit()
  }
  form.addEventListener("change", send)
  form.addEventListener("input", ({ target }) => {
    if (!isTyped(target)) return
    clearTimeout(timer)
    timer = setTimeout(send, PAUSE)
  })
  return () => clearTimeout(timer)
})

/** `data-focus`: what has just stopped the reader takes the focus. */
behaviour("focus", element => element.focus())

/** `data-opens="dialog-id"`: the link's question, asked on this page. */
behaviour("opens", element => {
  element.addEventListener("click", event => {
    event.preventDefault()
    document.getElementById(element.dataset.opens).showModal()
  })
})

/** `data-print`: the page on paper, or as a file, as the browser does it. */
behaviour("print", button => button.addEventListener("click", () => print()))

/** `data-back`: go back where one came from, as far down as one was. */
behaviour("back", link => {
  link.addEventListener("click", event => {
    if (document.referrer !== link.href) return
    event.preventDefault()
    history.back()
  })
})

function isTyped(field) {
  return field.matches("textarea, input:not([type='checkbox'], [type='radio'])")
}
