import type { z } from 'zod'
import { wrongDataTypes } from '../../connect/consent.ts'
import { newId } from '../../ids.ts'
import { type Consent, insertConsent, keepNotice } from '../../store/consents.ts'
import { recordEvent } from '../../store/events.ts'
import { appendProgress } from '../../store/progress.ts'
import { getSession } from '../../store/sessions.ts'
import { type ShareRequest, shareTokenOfRequest } from '../../store/share-requests.ts'
import { type Db, seeBothSides } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import type { Call } from '../http/keyed.ts'
import type { consentBody } from '../session/session.ts'
import { noticeFor } from './share-request-resource.ts'

type Decided = z.infer<typeof consentBody>['data']['attributes']

/**
 * Records what the person answered on the source's page: a record of the source's own, of what was shown there. The
 * answer may change until a token has been minted; the newest one stands. The session that asked hears of a refusal, so
 * that nobody waits for a token that will not come.
 */
export async function decideAtSource(
  api: Api,
  { db, after }: Pick<Call<unknown, unknown>, 'db' | 'after'>,
  request: ShareRequest,
  decided: Decided,
): Promise<Consent> {
  const now = api.clock()
  await seeBothSides(db, request.connection_id)
  if (now >= request.expires_at) throw new ApiError('conflict', 'the share request has expired')
  if (await shareTokenOfRequest(db, request.id)) {
    throw new ApiError('conflict', 'a token has been minted for the share request')
  }
  const { notice, body, hash } = await noticeFor(db, await getSession(db, request.session_id), decided.locale)
  if (decided['notice-hash'] !== hash) {
    throw new ApiError(
      'conflict',
      'data.attributes.notice-hash is not that of the notice of this share request',
    )
  }
  const wrong = wrongDataTypes(decided.decision, decided['data-types'], notice['data-types'])
  if (wrong) throw new ApiError('unprocessable', `data.attributes.data-types ${wrong}`)
  await keepNotice(db, { hash, body, created_at: now })
  const record = await insertRecord(db, request, { ...decided, locale: notice.locale }, now)
  if (decided.decision === 'declined') {
    const words = { name: 'share-request.declined', step: 0, steps: 0 } as const
    await appendProgress(db, request.session_id, null, words, now)
    after(() => api.engine.signals.publish(request.session_id))
  }
  return record
}

async function insertRecord(db: Db, request: ShareRequest, decided: Decided, now: number): Promise<Consent> {
  const environmentId = request.source_environment_id
  const record: Consent = {
    id: newId('consent'),
    environment_id: environmentId,
    connection_id: request.connection_id,
    side: 'source',
    session_id: null,
    share_token_id: null,
    share_request_id: request.id,
    basis: 'consent',
    decision: decided.decision,
    withdraws_id: null,
    // The source's own page has asked.
    tier: 'hosted',
    data_types_json: JSON.stringify(decided['data-types']),
    notice_hash: decided['notice-hash'],
    terms_json: null,
    locale: decided.locale,
    created_at: now,
  }
  await insertConsent(db, record)
  const object = { type: 'connect/consent', id: record.id }
  await recordEvent(db, { environmentId, name: `connect/consent.${decided.decision}`, object }, now)
  return record
}
