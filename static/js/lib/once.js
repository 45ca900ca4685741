/** One press, one request: a form that is on its way is not sent again. */

export function startOnce(root = document) {
  root.addEventListener("submit", refuseSecond, { capture: true })
  root.addEventListener("submit", ({ target, submitter, defaultPrevented }) => {
    if (!defaultPrevented && target.method === "post") markBusy(target, submitter)
  })
  root.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement.closest?.("form")
    if (form && ctx.request.method !== "GET") markBusy(form, ctx.request.submitter)
  })
  root.addEventListener("htmx:finally:request", ({ target, detail: { ctx } }) => {
    if (!ctx.hx?.redirect) release(target)
  })
  addEventListener("pageshow", ({ persisted }) => persisted && release(document.body))
}

function refuseSecond(event) {
  if (!event.target.hasAttribute("data-sent")) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

function markBusy(form, submitter) {
  form.dataset.sent = ""
  submitter?.setAttribute("aria-busy", "true")
}

function release(element) {
  const form = element.closest?.("form")
  for (const sent of form ? [form] : element.querySelectorAll?.("[data-sent]") ?? []) {
    delete sent.dataset.sent
    sent.querySelectorAll("[aria-busy]").forEach(button => button.removeAttribute("aria-busy"))
  }
}
