/** The phases of the talk: a quiet bar, and the words under the clock. */

const MINUTE = 60_000 // ms

/**
 * @param {[string, number, string][]} phases names, starts and titles, as the clock has them
 * @param {number} endsAt
 * @param {number} now
 * @returns {{name: string, title: string, left: number, shares: number[], done: number[]} | null} null before the clock runs;
 *   shares of the whole and how much of each is over, from 0 to 1
 */
export function agendaAt(phases, endsAt, now) {
  if (phases.length === 0) return null
  const spans = phases.map(([name, start, title], place) => ({ name, title, start, end: phases[place + 1]?.[1] ?? endsAt }))
  const current = spans.findLast(({ start }) => start <= now) ?? spans[0]
  const whole = endsAt - spans[0].start
  return {
    name: current.name,
    title: current.title,
    left: Math.max(0, current.end - now),
    shares: spans.map(({ start, end }) => (end - start) / whole),
    done: spans.map(({ start, end }) => Math.min(1, Math.max(0, (now - start) / (end - start || 1)))),
  }
}

/** "Explore, 4 min" */
export function phaseWords({ title, left }) {
  return `${title}, ${Math.max(1, Math.ceil(left / MINUTE))} min`
}

/** Draw the bar: widths and fills as attributes of an SVG, since styles may not be inline. */
export function drawAgenda(bar, agenda) {
  bar.toggleAttribute("hidden", !agenda)
  if (!agenda) return
  let x = 0
  for (const [place, share] of agenda.shares.entries()) {
    const [all, past] = bar.children[place].children
    put(all, x, share)
    put(past, x, share * agenda.done[place])
    x += share
  }
}

function put(rect, x, width) {
  rect.setAttribute("x", (100 * x).toFixed(2))
  rect.setAttribute("width", Math.max(0, 100 * width - GAP).toFixed(2))
}

const GAP = 0.4 // of the bar's 100
