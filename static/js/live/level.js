/** The microphone's level as a row of bars. */

const LOOK = 80 // ms
const QUIET = 0.01 // root mean square of a silent room
const LOUD = 0.25

/** @returns {() => void} stops it */
export function showLevel(element, track) {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  const samples = new Float32Array(analyser.fftSize)
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)

  const wake = () => context.resume() // browsers hold it until the first touch
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    draw(element, barsOf(samples, element.children.length))
  }, LOOK)
  document.addEventListener("pointerdown", wake)
  return () => {
    clearInterval(timer)
    document.removeEventListener("pointerdown", wake)
    context.close()
  }
}

function draw(element, bars) {
  for (const [index, bar] of [...element.children].entries()) bar.classList.toggle("on", index < bars)
  if (bars > 0) element.ariaLabel = "Your voice is heard"
}

/** How many of `count` bars are on: even steps of loudness, as the ear has them. */
export function barsOf(samples, count) {
  const sum = samples.reduce((total, sample) => total + sample * sample, 0)
  const level = Math.sqrt(sum / samples.length)
  if (level <= QUIET) return 0
  const share = Math.log(level / QUIET) / Math.log(LOUD / QUIET)
  return Math.min(count, Math.max(1, Math.round(share * count)))
}
