import type { DataType } from '../api/wire.ts'
import type { ConnectionSide } from '../connect/connection.ts'
import { tierSuffices } from '../connect/consent.ts'
import { newId } from '../ids.ts'
import type { Connection } from '../store/connections.ts'
import { type Consent, decisionOf, findConsent, insertConsent, withdrawalOf } from '../store/consents.ts'
import { dataTypes, readJson, readJsonOrNull, sides, terms } from '../store/json.ts'
import type { ShareToken } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'

interface Relied {
  token: ShareToken
  environmentId: string
  connection: Connection
  sessionId: string | null
  /** The destination's own record that its backend names. */
  consentId: string | null
  now: number
}

type Refusal = { refusal: 'consent_missing' | 'consent_declined' | 'consent_tier_too_low' }
type Cover = Refusal | { consentId: string; grants: DataType[][] }

/** One side's part of the cover: its record, or nothing where the connection asks nothing of that side. */
type Part = Refusal | { consentId: string | null; grants: DataType[][] }

/**
 * The records that cover a redemption, one for each side that the connection requires. In a session the destination's is the person's own decision
 * and nothing else; its backend names a record or stands on the terms that it has on record for the connection. The
 * source's is the record that the token names, or the source's terms. A record that is named must stand, required or
 * not; one that was withdrawn covers nothing, and nothing is redeemed on no record at all.
 */
export async function coveringConsent(tx: Db, relied: Relied): Promise<Cover> {
  const destination = await ofDestination(tx, relied)
  if ('refusal' in destination) return destination
  const source = await ofSource(tx, relied)
  if ('refusal' in source) return source
  const consentId = destination.consentId ?? source.consentId
  return consentId === null ? MISSING : { consentId, grants: [...destination.grants, ...source.grants] }
}

const MISSING = { refusal: 'consent_missing' } as const

async function ofDestination(tx: Db, relied: Relied): Promise<Part> {
  const { sessionId, environmentId, consentId } = relied
  if (sessionId !== null) return standing(tx, await decisionOf(tx, sessionId), relied.connection)
  if (consentId !== null)
    return standing(tx, await findConsent(tx, environmentId, consentId), relied.connection)
  return onTerms(tx, relied, 'destination')
}

async function ofSource(tx: Db, relied: Relied): Promise<Part> {
  const { token, connection } = relied
  if (token.consent_id === null) return onTerms(tx, relied, 'source')
  const record = await findConsent(tx, token.source_environment_id, token.consent_id)
  const cover = await standing(tx, record, connection)
  return 'grants' in cover ? cover : MISSING
}

/** A record as cover: granted, not withdrawn, and of this connection. */
async function standing(tx: Db, record: Consent | undefined, connection: Connection): Promise<Cover> {
  if (record?.connection_id !== connection.id) return MISSING
  if (record.decision !== 'granted') return { refusal: 'consent_declined' }
  if (await withdrawalOf(tx, record.id)) return { refusal: 'consent_declined' }
  if (record.tier && record.side === 'destination' && !tierSuffices(record.tier, connection.lowest_tier)) {
    return { refusal: 'consent_tier_too_low' }
  }
  return { consentId: record.id, grants: [readJson(dataTypes, record.data_types_json)] }
}

/**
 * A side's own terms of service, written down for this token: what the redemption stood on. A side without terms is
 * missed only where the connection requires its consent.
 */
async function onTerms(tx: Db, { token, connection, now }: Relied, side: ConnectionSide): Promise<Part> {
  const own = readJsonOrNull(terms, connection[`${side}_terms_json`])
  if (!own) {
    const required = readJson(sides, connection.required_consents_json).includes(side)
    return required ? MISSING : { consentId: null, grants: [] }
  }
  const travels = readJson(dataTypes, connection.data_types_json)
  const record: Consent = {
    id: newId('consent'),
    environment_id: connection[`${side}_environment_id`],
    connection_id: connection.id,
    side,
    session_id: null,
    share_token_id: token.id,
    share_request_id: null,
    basis: 'terms',
    decision: 'granted',
    withdraws_id: null,
    tier: null,
    data_types_json: JSON.stringify(travels),
    notice_hash: null,
    terms_json: JSON.stringify(own),
    locale: null,
    created_at: now,
  }
  await insertConsent(tx, record)
  return { consentId: record.id, grants: [travels] }
}
