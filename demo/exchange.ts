import express from 'express'
import { z } from 'zod'
import type { Client } from '../client/client.ts'
import type { DataType } from '../server/api/wire.ts'
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

const shareRequest = z.strictObject({
  person: z.string().min(1).max(64),
  'share-request-id': z.string().regex(/^shrq_[0-9A-Za-z]{1,64}$/),
})

/** The exchange's backend: who is signed in is the sandbox's choice, what they hold comes from the API. */
export function exchangeRouter(exchange: Exchange): express.Router {
  const router = express.Router()

  router.get('/people', async (_req, res) => {
    const profiles = await Promise.all(exchange.people.map(person => profileOf(exchange.connect, person)))
    res.set('cache-control', 'no-store').json({ data: profiles })
  })

  router.post('/share', express.json({ limit: '1kb' }), async (req, res) => {
    const share = shareRequest.parse(req.body)
    const person = exchange.people.find(one => one.key === share.person)
    if (person === undefined) throw new RequestRefused(404, 'There is no such specimen person')
    const { meta } = await exchange.connect.shareTokens.create({
      'connection-id': exchange.connectionId,
      'source-id': person.inquiryId,
      'share-request-id': share['share-request-id'],
      'expires-in-seconds': SHARE_TOKEN_SECONDS,
    })
    res.status(201).set('cache-control', 'no-store').json({ 'share-token': meta['share-token'] })
  })

  return router
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
