// What a page may weigh on its way to a phone: brotli at quality 11, KB = 1,024 bytes.
import assert from "node:assert/strict"
import { readFile, stat } from "node:fs/promises"
import test from "node:test"

const dist = new URL("../../static/dist/", import.meta.url)
const KB = 1024
const names = await json("manifest.json")
const parts = await json("parts.json")

async function json(name) {
  return JSON.parse(await readFile(new URL(name, dist), "utf8"))
}

async function weight(name) {
  const files = [names[name], ...parts[name]]
  const sizes = await Promise.all(files.map(async file => (await stat(new URL(`${file}.br`, dist))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

for (const [name, limit] of [["app.js", 16], ["app.css", 14], ["room.js", 60]]) {
  test(`${name}, with what it imports at once, weighs at most ${limit} KB`, async () => {
    const bytes = await weight(name)
    assert.ok(bytes <= limit * KB, `${bytes} bytes are more than ${limit * KB}`)
  })
}
