import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentOf, newPerson, signIn } from '../dashboard/browser.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { newInquiry, newTemplate, until } from './setting.ts'

let server: TestServer
let template: string

beforeAll(async () => {
  server = await startServer()
  template = await newTemplate(server, 'destination')
})
afterAll(() => server.close())

/** A key that may do what these documents do; its identifier and the key itself. */
async function newKey(): Promise<{ id: string; key: string }> {
  const permissions = ['workflow.write', 'workflow.read', 'inquiry.write']
  const { json } = await server.asDestination(
    'POST',
    '/api-keys',
    attributes({ name: 'Publisher', permissions }),
  )
  return { id: json.data.id, key: json.data.attributes.value }
}

const DOCUMENT = {
  trigger: { type: 'api', about: 'inquiry' },
  steps: [
    { type: 'tag', name: 'before', 'tag-name': 'before' },
    { type: 'wait', name: 'pause', seconds: 1 },
    { type: 'tag', name: 'after', 'tag-name': 'after' },
  ],
}

/** A run that has come to its pause when `meanwhile` happens to the key that has published it. */
async function runWhile(meanwhile: (keyId: string) => Promise<{ status: number }>) {
  const { id: keyId, key } = await newKey()
  const made = await server.call(key, 'POST', '/workflows', {
    body: attributes({ name: 'Test', document: DOCUMENT }),
  })
  return runOf(made.json.data.id, () => meanwhile(keyId))
}

/** A run of that workflow that has come to its pause when `meanwhile` happens. */
async function runOf(id: string, meanwhile: () => Promise<{ status: number }>) {
  await server.asDestination('POST', `/workflows/${id}/enable`)
  const inquiryId = await newInquiry(server, 'destination', template)
  const fields = attributes({ fields: { 'inquiry-id': inquiryId } })
  const started = await server.asDestination('POST', `/workflows/${id}/trigger`, fields)
  const look = async () => {
    const { json } = await server.asDestination('GET', `/workflow-runs/${started.json.data.id}`)
    return json.data.attributes
  }
  await until(async () => ((await look()).steps.length >= 2 ? true : undefined))
  expect((await meanwhile()).status).toBeLessThan(300)
  const ended = await until(async () => {
    const one = await look()
    return one.status === 'in_progress' ? undefined : one
  })
  const inquiry = await server.asDestination('GET', `/inquiries/${inquiryId}`)
  return { ended, tags: inquiry.json.data.attributes.tags }
}

// Guarantee: taking a key back takes back what it has set going: nothing more is done in its name.
describe('a run whose key', () => {
  it('has expired stops at its next step, and says why', async () => {
    const expire = (id: string) =>
      server.asDestination('POST', `/api-keys/${id}/expire`, { meta: { 'expires-in-seconds': 0 } })
    const { ended, tags } = await runWhile(expire)
    expect(ended).toMatchObject({ status: 'stopped', 'failure-reason': 'publisher_gone' })
    expect(tags).toEqual(['before'])
  })

  it('may no longer do what is next stops before it, and says why', async () => {
    const permissions = ['workflow.write', 'workflow.read']
    const { ended, tags } = await runWhile(id =>
      server.asDestination('PATCH', `/api-keys/${id}`, attributes({ name: 'Less', permissions })),
    )
    expect(ended).toMatchObject({ status: 'stopped', 'failure-reason': 'publisher_not_allowed' })
    expect(tags).toEqual(['before'])
  })

  it('is as it was goes on to its end', async () => {
    const { ended, tags } = await runWhile(async () => ({ status: 200 }))
    expect(ended.status).toBe('completed')
    expect(tags).toEqual(['before', 'after'])
  })

  it('was somebody at the dashboard whose role is lower by now stops likewise', async () => {
    const person = await newPerson(server)
    const browser = await signIn(server, person)
    const environment = await environmentOf(server, 'destination')
    const made = await browser.ask('POST', `/${environment}/v1/workflows`, {
      body: attributes({ name: 'Test', document: DOCUMENT }),
    })
    expect(made.status).toBe(201)
    const { db } = server.connect.api.store
    const demote = async () => {
      await db.updateTable('operator').set({ role: 'viewer' }).where('id', '=', person.id).execute()
      return { status: 200 }
    }
    const { ended, tags } = await runOf(made.json.data.id, demote)
    expect(ended).toMatchObject({ status: 'stopped', 'failure-reason': 'publisher_not_allowed' })
    expect(tags).toEqual(['before'])
  })
})
