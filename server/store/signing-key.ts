import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose'
import { z } from 'zod'
import type { Db } from './store.ts'
import type { Vault } from './vault.ts'

/** What receipts are signed with: Ed25519 (RFC 8037), whose public half anybody may have. */
export interface Signer {
  /** A compact JWS over the claims, with `kid` and the type of document in its header. */
  sign(claims: JWTPayload, type: string): Promise<string>
  /** The public keys as a JWK Set (RFC 7517). */
  keys: { keys: JWK[] }
}

const SETTING = 'signing-key'

const storedKey = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.string(),
  x: z.string(),
  d: z.string(),
  kid: z.string(),
})

/** The server's signing key, made at the first start and kept sealed under the master key. */
export async function openSigner(db: Db, vault: Vault): Promise<Signer> {
  const jwk = (await readSigningKey(db, vault)) ?? (await makeKey(db, vault))
  const { d: _private, ...open } = jwk
  const key = await importJWK(jwk, 'EdDSA')
  return {
    keys: { keys: [{ ...open, use: 'sig', alg: 'EdDSA' }] },
    sign: (claims, type) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid, typ: type }).sign(key),
  }
}

/** Null before the first start. Throws SealBroken where the master key is not the one that sealed it. */
export async function readSigningKey(db: Db, vault: Vault) {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  if (!row) return null
  return storedKey.parse(JSON.parse(vault.unsealOwn(Buffer.from(row.value, 'base64'), SETTING)))
}

/** Where two instances start at once, the first one's key stays. */
async function makeKey(db: Db, vault: Vault) {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const jwk = storedKey.parse({ ...(await exportJWK(privateKey)), kid: crypto.randomUUID() })
  const value = vault.sealOwn(JSON.stringify(jwk), SETTING).toString('base64')
  await db
    .insertInto('setting')
    .values({ name: SETTING, value })
    .onConflict(conflict => conflict.column('name').doNothing())
    .execute()
  return (await readSigningKey(db, vault)) ?? jwk
}
