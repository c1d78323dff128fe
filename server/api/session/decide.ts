import { recordDoneInSession } from '../../audit/by-session.ts'
import { iso } from '../../clock.ts'
import { wrongDataTypes } from '../../connect/consent.ts'
import { newId } from '../../ids.ts'
import { type Decision, decisionOf, insertConsent, keepNotice } from '../../store/consents.ts'
import { recordEvent } from '../../store/events.ts'
import { dataTypes, readJson } from '../../store/json.ts'
import type { Session } from '../../store/sessions.ts'
import { type Db, transaction } from '../../store/store.ts'
import type { SessionApi } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import type { ConsentRequest, ConsentResource } from '../wire.ts'
import { type FixedNotice, noticeOf } from './session-notice.ts'

/**
 * Records the person's decision. It is made once: the same decision again is answered with its record, another one is
 * refused. What was shown is taken from the session, not from the page; the page only proves that it shows the same.
 */
export async function decide(
  api: SessionApi,
  session: Session,
  request: ConsentRequest,
): Promise<ConsentResource> {
  if (session.opened_for === 'link') throw new ApiError('conflict', 'nothing is asked to be shared here')
  const shown = await noticeOf(api.db, session, request.locale)
  if (request['notice-hash'] !== shown.hash) {
    throw new ApiError('conflict', 'data.attributes.notice-hash is not that of the notice of this session')
  }
  const wrong = wrongDataTypes(request.decision, request['data-types'], shown.notice['data-types'])
  if (wrong) throw new ApiError('unprocessable', `data.attributes.data-types ${wrong}`)
  return transaction(api.db, async tx => {
    const earlier = await decisionOf(tx, session.id)
    if (earlier) return repeated(earlier, request)
    const now = api.clock()
    if (now >= session.expires_at) throw new ApiError('conflict', 'the session has expired')
    await keepNotice(tx, { hash: shown.hash, body: shown.body, created_at: now })
    const decided = await record(tx, session, request, shown, now)
    const done = { operation: 'POST /connect/session/consents', objectIds: [decided.id], status: 201 }
    await recordDoneInSession(tx, session, done, now)
    return consentResource(decided)
  })
}

function repeated(earlier: Decision, request: ConsentRequest): ConsentResource {
  const resource = consentResource(earlier)
  const { decision, 'data-types': types } = resource.attributes
  const same =
    decision === request.decision && String([...types].sort()) === String([...request['data-types']].sort())
  if (!same) throw new ApiError('conflict', 'another decision has been recorded for this session')
  return resource
}

async function record(
  tx: Db,
  session: Session,
  request: ConsentRequest,
  { notice, hash }: FixedNotice,
  now: number,
): Promise<Decision> {
  const row: Decision = {
    id: newId('consent'),
    environment_id: session.environment_id,
    connection_id: session.connection_id,
    side: 'destination',
    session_id: session.id,
    share_token_id: null,
    share_request_id: null,
    basis: 'consent',
    decision: request.decision,
    withdraws_id: null,
    // The widget runs in the destination's page, so the destination vouches for what happened there.
    tier: 'destination_asserted',
    data_types_json: JSON.stringify(request['data-types']),
    notice_hash: hash,
    terms_json: null,
    locale: notice.locale,
    created_at: now,
  }
  await insertConsent(tx, row)
  const event = {
    environmentId: session.environment_id,
    name: `connect/consent.${request.decision}`,
    object: { type: 'connect/consent', id: row.id },
  } as const
  await recordEvent(tx, event, now)
  return row
}

const consentResource = (row: Decision): ConsentResource => ({
  type: 'connect/consent',
  id: row.id,
  attributes: {
    decision: row.decision,
    'data-types': readJson(dataTypes, row.data_types_json),
    'notice-hash': row.notice_hash ?? '',
    locale: row.locale ?? '',
    'created-at': iso(row.created_at),
  },
})
