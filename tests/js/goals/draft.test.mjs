import assert from "node:assert/strict"
import test from "node:test"
import { fillIn, read, write } from "../../../static/js/goals/draft.js"

const PROMPTS = { situation: "We split.", tried: "Asked.", question: "Who tells him?", done: "" }

function storageWith(entries = {}) {
  const map = new Map(Object.entries(entries))
  return { map, getItem: key => map.get(key) ?? null, setItem: (key, value) => map.set(key, value) }
}

function written(line, prompts = PROMPTS) {
  const storage = storageWith()
  write(line, prompts, storage)
  return storage
}

function field(value = "") {
  return Object.assign(new EventTarget(), { value })
}

test("a draft comes back for the line it began with", () => {
  assert.deepEqual(read("Who tells Jonas?", written("Who tells Jonas?")), PROMPTS)
})

test("and for the question it has become", () => {
  assert.deepEqual(read(" Who tells him? ", written("Jonas")), PROMPTS)
})

test("another line begins another brief", () => {
  assert.deepEqual(read("How do I ask for money?", written("Who tells Jonas?")), {})
})

test("without a line one goes on with what there is", () => {
  assert.deepEqual(read("", written("Who tells Jonas?")), PROMPTS)
})

test("nothing comes of nothing, or of what is no draft", () => {
  assert.deepEqual(read("", storageWith()), {})
  assert.deepEqual(read("", storageWith({ "draft:brief": "no JSON" })), {})
})

test("a full storage stops nobody", () => {
  const full = { setItem() { throw new Error("QuotaExceededError") } }
  assert.doesNotThrow(() => write("", PROMPTS, full))
})

test("signed in, only what is empty is filled, and the page hears of it", () => {
  const fields = { question: field("Who tells Mira?"), tried: field() }
  let told = 0
  fields.tried.addEventListener("input", () => told++)
  fillIn(fields, PROMPTS, { isNewer: false })
  assert.equal(fields.question.value, "Who tells Mira?")
  assert.equal(fields.tried.value, "Asked.")
  assert.equal(told, 1)
})

test("signed out, the draft is what was typed last", () => {
  const fields = { question: field("Who tells Mira?"), done: field("I know.") }
  fillIn(fields, PROMPTS, { isNewer: true })
  assert.equal(fields.question.value, "Who tells him?")
  assert.equal(fields.done.value, "I know.")
})
