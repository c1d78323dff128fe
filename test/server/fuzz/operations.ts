import type { z } from 'zod'
import { kebabBody } from '../../../server/api/http/inflection.ts'
import type { Method, Route } from '../../../server/api/http/route.ts'
import { templatePath } from '../../../server/api/openapi/naming.ts'
import type { OpenApi, Operation, Parameter, Schema } from '../../../server/api/openapi/openapi.ts'
import { errorsDocument } from '../../../server/api/openapi/responses.ts'
import { resourcesIn } from './resources.ts'

/** An operation of the document with everything that it refers to, beside the route that answers it. */
export interface Described {
  id: string
  method: Method
  /** With `{…-id}` for identifiers. */
  path: string
  /** Whether a session's client secret is what it takes, and not an API key. */
  bySecret: boolean
  /** Whether its answers can be had in another case. */
  inflects: boolean
  query: Parameter[]
  /** The type of resource that it answers, by its example; null where it answers none. */
  type: string | null
  body: Schema | null
  bodyRequired: boolean
  /** Whether the route's own schema admits a body. */
  admits(body: unknown): boolean
  statuses: number[]
  /** What an answer must be, by the route's own schema; null where it has no body. */
  answer(status: number): z.ZodType | null
}

/** The operations of a document, in the order of the routes that it was made of. */
export function operationsOf(document: OpenApi, routes: readonly Route[]): Described[] {
  return routes.map(route => {
    const path = templatePath(route.path)
    const operation = document.paths[path]?.[route.method]
    if (!operation) throw new Error(`${route.method} ${path} is not in the document`)
    return describe(document, operation, route, path)
  })
}

function describe(document: OpenApi, operation: Operation, route: Route, path: string): Described {
  const { content, required = false } = operation.requestBody ?? {}
  const body = content?.['application/json']?.schema
  const parameters = operation.parameters.map(parameter =>
    '$ref' in parameter ? byReference(document, parameter.$ref) : parameter,
  )
  return {
    id: operation.operationId,
    method: route.method,
    path,
    bySecret: operation.security.some(scheme => 'client-secret' in scheme),
    inflects: parameters.some(({ name }) => name === 'Key-Inflection'),
    type: typeOf(operation),
    query: parameters.filter(parameter => parameter.in === 'query'),
    body: body ? inlined(body, document) : null,
    bodyRequired: required,
    admits: given => admits(route, given),
    statuses: Object.keys(operation.responses).map(Number),
    answer: status => (status >= 400 ? errorsDocument : answerOf(route, status)),
  }
}

function typeOf({ responses }: Operation): string | null {
  const examples = Object.values(responses).map(response =>
    'content' in response ? response.content?.['application/json']?.example : null,
  )
  return resourcesIn(examples)[0]?.type ?? null
}

/** Whether a route's schema lets a body in; one whose keys cannot even be read is not let in. */
function admits({ body }: Route, given: unknown): boolean {
  try {
    return body?.safeParse(kebabBody(given)).success ?? true
  } catch {
    return false
  }
}

const answerOf = (route: Route, status: number): z.ZodType | null =>
  Object.entries(route.answers).find(([documented]) => Number(documented) === status)?.[1] ?? null

function byReference(document: OpenApi, reference: string): Parameter {
  const found = document.components.parameters[reference.replace('#/components/parameters/', '')]
  if (!found) throw new Error(`${reference} leads nowhere`)
  return found
}

/** A schema without references. None of the document's goes round in a circle. */
export function inlined(schema: Schema, document: OpenApi): Schema {
  const text = JSON.stringify(schema, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$ref' in value)) return value
    const { $ref, ...rest } = value
    const name = String($ref).replace('#/components/schemas/', '')
    const found = document.components.schemas[name]
    if (!found) throw new Error(`${$ref} leads nowhere`)
    return { ...found, ...rest }
  })
  return JSON.parse(text)
}
