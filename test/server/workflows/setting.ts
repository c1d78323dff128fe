import { readFileSync } from 'node:fs'
import { attributes, type TestServer } from '../harness.ts'

export type Side = 'source' | 'destination'

// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape is what they assert
type Json = any

const as = (server: TestServer, side: Side) => (side === 'source' ? server.asSource : server.asDestination)

/** A template that wants a name and nothing else. */
const NAME_ONLY = {
  fields: [
    { key: 'name-first', type: 'string', label: 'First name', required: true },
    { key: 'name-last', type: 'string', label: 'Last name', required: true },
  ],
  documents: [],
  verifications: [],
  decision: { passed: 'approved', failed: 'needs_review' },
  'retention-days': null,
}

async function done(answer: Promise<{ status: number; json: Json; text: string }>): Promise<Json> {
  const { status, json, text } = await answer
  if (status >= 300) throw new Error(text)
  return json
}

export const newTemplate = async (server: TestServer, side: Side): Promise<string> =>
  (
    await done(
      as(server, side)('POST', '/inquiry-templates', attributes({ name: 'Name', document: NAME_ONLY })),
    )
  ).data.id

/** An inquiry with a name in it. */
export async function newInquiry(server: TestServer, side: Side, templateId: string): Promise<string> {
  const fields = { 'name-first': 'Maria', 'name-last': 'Keller' }
  const body = attributes({ 'inquiry-template-id': templateId, fields })
  return (await done(as(server, side)('POST', '/inquiries', body))).data.id
}

/** A person has given everything, as the sandbox lets it be said. */
export const complete = (server: TestServer, side: Side, inquiryId: string) =>
  done(
    as(server, side)('POST', `/inquiries/${inquiryId}/perform-simulate-actions`, {
      meta: { 'simulate-actions': [{ type: 'start_inquiry' }, { type: 'complete_inquiry' }] },
    }),
  )

/** A running workflow; its identifier, and what signs its calls. */
export async function newWorkflow(
  server: TestServer,
  side: Side,
  document: object,
): Promise<{ id: string; secret: string }> {
  const ask = as(server, side)
  const { data, meta } = await done(ask('POST', '/workflows', attributes({ name: 'Test', document })))
  await done(ask('POST', `/workflows/${data.id}/enable`))
  return { id: data.id, secret: meta['signing-secret'] }
}

/** A document of the docs, with its placeholders filled in. */
export function recipe(name: string, values: Record<string, string>): object {
  const text = readFileSync(new URL(`../../../docs/recipes/${name}.json`, import.meta.url), 'utf8')
  return JSON.parse(text.replace(/[A-Z]+_[A-Z_]+/g, word => values[word] ?? word))
}

export const runsOf = async (server: TestServer, side: Side, workflowId: string): Promise<Json[]> =>
  (await done(as(server, side)('GET', `/workflow-runs?filter[workflow-id]=${workflowId}&page[size]=100`)))
    .data

/** Looks again until `found` finds something: what is waited for comes about by itself. */
export async function until<T>(found: () => Promise<T | undefined>): Promise<T> {
  for (const givenUpAt = performance.now() + 30_000; performance.now() < givenUpAt; ) {
    const one = await found()
    if (one !== undefined) return one
  }
  throw new Error('what was waited for has not come about')
}

/** The first run of a workflow, once it has ended. */
export const endedRun = (server: TestServer, side: Side, workflowId: string): Promise<Json> =>
  until(async () => {
    const runs = await runsOf(server, side, workflowId)
    return runs.find(run => run.attributes.status !== 'in_progress')
  })
