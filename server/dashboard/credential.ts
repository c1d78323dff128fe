import { z } from 'zod'

/** What browsers send of a credential (WebAuthn, section 5.1.8), as far as it is read here. Lengths are in characters. */

const base64url = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/)
    .max(max)

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const
export const transports = z.array(z.enum(TRANSPORTS)).max(TRANSPORTS.length)

const shared = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}).transform(() => ({})),
}

/** The answer of `navigator.credentials.create`. */
export const registration = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(16_000),
    transports: z
      .array(z.string())
      .max(20)
      .transform(given => TRANSPORTS.filter(one => given.includes(one)))
      .default([]),
  }),
})

/** The answer of `navigator.credentials.get`. */
export const assertion = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: base64url(100).nullish(),
  }),
})
