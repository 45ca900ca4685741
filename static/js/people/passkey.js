/** The ceremony itself, loaded when it is needed. Options and answers are WebAuthn's JSON forms. */

/** @returns {Promise<object>} the answer to send, made by `navigator.credentials.create` */
export async function register(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON?.(options) ?? creationOptions(options)
  return toJSON(await navigator.credentials.create({ publicKey }))
}

/** @param {{signal?: AbortSignal, mediation?: "conditional"}} how conditional: offered in the address field */
export async function signIn(options, how = {}) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON?.(options) ?? requestOptions(options)
  return toJSON(await navigator.credentials.get({ publicKey, ...how }))
}

/** Older browsers take and give buffers only. */
export function creationOptions(options) {
  return {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: options.excludeCredentials?.map(withBytes),
  }
}

export function requestOptions(options) {
  return { ...options, challenge: toBytes(options.challenge), allowCredentials: options.allowCredentials?.map(withBytes) }
}

function withBytes(descriptor) {
  return { ...descriptor, id: toBytes(descriptor.id) }
}

/** Some password managers put an object without `toJSON` in the place of the browser's. */
export function toJSON(credential) {
  if (credential.toJSON) return credential.toJSON()
  const { id, rawId, type, response, authenticatorAttachment } = credential
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
  const said = parts.filter(part => response[part]).map(part => [part, toText(response[part])])
  return {
    id, rawId: toText(rawId), type, authenticatorAttachment: authenticatorAttachment ?? undefined,
    response: Object.fromEntries(said), clientExtensionResults: credential.getClientExtensionResults?.() ?? {},
  }
}

/** @param {string} text base64url */
export function toBytes(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"))
  return Uint8Array.from(binary, character => character.charCodeAt(0))
}

/** @param {ArrayBuffer} buffer */
export function toText(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
}
