/** A brief that is written before one has signed in stays in this browser, for one first line. */

const KEY = "draft:brief" // what `data-forget="brief"` removes, once the server has it

/** @returns the prompts of the draft that belongs to this first line, or none */
export function read(line, storage = localStorage) {
  const draft = parse(storage.getItem(KEY))
  return draft && belongs(draft, line) ? draft.prompts : {}
}

export function write(line, prompts, storage = localStorage) {
  try {
    storage.setItem(KEY, JSON.stringify({ line, prompts }))
  } catch {
    // storage is full or switched off: the text is still in the fields
  }
}

/** What the server sent is newer and stays, unless this browser is the only place there is. */
export function fillIn(fields, prompts, { isNewer }) {
  for (const [name, text] of Object.entries(prompts)) {
    const field = fields[name]
    if (!field || !text || field.value === text || (field.value && !isNewer)) continue
    field.value = text
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
}

/** The question asked of the mentors becomes the line, so a draft is known by that too. */
function belongs({ line, prompts }, wanted) {
  const known = [line, prompts.question, prompts.situation].map(text => (text ?? "").trim())
  return !wanted.trim() || known.includes(wanted.trim())
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
