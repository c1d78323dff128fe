import { afterAll, beforeAll, expect, it } from 'vitest'
import { RECORDED_EVENTS, TRIGGERING_EVENTS } from '../../../server/store/events.ts'
import { BILL, giveForm } from '../awaiting.ts'
import {
  type Answer,
  attributes,
  decide,
  followRedemption,
  followToEnd,
  mint,
  openSession,
  redeem,
  share,
  startServer,
  type TestServer,
} from '../harness.ts'
import { interruptedVerifiers } from '../interrupted-verifiers.ts'
import { awaitWithoutPage, sessionByLink } from '../links.ts'
import {
  account,
  activeConnection,
  expiredInquiry,
  inquiry,
  inquirySession,
  inviteSecret,
  make,
  referenceList,
  signed,
  template,
  token,
  transaction,
} from '../tenancy/objects.ts'
import { createWorld, type Side, type World } from '../tenancy/world.ts'
import { endedRun, newWorkflow } from '../workflows/setting.ts'
import { isGenuine, type Receiver, startReceiver } from './receiver.ts'
import { subscribe } from './subscribe.ts'

const SIDES = ['source', 'destination'] as const

/** What happens while the next verification runs. */
let meanwhile: () => Promise<unknown> = async () => {}
const verifiers = interruptedVerifiers(() => meanwhile())

let server: TestServer
let world: World
const receivers = new Map<Side, Receiver>()
const secrets = new Map<Side, string>()
beforeAll(async () => {
  for (const side of SIDES) receivers.set(side, await startReceiver())
  const webhookOrigins = [...receivers.values()].map(({ origin }) => origin)
  server = await startServer({ verifiers, webhookOrigins })
  world = await createWorld(server)
})
afterAll(async () => {
  await server.close()
  for (const receiver of receivers.values()) await receiver.close()
})

async function done(answer: Promise<Answer>): Promise<Answer['json']> {
  const { status, json, text } = await answer
  if (status >= 300) throw new Error(text)
  return json
}
const asDestination = (method: string, path: string, body?: unknown) =>
  done(server.asDestination(method, path, body))
const asSource = (method: string, path: string, body?: unknown) => done(server.asSource(method, path, body))

/** The side that hears of an event: most are of the destination's, or of both. */
const sideOf = (name: string): Side =>
  /^connect\/(connection|share-token\.outbound)/.test(name) ? 'source' : 'destination'

const BRANCH = { type: 'branch', name: 'any', condition: 'true', 'if-true': 'end', 'if-false': 'end' }

async function connections(): Promise<void> {
  const id = await activeConnection(world)
  await asSource('PATCH', `/connect/connections/${id}`, attributes({ 'unbound-tokens': 'refused' }))
  await asSource('POST', `/connect/connections/${id}/deactivate`)
  await asSource('POST', `/connect/connections/${id}/reactivate`)
  const invite = await make(world, 'source', '/connect/connection-invites', attributes({}))
  await asSource('POST', `/connect/connection-invites/${invite}/revoke`)
  const accepted = attributes({ invite: await inviteSecret(world) })
  await asDestination('POST', '/connect/connection-invites/accept', accepted)
  await signed(world)
}

async function objects(): Promise<void> {
  const list = `/connect/reference-lists/${await referenceList(world)}`
  await asDestination('PATCH', list, attributes({ name: 'Lived' }))
  await server.asDestination('DELETE', list)
  const person = `/accounts/${await account(world)}`
  const changes = { tags: ['lived'], 'account-status': 'Open', 'name-first': 'Ada' }
  await asDestination('PATCH', person, attributes(changes))
  await asDestination('DELETE', person)
  const bought = `/transactions/${await transaction(world)}`
  const fields = { amount: '100' }
  await asDestination('PATCH', bought, attributes({ status: 'approved', label: 'good', fields }))
  await asDestination('DELETE', bought)
  await template(world)
}

async function inquiries(): Promise<void> {
  const simulate = async (...types: string[]) => {
    const actions = { meta: { 'simulate-actions': types.map(type => ({ type })) } }
    await asDestination('POST', `/inquiries/${await inquiry(world)}/perform-simulate-actions`, actions)
  }
  await simulate('start_inquiry', 'complete_inquiry', 'approve_inquiry')
  await simulate('start_inquiry', 'fail_inquiry')
  await simulate('decline_inquiry')
  await simulate('mark_for_review_inquiry')
  await expiredInquiry(world)
  const tagged = `/inquiries/${await inquiry(world)}`
  await asDestination('POST', `${tagged}/add-tag`, { meta: { 'tag-name': 'lived' } })
  await asDestination('DELETE', tagged)
  await asDestination('POST', `/inquiry-sessions/${await inquirySession(world)}/expire`)
}

/** A person who shares, one who does not pass, one who declines, one who takes it back, one who adds what is missing. */
async function people(): Promise<void> {
  await asSource('POST', `/connect/share-tokens/${await token(world)}/expire`)
  await share(server, 'complete')
  await share(server, 'minor')
  await decide(server, await openSession(server), { decision: 'declined', 'data-types': [] })
  const { json } = await decide(server, await openSession(server))
  await asDestination('POST', `/connect/consents/${json.data.id}/withdraw`)
  const awaiting = await awaitWithoutPage(server)
  await giveForm(server, await sessionByLink(server, awaiting.inquiryId), BILL)
  await followRedemption(server, awaiting.redemptionId)
  const overtaken = await openSession(server)
  await decide(server, overtaken)
  const { id } = await mint(server, 'complete', { 'share-request-id': overtaken.shareRequestId })
  meanwhile = async () => {
    meanwhile = async () => {}
    await asDestination('POST', `/inquiries/${overtaken.inquiryId}/expire`)
  }
  await redeem(server, overtaken, id)
  await followToEnd(server, overtaken)
}

async function workflows(): Promise<void> {
  const run = async (document: object) => {
    const trigger = { type: 'api', about: 'nothing' }
    const { id } = await newWorkflow(server, 'destination', { trigger, ...document })
    await asDestination('POST', `/workflows/${id}/trigger`, attributes({ fields: {} }))
    return id
  }
  const speaksOfNothing = { ...BRANCH, condition: "event.name == ''" }
  for (const document of [
    { steps: [BRANCH] },
    { steps: [BRANCH], condition: 'false' },
    { steps: [speaksOfNothing] },
  ]) {
    await endedRun(server, 'destination', await run(document))
  }
  const waits = await run({ steps: [{ type: 'wait', name: 'pause', seconds: 3600 }] })
  await asDestination('POST', `/workflows/${waits}/archive`)
}

/** Every event of a side, its name by its identifier. */
async function eventsOf(side: Side): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for await (const { id, attributes: shown } of server[side].events.all()) names.set(id, shown.name)
  return names
}

// Guarantee: no event is promised that never comes. Each that is documented happens in the life of two organizations,
// arrives at their webhooks signed, and, where it can, starts the workflow that it is the trigger of.
it('every event happens, arrives, and starts its workflow', { timeout: 600_000 }, async () => {
  const earlier = new Set<string>()
  for (const side of SIDES) {
    for (const id of (await eventsOf(side)).keys()) earlier.add(id)
    secrets.set(side, (await subscribe(server, `${receivers.get(side)?.origin}/`, {}, side)).secret)
  }
  const triggered = new Map<string, string>()
  for (const event of TRIGGERING_EVENTS) {
    const document = { trigger: { type: 'event', event }, steps: [BRANCH] }
    triggered.set(event, (await newWorkflow(server, sideOf(event), document)).id)
  }
  // While there is one connection, which sessions need not name.
  await people()
  await connections()
  await objects()
  await inquiries()
  await asDestination('POST', '/connect/sandbox/reset')

  const started = new Map<string, string>()
  for (const side of SIDES) for (const [id, name] of await eventsOf(side)) started.set(id, name)
  for (const id of earlier) started.delete(id)
  const happened = new Set(started.values())
  expect(TRIGGERING_EVENTS.filter(name => !happened.has(name))).toEqual([])
  for (const [event, id] of triggered) {
    const { attributes: ended, relationships } = await endedRun(server, sideOf(event), id)
    expect([ended.status, started.get(relationships.creator.data.id)]).toEqual(['completed', event])
    await make(world, sideOf(event), `/workflows/${id}/archive`)
  }
  await workflows()

  const heard = new Set<string>()
  for (const side of SIDES) {
    const receiver = receivers.get(side) ?? expect.fail()
    const told = [...(await eventsOf(side))].filter(([id]) => !earlier.has(id))
    await receiver.when(() => {
      const arrived = new Set(receiver.eventIds())
      return told.every(([id]) => arrived.has(id))
    })
    expect(receiver.received.filter(one => !isGenuine(one, secrets.get(side) ?? ''))).toEqual([])
    for (const { body } of receiver.received) heard.add(JSON.parse(body).data.attributes.name)
  }
  expect([...heard].sort()).toEqual([...RECORDED_EVENTS].sort())
})
