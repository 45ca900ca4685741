import assert from "node:assert/strict"
import { test } from "node:test"
import { creationOptions, requestOptions, toBytes, toJSON, toText } from "../../../static/js/people/passkey.js"
import { wordsFor } from "../../../static/js/people/passkeys.js"

const bytes = (...numbers) => Uint8Array.from(numbers)

test("base64url and bytes lead to each other", () => {
  for (let length = 0; length < 70; length += 1) {
    const made = Uint8Array.from({ length }, (_, at) => (at * 37 + 251) % 256)
    assert.deepEqual(toBytes(toText(made.buffer)), made)
  }
})

test("base64url has no sign that an address would change", () => {
  assert.equal(toText(bytes(251, 255, 254).buffer), "-__-")
  assert.equal(toText(bytes(1).buffer), "AQ")
})

test("older browsers are asked in bytes", () => {
  const creation = creationOptions({
    challenge: "AQI", user: { id: "Aw", name: "ada" }, excludeCredentials: [{ id: "BA", type: "public-key" }],
  })
  assert.deepEqual(creation.challenge, bytes(1, 2))
  assert.deepEqual(creation.user, { id: bytes(3), name: "ada" })
  assert.deepEqual(creation.excludeCredentials, [{ id: bytes(4), type: "public-key" }])

  const request = requestOptions({ challenge: "AQI", rpId: "localhost", allowCredentials: [] })
  assert.deepEqual(request, { challenge: bytes(1, 2), rpId: "localhost", allowCredentials: [] })
})

test("a credential writes itself where it can", () => {
  assert.deepEqual(toJSON({ toJSON: () => ({ id: "a" }) }), { id: "a" })
})

test("where it cannot, its bytes are written for it and what it lacks is left out", () => {
  const written = toJSON({
    id: "AQ", rawId: bytes(1).buffer, type: "public-key", authenticatorAttachment: null,
    response: { clientDataJSON: bytes(2).buffer, signature: bytes(3).buffer, userHandle: null },
    getClientExtensionResults: () => ({ credProps: { rk: true } }),
  })
  assert.deepEqual(written, {
    id: "AQ", rawId: "AQ", type: "public-key", authenticatorAttachment: undefined,
    response: { clientDataJSON: "Ag", signature: "Aw" }, clientExtensionResults: { credProps: { rk: true } },
  })
})

test("what went wrong is said with the way that stays open", () => {
  assert.match(wordsFor("NotAllowedError"), /code by mail/)
  assert.match(wordsFor("InvalidStateError"), /already/)
  assert.match(wordsFor("SecurityError"), /code by mail/)
})
