import type { Route } from '../http/route.ts'
import { createSchemaCollector } from './components.ts'
import { collectionOf, templatePath } from './naming.ts'
import type { OpenApi, PathItem } from './openapi.ts'
import { operationOf } from './operation.ts'
import { SHARED_PARAMETERS } from './parameters.ts'
import { errorsSchema, HEADERS, refusalResponses } from './responses.ts'
import { tagsOf } from './tags.ts'

const DESCRIPTION = `
Connect hands a verified person's data from one organization, the source, to another, the destination, with the person's consent.

Answers are JSON:API documents. Keys are kebab-case unless \`Key-Inflection\` asks for another case; requests may use any.
Lists are pages of 10 objects, newest first; \`links\` lead to the neighbours. Times are RFC 3339 in UTC.
A POST with an \`Idempotency-Key\` can be repeated without a second effect. An API key may make 300 requests a minute unless the server says otherwise; \`RateLimit-*\` tell what is left.
A refusal says what is wrong by the names of properties and never repeats a value.
`.trim()

/** The OpenAPI document of routes that are served below `serverUrl`. Pure: all it says comes from the routes. */
export function openApiDocument(routes: readonly Route[], version: string, serverUrl: string): OpenApi {
  const collector = createSchemaCollector()
  // What keys are shown goes first: a component is named after the first that shows it.
  const byKey = [...routes].sort((a, b) => Number(isForPages(a)) - Number(isForPages(b)))
  const operations = new Map(byKey.map(route => [route, operationOf(route, collector)]))
  const paths: Record<string, PathItem> = {}
  for (const route of routes) {
    const path = templatePath(route.path)
    paths[path] = { ...paths[path], [route.method]: operations.get(route) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Connect API',
      version,
      summary: 'Share a verified identity, with consent.',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl, description: 'This server' }],
    tags: tagsOf(routes.map(collectionOf)),
    paths,
    components: {
      schemas: { ...collector.collected(), errors: errorsSchema() },
      responses: refusalResponses(),
      parameters: SHARED_PARAMETERS,
      headers: HEADERS,
      securitySchemes: {
        'api-key': {
          type: 'http',
          scheme: 'bearer',
          description: 'The API key of one environment of one organization, for its backend.',
        },
        'client-secret': {
          type: 'http',
          scheme: 'bearer',
          description: "The client secret of one session, for the person's browser.",
        },
      },
    },
  }
}

const isForPages = ({ access }: Route): boolean => access === 'client-secret'
