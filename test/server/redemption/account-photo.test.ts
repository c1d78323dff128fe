import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonKey } from '../../../demo/people/person.ts'
import { bankStandard } from '../../../demo/sandbox/templates.ts'
import { create, shareAndRedeem } from '../api/backend.ts'
import { startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const selfieOf = (person: PersonKey): string =>
  readFileSync(new URL(`../../../demo/people/${person}/selfie.jpg`, import.meta.url)).toString('base64')

/** Shares a person into an inquiry of an account that has a photo, or none; what the selfie's comparison with it says. */
async function sharedIntoAccount(photoOf: PersonKey | null) {
  const photo = photoOf && { 'selfie-photo': { data: { data: selfieOf(photoOf), filename: 'photo.jpg' } } }
  const account = await create(server, 'destination', '/accounts', photo ?? {})
  const selfieOnly = [{ kind: 'selfie', required: true, checks: [] }]
  const template = await create(server, 'destination', '/inquiry-templates', {
    name: 'Known by a photo',
    document: { ...bankStandard, verifications: selfieOnly },
  })
  const inquiry = await create(server, 'destination', '/inquiries', {
    'inquiry-template-id': template.id,
    'account-id': account.id,
  })
  await shareAndRedeem(server, await server.inquiryOf('complete'), inquiry.id)
  const answer = await server.asDestination('GET', `/inquiries/${inquiry.id}?include=verifications`)
  const selfie = answer.json.included.find((one: { type: string }) => one.type === 'verification/selfie')
  return {
    verification: selfie.attributes.status,
    inquiry: answer.json.data.attributes.status,
    check: selfie.attributes.checks.find((one: { name: string }) => one.name === 'selfie_account_comparison'),
  }
}

// Guarantee: somebody whom the organization knows by a photo is not taken over by who looks different.
it.each<[string, PersonKey | null, Awaited<ReturnType<typeof sharedIntoAccount>>]>([
  [
    'is the same person',
    'complete',
    { verification: 'passed', inquiry: 'approved', check: expect.objectContaining({ status: 'passed' }) },
  ],
  [
    'is somebody else',
    'non-latin-name',
    {
      verification: 'failed',
      inquiry: 'needs_review',
      check: expect.objectContaining({ status: 'failed', requirement: 'required' }),
    },
  ],
  [
    'is not there',
    null,
    {
      verification: 'passed',
      inquiry: 'approved',
      check: expect.objectContaining({ reasons: ['no_account_selfie_present'], requirement: 'not_required' }),
    },
  ],
])(
  'a shared selfie, where the photo in the account %s',
  async (_, photoOf, expected) => {
    expect(await sharedIntoAccount(photoOf)).toEqual(expected)
  },
  60_000,
)
