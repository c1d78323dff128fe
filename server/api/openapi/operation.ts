import { ApiError } from '../http/api-error.ts'
import type { Route } from '../http/route.ts'
import { resolve, type SchemaCollector } from './components.ts'
import { exampleOf } from './examples.ts'
import { isSchema, propertyOf, toJsonSchema } from './json-schema.ts'
import { collectionOf, operationIdOf } from './naming.ts'
import { NOTES } from './notes.ts'
import type { Operation, Schema } from './openapi.ts'
import { parametersOf } from './parameters.ts'
import { refusalsOf, takesBody } from './refusals.ts'
import { streams, successOf } from './successes.ts'
import { tagName } from './tags.ts'

/** A route as the document tells of it. What it shares with other operations goes to the collector. */
export function operationOf(route: Route, collector: SchemaCollector): Operation {
  const collection = collectionOf(route)
  const operationId = operationIdOf(route, isList(route))
  const answers = Object.entries(route.answers).map(([status, schema]) => {
    return { status, schema: schema ? collector.add(schema, 'output', { operationId, collection }) : null }
  })
  const schemas = collector.collected()
  const [data] = answers
    .map(({ schema }) => (schema ? propertyOf(schema, 'data') : undefined))
    .filter(found => found !== undefined)
  return {
    operationId,
    summary: route.summary,
    description: [NOTES[operationId], accessNote(route)].filter(Boolean).join(' '),
    tags: [tagName(collection)],
    security: [securityOf(route)],
    parameters: parametersOf(route, data ? relatedOf(data, schemas) : [], streams(route)),
    ...requestBodyOf(route, collector, { operationId, collection }),
    responses: {
      ...Object.fromEntries(
        answers.map(({ status, schema }) => [status, successOf(route, status, schema, schemas)]),
      ),
      ...Object.fromEntries(refusalsOf(route).map(code => [new ApiError(code).status, refusal(code)])),
    },
  }
}

/** Whether an operation answers a list of resources. */
const isList = ({ answers }: Route): boolean =>
  Object.values(answers).some(
    schema => schema && propertyOf(toJsonSchema(schema, 'output'), 'data')?.type === 'array',
  )

const refusal = (code: string) => ({ $ref: `#/components/responses/${code}` })

const accessNote = ({ access }: Route): string =>
  access === 'client-secret'
    ? 'Takes the client secret of a session, from a page of an origin that the session allows.'
    : `Takes an API key with the permission \`${access}\`.`

const securityOf = ({ access }: Route): Record<string, string[]> =>
  access === 'client-secret' ? { 'client-secret': [] } : { 'api-key': [access] }

/** The names of the relationships of what an answer holds. */
function relatedOf(data: Schema, schemas: Readonly<Record<string, Schema>>): string[] {
  const one = isSchema(data.items) && !Array.isArray(data.items) ? data.items : data
  return Object.keys(propertyOf(resolve(one, schemas), 'relationships')?.properties ?? {})
}

function requestBodyOf(
  { body, form }: Route,
  collector: SchemaCollector,
  operation: { operationId: string; collection: string },
): Pick<Operation, 'requestBody'> {
  if (!takesBody(body)) return {}
  const schema = collector.add(body, 'input', operation)
  const example = exampleOf(schema, collector.collected())
  const required = !body.safeParse(undefined).success
  const content = {
    'application/json': { schema, example },
    ...(form ? { 'multipart/form-data': { schema: form } } : {}),
  }
  return { requestBody: { required, content } }
}
