// Firefox for tests/browser/firefox.py: a line of JSON in, `[verb, ...arguments]`, a line out.
import { createInterface } from "node:readline"
import puppeteer from "puppeteer-core"

const WITHIN = 20_000 // ms
const browser = await puppeteer.launch({
  browser: "firefox", executablePath: process.argv[2], headless: true,
  defaultViewport: { width: 1280, height: 800 },
  extraPrefsFirefox: {
    "media.navigator.streams.fake": true,
    "media.navigator.permission.disabled": true,
    "media.peerconnection.ice.loopback": true,
    "network.proxy.type": 0,
  },
})
const page = await browser.newPage()
page.setDefaultTimeout(WITHIN)
const complaints = []
page.on("pageerror", error => complaints.push(error.message))

const verbs = {
  signIn: (url, token) => browser.setCookie({ name: "device", value: token, domain: new URL(url).hostname, path: "/" }),
  open: async url => { await page.goto(url) },
  click: name => page.locator(`::-p-aria([name="${name}"][role="button"])`).click(),
  wait: async script => { await page.waitForFunction(script) },
  read: script => page.evaluate(script),
  complaints: () => complaints,
}

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ...rest] = JSON.parse(line)
  try {
    answer({ ok: true, value: (await verbs[verb](...rest)) ?? null })
  } catch (error) {
    answer({ ok: false, value: `${verb}: ${error.message}` })
  }
}
await browser.close()

function answer(object) {
  process.stdout.write(`${JSON.stringify(object)}\n`)
}
