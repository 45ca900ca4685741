/** Loaded by /service-worker.js, which says what the shell is: {version, files, offline}. */

import { renew } from "./renewal.js"
import { noteOf, pageOf, ringsAgain } from "./ringing.js"
import { cacheName, isOld, wayFor } from "./shell.js"

const { version, files, offline } = self.shell
const shell = { origin: self.location.origin, files }

self.addEventListener("install", event => event.waitUntil(fill()))
self.addEventListener("activate", event => event.waitUntil(removeOld()))
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting()
})
self.addEventListener("fetch", event => {
  const way = wayFor(event.request, shell)
  if (way === "network") event.respondWith(fetch(event.request).catch(showOffline))
  if (way === "shell") event.respondWith(fromShell(event.request))
})
self.addEventListener("push", event => event.waitUntil(ring(event.data?.text())))
self.addEventListener("pushsubscriptionchange", event =>
  event.waitUntil(renew(event, self.registration.pushManager, (url, options) => fetch(url, options))))
self.addEventListener("notificationclick", event => {
  event.notification.close()
  event.waitUntil(open(pageOf(event.notification.data, shell.origin)))
})

async function fill() {
  const cache = await caches.open(cacheName(version))
  await cache.addAll([...files, new Request(offline, { cache: "reload", credentials: "omit" })])
}

async function removeOld() {
  const names = await caches.keys()
  await Promise.all(names.filter(name => isOld(name, version)).map(name => caches.delete(name)))
}

async function fromShell(request) {
  const cache = await caches.open(cacheName(version))
  return await cache.match(request.url) ?? fetch(request)
}

async function showOffline() {
  const cache = await caches.open(cacheName(version))
  return await cache.match(offline) ?? Response.error()
}

async function ring(text) {
  const { title, options } = noteOf(text)
  const shown = await self.registration.getNotifications({ tag: options.tag })
  await self.registration.showNotification(title, { ...options, renotify: ringsAgain(options, shown) })
}

async function open(url) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true })
  const there = pages.find(page => page.url === url)
  await (there ? there.focus() : self.clients.openWindow(url))
}
