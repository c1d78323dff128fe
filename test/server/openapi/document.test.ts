import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Route } from '../../../server/api/http/route.ts'
import { templatePath } from '../../../server/api/openapi/naming.ts'
import type { OpenApi, Operation, Schema } from '../../../server/api/openapi/openapi.ts'
import { errorsDocument } from '../../../server/api/openapi/responses.ts'
import { routesOf } from '../../../server/api/routes.ts'
import { startServer, type TestServer } from '../harness.ts'
import { walk } from './walk.ts'

let server: TestServer
let document: OpenApi
let routes: Route[]
beforeAll(async () => {
  server = await startServer()
  routes = routesOf(server.connect.api)
  document = (await server.call(null, 'GET', '/openapi.json')).json
})
afterAll(() => server.close())

const operationOf = (route: Route): Operation => {
  const operation = document.paths[templatePath(route.path)]?.[route.method]
  if (!operation) throw new Error(`${route.method} ${route.path} is not described`)
  return operation
}

const operations = () => routes.map(route => ({ route, operation: operationOf(route) }))

/** A component of the document, by a reference to it. */
function byReference(reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((found, word) => (isRecord(found) ? found[word] : undefined), document)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** A schema of the document that says what it says without the rest of it. */
const standalone = (schema: Schema): Schema => {
  const moved = (value: unknown): Schema =>
    JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/'))
  return { ...moved(schema), $defs: moved(document.components.schemas) as Record<string, Schema> }
}

describe('GET /openapi.json', () => {
  it('answers everybody, from every origin, and says nothing of its own about the caller', async () => {
    const answer = await server.call(null, 'GET', '/openapi.json', {
      headers: { origin: 'https://tool.example' },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect((await server.asSource('GET', '/openapi.json')).text).toBe(answer.text)
  })

  it('is there to be read only', async () => {
    const answer = await server.asSource('POST', '/openapi.json', {})
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})

describe('the document', () => {
  // Guarantee: what is served is described and what is described is served.
  it('has the operations of the routes, and no others', () => {
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map(method => `${method} ${path}`),
    )
    const served = routes.map(route => `${route.method} ${templatePath(route.path)}`)
    expect(described.sort()).toEqual(served.sort())
  })

  it('names each operation once', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  it('refers only to what is in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      match => match[1] ?? '',
    )
    expect(references.length).toBeGreaterThan(100)
    for (const reference of new Set(references)) expect(byReference(reference), reference).toBeDefined()
  })

  it('says for each operation who may call it', () => {
    for (const { route, operation } of operations()) {
      const scheme =
        route.access === 'client-secret' ? { 'client-secret': [] } : { 'api-key': [route.access] }
      expect(operation.security, operation.operationId).toEqual([scheme])
    }
  })

  it('says of each tag, operation, parameter and property what it means', () => {
    for (const tag of document.tags) expect(tag.description, tag.name).not.toBe('')
    const undescribed: string[] = []
    for (const { operation } of operations()) {
      expect(operation.description, operation.operationId).not.toBe('')
      for (const parameter of operation.parameters) {
        const described = '$ref' in parameter || parameter.description !== ''
        if (!described) undescribed.push(`${operation.operationId} ${parameter.name}`)
      }
    }
    const schemas = [document.components.schemas, operations().map(({ operation }) => operation)]
    for (const { path, schema } of walk(schemas)) {
      const name = path.at(-1) ?? ''
      if (schema.description === undefined && !SPEAKS_FOR_ITSELF.includes(name))
        undescribed.push(path.join('.'))
    }
    expect(undescribed).toEqual([])
  })

  it('carries no catalogue of somebody else’s words', () => {
    expect(JSON.stringify(document)).not.toMatch(/withpersona|docs\.withpersona|Determines casing/i)
  })
})

/** The envelope of JSON:API. */
const SPEAKS_FOR_ITSELF = ['data', 'attributes', 'meta', 'links', 'included', 'relationships', 'prev', 'next']

/** What is wrong with a value, by a schema; nothing where it is right. */
const problems = (where: string, schema: z.ZodType, value: unknown): string[] => {
  const { error } = schema.safeParse(value)
  return error ? [`${where}: ${JSON.stringify(error.issues.slice(0, 3)).slice(0, 2000)}`] : []
}

describe('an example', () => {
  // Guarantee: what is shown is taken, and what is shown is answered: by the route's own schema, and by the document's.
  it('of a body is one that its route takes', () => {
    const shown = operations().flatMap(({ route, operation }) => {
      const json = operation.requestBody?.content['application/json']
      return json && route.body ? [{ id: operation.operationId, own: route.body, ...json }] : []
    })
    expect(shown.length).toBeGreaterThan(20)
    for (const { id, own, schema, example } of shown) {
      expect(problems(id, own, example)).toEqual([])
      expect(problems(id, z.fromJSONSchema(standalone(schema)), example)).toEqual([])
    }
  })

  it('of an answer is one that its route could give', () => {
    const shown = operations().flatMap(({ route, operation }) =>
      Object.entries(route.answers).flatMap(([status, own]) => {
        const response = operation.responses[status]
        const json = response && 'content' in response ? response.content?.['application/json'] : undefined
        return own && json ? [{ id: `${operation.operationId} ${status}`, own, ...json }] : []
      }),
    )
    expect(shown.length).toBeGreaterThanOrEqual(routes.length)
    for (const { id, own, schema, example } of shown) {
      expect(problems(id, own, example)).toEqual([])
      expect(problems(id, z.fromJSONSchema(standalone(schema)), example)).toEqual([])
    }
  })

  it('of a refusal is one that the server gives', () => {
    for (const [code, response] of Object.entries(document.components.responses)) {
      expect(errorsDocument.safeParse(response.content?.['application/json']?.example).success, code).toBe(
        true,
      )
    }
  })
})

describe('what an operation refuses', () => {
  const statusesOf = (method: string, path: string): number[] => {
    const found = operations().find(({ route }) => route.method === method && route.path === path)
    return Object.keys(found?.operation.responses ?? {}).map(Number)
  }

  it('follows from what it takes', () => {
    expect(statusesOf('get', '/connect/connections')).toEqual([200, 400, 401, 403, 429, 503])
    expect(statusesOf('get', '/connect/connections/:id')).toEqual([200, 400, 401, 403, 404, 429, 503])
    expect(statusesOf('post', '/connect/connections/:id/accept')).toEqual([
      200, 400, 401, 403, 404, 409, 413, 415, 429, 503,
    ])
    expect(statusesOf('post', '/connect/share-tokens')).toEqual([
      201, 400, 401, 403, 409, 413, 415, 422, 429, 503,
    ])
    expect(statusesOf('get', '/connect/session')).toEqual([200, 400, 401, 403, 503])
  })
})
