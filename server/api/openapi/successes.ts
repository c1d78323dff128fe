import { eventsDocument } from '../http/event-stream.ts'
import type { Route } from '../http/route.ts'
import { exampleOf } from './examples.ts'
import type { MediaType, Response, Schema } from './openapi.ts'

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  '200': 'Done; the answer shows how it is now.',
  '201': 'Made.',
  '202': 'Accepted; it goes on by itself.',
  '204': 'Done; there is nothing to show.',
}

/** Whether an operation can answer with a stream of server-sent events. */
export const streams = (route: Route): boolean => Object.values(route.answers).includes(eventsDocument)

/** The answer of an operation that went well. */
export function successOf(
  route: Route,
  status: string,
  schema: Schema | null,
  schemas: Readonly<Record<string, Schema>>,
): Response {
  const description = DESCRIPTIONS[status] ?? ''
  const headers = Object.fromEntries(
    headerNames(route).map(name => [name, { $ref: `#/components/headers/${name}` }]),
  )
  if (!schema) return { description, headers }
  const json: MediaType = { schema, example: exampleOf(schema, schemas) }
  const content = {
    'application/json': json,
    ...(streams(route) ? { 'text/event-stream': EVENT_STREAM } : {}),
    ...(route.csv ? { 'text/csv': CSV } : {}),
  }
  return { description, headers, content }
}

const headerNames = (route: Route): string[] => [
  'Request-Id',
  'Persona-Version',
  ...(route.access === 'client-secret' || streams(route)
    ? []
    : ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']),
]

const CSV: MediaType = {
  schema: { type: 'string', description: 'A line of names, and a line for each object (RFC 4180).' },
  example: 'id,kind,amount,currency\r\n',
}

const EVENT_STREAM: MediaType = {
  schema: { type: 'string', description: 'Server-sent events: `id`, `event` and, as JSON, `data`.' },
  example: [
    'id: 2',
    'event: data.copied',
    'data: {"id":"2","created-at":"2026-03-02T09:30:00.000Z","step":1,"steps":6,"name":"data.copied","data-types":["name"],"fields":3,"files":0}',
    '',
    '',
  ].join('\n'),
}
