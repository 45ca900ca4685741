// One build for everything under static/: scripts and sheets are bundled, pictures copied, all
// named by their content. manifest.json leads from the plain name to the built one.
import { build } from "esbuild"
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises"
import { basename, parse } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

const dist = "static/dist"
const pages = ["static/js/app.js", "static/js/room.js", "static/css/app.css", "static/css/room.css"]
const worker = "static/js/pwa/service-worker.js"
const built = new Set(["manifest.json", "parts.json"])
const parts = {} // what a script imports at once, to be fetched beside it
const common = {
  bundle: true, minify: true, target: "es2022", metafile: true,
  outdir: dist, entryNames: "[name]-[hash]", chunkNames: "part-[hash]",
}

await mkdir(dist, { recursive: true })
const manifest = {
  ...await bundle({ entryPoints: pages.filter(existsSync), format: "esm", splitting: true }),
  ...await bundle({ entryPoints: [worker].filter(existsSync), format: "iife" }), // importScripts() takes no module
  ...await copyPictures("static/img"),
}
for (const name of built) await compress(name)
await writeFile(`${dist}/parts.json`, JSON.stringify(parts, null, 2))
await writeFile(`${dist}/manifest.json`, JSON.stringify(manifest, null, 2))
await sweep() // last, so that a running server never misses a file it has just named

async function bundle(options) {
  const { metafile } = await build({ ...common, ...options })
  const outputs = Object.entries(metafile.outputs)
  for (const [path] of outputs) built.add(basename(path))
  const entries = outputs.filter(([, { entryPoint }]) => entryPoint)
  for (const [path, { entryPoint }] of entries) parts[basename(entryPoint)] = importsOf(path, metafile.outputs)
  return Object.fromEntries(entries.map(([path, { entryPoint }]) => [basename(entryPoint), basename(path)]))
}

function importsOf(path, outputs) {
  const atOnce = outputs[path].imports.filter(({ kind }) => kind === "import-statement")
  const all = atOnce.flatMap(part => [basename(part.path), ...importsOf(part.path, outputs)])
  return [...new Set(all)]
}

async function copyPictures(folder) {
  const names = {}
  for (const picture of await readdir(folder)) {
    const content = await readFile(`${folder}/${picture}`)
    const { name, ext } = parse(picture)
    names[picture] = `${name}-${createHash("sha256").update(content).digest("hex").slice(0, 8)}${ext}`
    await writeFile(`${dist}/${names[picture]}`, content)
    built.add(names[picture])
  }
  return names
}

async function compress(name) {
  if (!/\.(js|css|svg)$/.test(name)) return
  const text = await readFile(`${dist}/${name}`)
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
  await writeFile(`${dist}/${name}.br`, await promisify(brotliCompress)(text, quality))
  await writeFile(`${dist}/${name}.gz`, await promisify(gzip)(text, { level: 9 }))
  built.add(`${name}.br`).add(`${name}.gz`)
}

async function sweep() {
  for (const name of await readdir(dist)) {
    if (!built.has(name)) await rm(`${dist}/${name}`)
  }
}
