/** What a push says, for browsers that leave showing it to the service worker. */

const UNKNOWN = { title: "Momentor", body: "Something is new.", navigate: "/" }

/** @param {string | undefined} text the message: {notification: {title, navigate, …}} */
export function noteOf(text) {
  const { title, navigate, data, ...options } = { ...UNKNOWN, ...parsed(text)?.notification }
  return { title, options: { ...options, data: { ...data, navigate } } }
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A newer note about the same thing rings again; the same one sent twice does not. */
export function ringsAgain({ tag, data }, shown) {
  return Boolean(tag) && !shown.some(note => note.data?.id === data.id)
}

/** Where a pressed note leads: to a page of ours, whatever the message says. */
export function pageOf(data, origin) {
  try {
    const url = new URL(data?.navigate ?? "/", origin)
    return url.origin === origin ? url.href : `${origin}/`
  } catch {
    return `${origin}/`
  }
}
