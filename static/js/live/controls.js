/** The buttons for microphone and camera, in the lobby and in the room. */

/**
 * Off is inverted, has another icon and another name.
 *
 * @param {Iterable<HTMLButtonElement>} buttons `[data-switch]`, several may stand for one device
 * @param {import("./media.js").Media} media
 */
export function showSwitches(buttons, media) {
  for (const button of buttons) {
    const isThere = media[button.dataset.switch] !== null
    const isOn = media.state[button.dataset.switch]
    button.disabled = !isThere
    button.ariaLabel = isThere ? button.dataset[isOn ? "on" : "off"] : button.dataset.missing
    button.ariaPressed = String(!isOn)
    button.querySelector('[data-when="on"]').hidden = !isOn
    button.querySelector('[data-when="off"]').hidden = isOn
  }
}

/** @param {() => void} changed after each tap */
export function startSwitches(buttons, media, changed) {
  const flip = { microphone: () => media.switchMicrophone(), camera: () => media.switchCamera() }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      flip[button.dataset.switch]()
      changed()
    })
  }
}
