import { describe, expect, it } from 'vitest'
import {
  findShareRequest,
  shareTokenOfRequest,
  sourceDecisionOf,
} from '../../../server/store/share-requests.ts'
import { insertSide, openTestStore } from './fixture.ts'
import { connectionRow, consentRow, shareRequestRow, shareTokenRow } from './rows.ts'

async function withRequests() {
  const store = await openTestStore()
  const connection = await connectionRow(store.db, store.source, store.destination)
  const requests = [
    await shareRequestRow(store.db, connection),
    await shareRequestRow(store.db, connection),
  ] as const
  return { ...store, connection, requests }
}

describe('a share request', () => {
  it('is found by both of its sides and by nobody else', async () => {
    const { db, vault, source, destination, requests } = await withRequests()
    const stranger = await insertSide(db, vault)
    for (const request of requests) {
      expect(await findShareRequest(db, source.environmentId, request.id)).toEqual(request)
      expect(await findShareRequest(db, destination.environmentId, request.id)).toEqual(request)
      expect(await findShareRequest(db, stranger.environmentId, request.id)).toBeUndefined()
    }
  })

  // Guarantee: what a person answered last is what counts, and only for the request that it was answered to.
  it('has the newest decision that was taken for it', async () => {
    const { db, connection, requests } = await withRequests()
    const [request, other] = requests
    expect(await sourceDecisionOf(db, request.id)).toBeUndefined()
    const side = { side: 'source', share_request_id: request.id } as const
    await consentRow(db, connection, { ...side, decision: 'declined' })
    const granted = await consentRow(db, connection, { ...side, decision: 'granted' })
    await consentRow(db, connection, { ...side, decision: 'withdrawn', withdraws_id: granted.id })
    expect(await sourceDecisionOf(db, request.id)).toEqual(granted)
    expect(await sourceDecisionOf(db, other.id)).toBeUndefined()
  })

  it('has the token that was minted for it', async () => {
    const { db, connection, requests } = await withRequests()
    const [request, other] = requests
    const token = await shareTokenRow(db, connection, { share_request_id: request.id })
    expect(await shareTokenOfRequest(db, request.id)).toEqual({ id: token.id })
    expect(await shareTokenOfRequest(db, other.id)).toBeUndefined()
  })
})
