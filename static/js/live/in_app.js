/** Inside the window of another app there is often no microphone, and a tap on "back" ends the call. */

const APPS = [
  ["Instagram", /Instagram/], ["Messenger", /FBAN\/Messenger|FB_IAB\/(MESSENGER|Orca)/i], ["Facebook", /FBAN|FBAV|FB_IAB/], ["LinkedIn", /LinkedInApp/],
  ["Threads", /Barcelona/], ["TikTok", /BytedanceWebview|musical_ly|TikTok/i], ["Snapchat", /Snapchat/], ["Pinterest", /Pinterest/],
  ["X", /Twitter/], ["Telegram", /Telegram/], ["WeChat", /MicroMessenger/], ["LINE", /\bLine\//], ["The Google app", /\bGSA\//],
]
export const PHONE = /iPhone|iPad|iPod/

/** @returns {string | null} the app whose window this is; "Another app" where it does not say */
export function appOf({ userAgent, standalone = false }) {
  const known = APPS.find(([, pattern]) => pattern.test(userAgent))
  if (known) return known[0]
  const isWindow = /Android.*; wv\)/.test(userAgent) || (PHONE.test(userAgent) && !/Safari\//.test(userAgent) && !standalone)
  return isWindow ? "Another app" : null
}
