/** The notes as they read, with check boxes that can be tapped. The server's twin: webapp/live/note_markdown.py. */

import MarkdownIt from "markdown-it"

const MARK = /^\[([ xX])\][ \t]+(?=\S)/
const DAY = /(?:^|\s)@(?:\d{4}-\d{2}-\d{2}|today|tomorrow|mon|tue|wed|thu|fri|sat|sun)/i
const PAUSE = 150 // ms without a change before the page is drawn again

const markdown = new MarkdownIt("commonmark", { html: false, linkify: false, breaks: true }).disable("image")
markdown.core.ruler.push("boxes", state => { state.tokens.forEach((_, index) => addBox(state, index)) })
markdown.renderer.rules.box = (tokens, index) => {
  const { line, isDone, words } = tokens[index].meta
  return `<button type="button" role="checkbox" data-line="${line}" aria-checked="${isDone}"`
    + ` aria-label="${markdown.utils.escapeHtml(words)}"></button>`
}
markdown.renderer.rules.to_action = () => '<button type="button" class="text-button" data-to-action>Action</button>'

function addBox(state, index) {
  const [item, paragraph, inline] = state.tokens.slice(index, index + 3)
  if (item.type !== "list_item_open" || paragraph?.type !== "paragraph_open") return
  const [first] = inline.children
  const found = MARK.exec(inline.content)
  if (!found || first.type !== "text" || !first.content.startsWith(found[0].trimEnd())) return
  const [words] = inline.content.slice(found[0].length).split("\n")
  first.content = first.content.slice(3).trimStart()
  const isDone = found[1] !== " "
  const box = new state.Token("box", "button", 0)
  box.meta = { line: inline.map[0], isDone, words: words.trim() }
  inline.children.unshift(box)
  if (!isDone && DAY.test(words)) inline.children.push(new state.Token("to_action", "button", 0))
}

/** @returns {string} safe HTML: nothing of the text is taken for HTML, and no picture is loaded */
export function pageOf(text) {
  return markdown.render(text)
}

/** @returns {number} where the character between the brackets stands, of the box that begins this line; -1 if none does */
export function boxIn(text, line) {
  const start = text.split("\n").slice(0, line).reduce((sum, each) => sum + each.length + 1, 0)
  const at = text.indexOf("[", start)
  return /^\[[ xX]\]/.test(text.slice(at, at + 3)) ? at + 1 : -1
}

export class Preview {
  #text
  #area
  #page
  #toAction
  #timer = null

  /**
   * @param {object} _
   * @param {import("yjs").Text} _.text
   * @param {HTMLTextAreaElement} _.area
   * @param {HTMLElement} _.page
   * @param {(() => void) | null} _.toAction leads to where a line with a day becomes an action
   */
  constructor({ text, area, page, toAction }) {
    this.#text = text
    this.#area = area
    this.#page = page
    this.#toAction = toAction
    page.addEventListener("click", ({ target }) => this.#clicked(target))
    text.observe(() => this.#soon())
  }

  /** @returns {boolean} whether the page is shown now */
  toggle() {
    const isShown = this.#page.hidden
    if (isShown) this.#draw()
    this.#page.hidden = !isShown
    this.#area.hidden = isShown
    ;(isShown ? this.#page : this.#area).focus({ preventScroll: true })
    return isShown
  }

  #clicked(target) {
    if (target.closest("[data-to-action]")) this.#toAction?.()
    const box = target.closest("[data-line]")
    if (box) this.#tick(Number(box.dataset.line), box.ariaChecked === "true")
  }

  #tick(line, isDone) {
    const at = boxIn(this.#text.toString(), line)
    if (at < 0) return
    this.#text.doc.transact(() => {
      this.#text.insert(at, isDone ? " " : "x")
      this.#text.delete(at + 1, 1)
    })
    this.#draw()
  }

  #soon() {
    if (this.#page.hidden) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#draw(), PAUSE)
  }

  /** The box that has the focus keeps it. */
  #draw() {
    clearTimeout(this.#timer)
    const focused = this.#page.ownerDocument.activeElement?.closest?.("[data-line]")?.dataset.line
    const text = this.#text.toString()
    if (text.trim()) this.#page.innerHTML = pageOf(text)
    else this.#page.textContent = "Nothing is written yet."
    if (!this.#toAction) for (const button of this.#page.querySelectorAll("[data-to-action]")) button.remove()
    if (focused) this.#page.querySelector(`[data-line="${focused}"]`)?.focus()
  }
}
