import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import test from "node:test"
import { hintsOn, wordsIn } from "../../../static/js/goals/hints.js"

const cases = JSON.parse(await readFile(new URL("../../goals/hints.json", import.meta.url), "utf8"))
const nothing = { question: "", done: "", whole: "" }

for (const { says, prompts, repeat = {}, hints } of cases) {
  test(says, () => {
    const empty = { situation: "", tried: "", question: "", done: "" }
    const repeated = Object.entries(repeat).map(([name, [text, times]]) => [name, text.repeat(times)])
    const written = { ...empty, ...prompts, ...Object.fromEntries(repeated) }
    assert.deepEqual(hintsOn(written), { ...nothing, ...hints })
  })
}

test("what is asked again and again is judged the same", () => {
  const asked = { situation: "", tried: "", question: "Who? When?", done: "I know it all." }
  assert.deepEqual(hintsOn(asked), hintsOn(asked))
})

test("signs that no space sets apart count as half a word each", () => {
  assert.equal(wordsIn("谁告诉他 now"), 3)
})
