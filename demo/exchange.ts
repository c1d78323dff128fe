import express from 'express'
import { z } from 'zod'
import type { Client } from '../client/client.ts'
import type { DataType } from '../server/api/wire.ts'
import { ALL_DATA_TYPES as DATA_TYPES } from '../server/connect/data-type.ts'
import { RequestRefused } from './errors.ts'
import { dataTypesOf, displayName } from './profile.ts'

/** A made-up customer of the exchange whose inquiry is in the sandbox. */
export interface SpecimenPerson {
  key: string
  /** What is particular about this person's data, in one sentence. */
  story: string
  inquiryId: string
}

/** What Meridian Exchange, the source, knows about its side of Connect. */
export interface Exchange {
  connect: Client
  connectionId: string
  people: readonly SpecimenPerson[]
}

/** One entry of `GET /source/people`. */
export interface PersonProfile {
  key: string
  story: string
  name: string
  /** The inquiry's status, in the API's words. */
  status: string
  'completed-at': string | null
  'data-types': DataType[]
}

/** Long enough to come back from a popup, short enough to be of no use later. */
const SHARE_TOKEN_SECONDS = 600

const shareRequestId = z.string().regex(/^shrq_[0-9A-Za-z]{1,64}$/)
const locale = z
  .string()
  .regex(/^[a-z]{2,3}$/)
  .optional()
const person = z.string().min(1).max(64)

/** What `<connect-share>` asks for, and what it posts; who is signed in would come from a cookie. */
const shareQuery = z.object({ person, 'share-request': shareRequestId, locale })
const shareAnswer = z.strictObject({
  'share-request-id': shareRequestId,
  decision: z.enum(['granted', 'declined']),
  'data-types': z.array(z.enum(DATA_TYPES)),
  'notice-hash': z.string().max(100),
  locale: z.string().max(35),
})

/** The exchange's backend: who is signed in is the sandbox's choice, what they hold comes from the API. */
export function exchangeRouter(exchange: Exchange): express.Router {
  const router = express.Router()

  router.get('/people', async (_req, res) => {
    const profiles = await Promise.all(exchange.people.map(person => profileOf(exchange.connect, person)))
    res.set('cache-control', 'no-store').json({ data: profiles })
  })

  router.get('/share', async (req, res) => {
    const { 'share-request': id, locale } = shareQuery.parse(req.query)
    res
      .set('cache-control', 'no-store')
      .json(await exchange.connect.shareRequests.retrieve(id, locale ? { locale } : {}))
  })

  router.post('/share', express.json({ limit: '4kb' }), async (req, res) => {
    const { 'share-request-id': id, ...decision } = shareAnswer.parse(req.body)
    const signedIn = exchange.people.find(one => one.key === person.parse(req.query.person))
    if (signedIn === undefined) throw new RequestRefused(404, 'There is no such specimen person')
    await exchange.connect.shareRequests.decide(id, decision)
    const token = decision.decision === 'granted' ? await mint(exchange, signedIn, id) : null
    res.status(201).set('cache-control', 'no-store').json({ 'share-token': token })
  })

  return router
}

/** The token stands on what the person has just decided for this request. */
async function mint(
  exchange: Exchange,
  { inquiryId }: SpecimenPerson,
  shareRequest: string,
): Promise<string> {
  const { meta } = await exchange.connect.shareTokens.create({
    'connection-id': exchange.connectionId,
    'source-id': inquiryId,
    'share-request-id': shareRequest,
    'expires-in-seconds': SHARE_TOKEN_SECONDS,
  })
  return meta['share-token']
}

async function profileOf(connect: Client, person: SpecimenPerson): Promise<PersonProfile> {
  const { data } = await connect.inquiries.retrieve(person.inquiryId)
  return {
    key: person.key,
    story: person.story,
    name: displayName(data),
    status: data.attributes.status,
    'completed-at': data.attributes['completed-at'],
    'data-types': dataTypesOf(data),
  }
}
