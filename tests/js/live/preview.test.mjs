import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import { test } from "node:test"

import { boxIn, pageOf } from "../../../static/js/live/preview.js"

// what the server makes of the same texts: tests/live/test_note_markdown.py
const TWINS = JSON.parse(await readFile(new URL("../../live/twins.json", import.meta.url), "utf8"))
const BOX = /<button type="button" role="checkbox" data-line="(\d+)" aria-checked="(true|false)" aria-label="([^"]*)"><\/button>/g

test("the preview reads as the server's page does", () => {
  for (const { text, html } of TWINS) {
    const ours = pageOf(text)
      .replace(BOX, (_, _line, isDone) => (isDone === "true" ? "☑" : "☐"))
      .replaceAll(/<button[^>]*data-to-action>Action<\/button>/g, "")
      .replaceAll("&quot;", '"')
      .replaceAll(/<hr ?\/?>/g, "<hr>").replaceAll(/<br ?\/?>/g, "<br>")
    assert.equal(ours, html)
  }
})

test("each box is found where it stands in the text", () => {
  for (const { text, tasks } of TWINS) {
    const boxes = [...pageOf(text).matchAll(BOX)].map(([, line, isDone]) => [Number(line), isDone === "true"])
    assert.deepEqual(boxes, tasks.map(([line, , isDone]) => [line, isDone]))
    for (const [line, , isDone] of tasks) {
      const at = boxIn(text, line)
      assert.match(text.slice(at - 1, at + 2), isDone ? /\[[xX]\]/ : /\[ \]/)
    }
  }
  assert.equal(boxIn("no box\nhere", 1), -1)
  assert.equal(boxIn("", 7), -1)
})

test("an open box with a day leads to the action, one that is ticked or has none does not", () => {
  const leads = text => pageOf(text).includes("data-to-action")
  for (const day of ["@friday", "@Fri", "@2026-12-01", "@tomorrow"]) assert.ok(leads(`- [ ] ask ${day}`))
  for (const text of ["- [x] ask @friday", "- [ ] ask", "ask @friday", "- [ ] a@friday.test"]) assert.ok(!leads(text))
})

test("nothing that is written becomes code, a picture or a hook", () => {
  const html = pageOf('<script>alert(1)</script>\n\n![a](https://a.example/x.png)\n\n[a](javascript:alert(1))\n\n- [ ] "><img src=x>')
  assert.doesNotMatch(html, /<script|<img|href="javascript/)
})
