import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { ApiError, notFound } from '../api/http/api-error.ts'
import { parse } from '../api/http/parse.ts'
import { created, idOf, ok, type Reply } from '../api/http/reply.ts'
import { iso, isoOrNull } from '../clock.ts'
import { CHALLENGE_MS } from '../connect/dashboard-session.ts'
import { newId } from '../ids.ts'
import { readJson } from '../store/json.ts'
import { findOperator, openOperator } from '../store/operators.ts'
import {
  deletePasskey,
  findPasskeyByCredential,
  insertChallenge,
  insertPasskey,
  listPasskeys,
  type Passkey,
  takeChallenge,
  usePasskey,
} from '../store/passkeys.ts'
import { transaction } from '../store/store.ts'
import { recordDoneHere } from './audited.ts'
import { assertion, registration, transports } from './credential.ts'
import type { Dashboard } from './dashboard.ts'
import { signIn } from './sign-in.ts'

/** How many passkeys one person can have. */
export const PASSKEYS_MAX = 20

const NAME = 'Connect'
const label = z.string().trim().min(1).max(100)

/** The body of a registration: the browser's answer as it is, and what the person calls the passkey. */
export const registrationBody = registration.extend({ name: label.default('Passkey') })

/** The relying party is the dashboard's host. Throws `conflict` where that is an address: passkeys go with names. */
function relyingParty(own: URL): string {
  if (/^[0-9.]+$|^\[/.test(own.hostname)) {
    throw new ApiError(
      'conflict',
      'passkeys need a name in the place of an address: open the dashboard at localhost',
    )
  }
  return own.hostname
}

/** `POST /passkeys/options`: what `navigator.credentials.create` is given. */
export const registrationOptions =
  ({ api, ownOrigin, signedIn }: Dashboard) =>
  async (req: Request): Promise<Reply> => {
    const rpID = relyingParty(ownOrigin(req))
    const { operator } = await signedIn(req)
    const { name, email } = await openOperator(api.everyone, api.vault, operator)
    const known = await listPasskeys(api.everyone, operator.id)
    const options = await generateRegistrationOptions({
      rpName: NAME,
      rpID,
      userID: new TextEncoder().encode(operator.id),
      userName: email,
      userDisplayName: name,
      timeout: CHALLENGE_MS,
      attestationType: 'none',
      excludeCredentials: known.map(descriptorOf),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    await insertChallenge(api.everyone, options.challenge, operator.id, api.clock())
    return ok(options)
  }

/** `POST /passkeys`: keeps the public half of what was made. */
export const registerPasskey =
  ({ api, ownOrigin, signedIn }: Dashboard) =>
  async (req: Request): Promise<Reply> => {
    const own = ownOrigin(req)
    const rpID = relyingParty(own)
    const who = await signedIn(req)
    const { operator } = who
    const { name, ...credential } = parse(registrationBody, req.body)
    const now = api.clock()
    if ((await listPasskeys(api.everyone, operator.id)).length >= PASSKEYS_MAX) {
      throw new ApiError('conflict', `there are ${PASSKEYS_MAX} passkeys already: remove one first`)
    }
    const made = await orRefused(
      verifyRegistrationResponse({
        response: credential,
        expectedChallenge: challenge => takeChallenge(api.everyone, challenge, operator.id, now),
        expectedOrigin: own.origin,
        expectedRPID: rpID,
        requireUserVerification: true,
      }).then(({ registrationInfo }) => registrationInfo ?? null),
      () => new ApiError('unprocessable', 'the passkey cannot be verified; begin anew'),
    )
    const row: Passkey = {
      id: newId('passkey'),
      operator_id: operator.id,
      organization_id: operator.organization_id,
      credential_id: made.credential.id,
      public_key: made.credential.publicKey,
      counter: made.credential.counter,
      transports_json: JSON.stringify(credential.response.transports),
      is_synced: made.credentialBackedUp ? 1 : 0,
      name,
      created_at: now,
      last_used_at: null,
    }
    await transaction(api.everyone, async tx => {
      if (!(await insertPasskey(tx, row))) throw new ApiError('conflict', 'the passkey is registered already')
      const done = { operation: 'POST /passkeys', objectIds: [row.id], status: 201 }
      await recordDoneHere(tx, req, who, done, now)
    })
    return created({ data: passkeyResource(row) })
  }

/** `GET /passkeys`: one's own. */
export const ownPasskeys =
  ({ api, signedIn }: Dashboard) =>
  async (req: Request): Promise<Reply> => {
    const { operator } = await signedIn(req)
    return ok({ data: (await listPasskeys(api.everyone, operator.id)).map(passkeyResource) })
  }

/** `DELETE /passkeys/{id}`: one of one's own. */
export const removePasskey =
  ({ api, signedIn }: Dashboard) =>
  async (req: Request, res: Response): Promise<void> => {
    const who = await signedIn(req)
    const id = idOf(req)
    await transaction(api.everyone, async tx => {
      if (!(await deletePasskey(tx, who.operator.id, id))) throw notFound()
      const done = { operation: 'DELETE /passkeys/:id', objectIds: [id], status: 204 }
      await recordDoneHere(tx, req, who, done, api.clock())
    })
    res.status(204).end()
  }

/** `POST /sign-in/passkey/options`: what `navigator.credentials.get` is given. It names nobody's credentials. */
export const assertionOptions =
  ({ api, ownOrigin, attempts }: Dashboard) =>
  async (req: Request, res: Response): Promise<Reply> => {
    const rpID = relyingParty(ownOrigin(req))
    await attempts.admit(req, res)
    const options = await generateAuthenticationOptions({
      rpID,
      timeout: CHALLENGE_MS,
      userVerification: 'required',
    })
    await insertChallenge(api.everyone, options.challenge, null, api.clock())
    return ok(options)
  }

/** `POST /sign-in/passkey`: signs in who has signed the challenge. Throws `unauthorized`, the same for every reason. */
export const signInByPasskey =
  (dashboard: Dashboard) =>
  async (req: Request, res: Response): Promise<Reply> => {
    const { api, ownOrigin, attempts } = dashboard
    const own = ownOrigin(req)
    const rpID = relyingParty(own)
    await attempts.admit(req, res)
    const credential = parse(assertion, req.body)
    const passkey = await findPasskeyByCredential(api.everyone, credential.id)
    if (!passkey || !isOf(passkey, credential.response.userHandle)) throw new ApiError('unauthorized')
    const { userHandle: _handle, ...response } = credential.response
    const now = api.clock()
    const said = await orRefused(
      verifyAuthenticationResponse({
        response: { ...credential, response },
        expectedChallenge: challenge => takeChallenge(api.everyone, challenge, null, now),
        expectedOrigin: own.origin,
        expectedRPID: rpID,
        credential: {
          id: passkey.credential_id,
          publicKey: new Uint8Array(passkey.public_key),
          counter: passkey.counter,
          transports: readJson(transports, passkey.transports_json),
        },
        requireUserVerification: true,
      }).then(({ verified, authenticationInfo }) => (verified ? authenticationInfo : null)),
      () => new ApiError('unauthorized'),
    )
    return signIn(dashboard, req, res, 'passkey', async tx => {
      const counts = await usePasskey(tx, passkey, said.newCounter, now)
      return counts ? findOperator(tx, passkey.organization_id, passkey.operator_id) : undefined
    })
  }

/** Whose a credential is, the authenticator tells as well; it is never believed against what is written here. */
const isOf = (passkey: Passkey, userHandle: string | null | undefined): boolean =>
  !userHandle || Buffer.from(userHandle, 'base64url').toString() === passkey.operator_id

const descriptorOf = ({ credential_id, transports_json }: Passkey) => ({
  id: credential_id,
  transports: readJson(transports, transports_json),
})

const passkeyResource = (passkey: Passkey) => ({
  type: 'passkey',
  id: passkey.id,
  attributes: {
    name: passkey.name,
    'is-synced': passkey.is_synced === 1,
    'created-at': iso(passkey.created_at),
    'last-used-at': isoOrNull(passkey.last_used_at),
  },
})

/** The library says why something does not verify by throwing. Nobody is told which of the reasons it was. */
async function orRefused<Info>(verifying: Promise<Info | null>, refusal: () => ApiError): Promise<Info> {
  const info = await verifying.catch(() => null)
  if (info === null) throw refusal()
  return info
}
