import { randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/**
 * A new signing secret: 256 random bits in the form of Standard Webhooks, which its libraries take as it is. To verifiers
 * of the published API a secret is any text.
 */
export const newWebhookSecret = (): string => PREFIX + randomBytes(32).toString('base64')

/** The key that Standard Webhooks signs with: what stands behind the prefix, in base64. */
export const standardKeyOf = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64')
