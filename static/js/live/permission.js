/** Which steps lead to a microphone in this browser. */

/**
 * @param {"denied" | "system" | "busy" | "missing"} problem
 * @param {{userAgent: string, maxTouchPoints?: number}} navigator
 * @returns {string} a name in templates/live/_permission.html
 */
export function stepsFor(problem, { userAgent, maxTouchPoints = 0 }) {
  if (problem !== "denied") return problem
  if (/Android/.test(userAgent)) return /Firefox/.test(userAgent) ? "firefox" : "android"
  if (/iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return "iphone"
  if (/Firefox/.test(userAgent)) return "firefox"
  return /Chrome|Chromium/.test(userAgent) ? "chrome" : "safari"
}

/** Call `changed` when the person has changed their mind in the browser's own settings. */
export async function watchPermission(permissions, changed) {
  for (const name of ["microphone", "camera"]) {
    try {
      const status = await permissions.query({ name })
      status.addEventListener("change", () => status.state === "granted" && changed())
    } catch {
      // this browser does not say; "Ask again" does the same
    }
  }
}
