/** A browser's push service has changed where it can be rung: take the new place and tell the product.
 *  What the product asks for stands on the page about it; who is signed out is rung no more anyway. */

const PAGE = "/settings/notifications"
const KEY = /data-server-key="([\w-]+)"/
const TOKEN = /name="csrf_token"[^>]* value="([\w.-]+)"/

/**
 * @param {{oldSubscription?: PushSubscription, newSubscription?: PushSubscription}} change
 * @param {PushManager} pushManager
 * @returns {Promise<boolean>} whether the new place is known now
 */
export async function renew({ newSubscription }, pushManager, fetch) {
  const page = await fetch(PAGE)
  const { key, token } = asked(page.ok && !page.redirected ? await page.text() : "")
  if (!key || !token) return false
  const subscription = newSubscription
    ?? await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  const body = new URLSearchParams({ csrf_token: token, endpoint, ...keys })
  const answer = await fetch(`${PAGE}/browsers`, { method: "POST", body })
  return answer.ok
}

function asked(html) {
  const [key, token] = [KEY, TOKEN].map(pattern => pattern.exec(html)?.[1])
  return { key, token }
}
