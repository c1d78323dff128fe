import { describe, expect, it } from 'vitest'
import { inflect, kebab } from '../../../server/api/http/inflection.ts'
import { API_VERSION } from '../../../server/api/http/version.ts'
import { openApiDocument } from '../../../server/api/openapi/document.ts'
import { routesOf } from '../../../server/api/routes.ts'
import { STANDARD_FIELDS } from '../../../server/connect/data-type.ts'
import { startServer } from '../harness.ts'
import { walk } from '../openapi/walk.ts'

const server = await startServer()
const document = openApiDocument(routesOf(server.connect.api), API_VERSION, '/api/v1')
await server.close()

/** Every name that the API has for a property, and the published names of fields. */
const names = [...new Set([...walk(document).map(({ path }) => path.at(-1) ?? ''), ...STANDARD_FIELDS])]

describe('the three cases of a name', () => {
  // Guarantee: whichever case an answer was asked for in, what it says can be sent back.
  it.each(['camel', 'snake', 'kebab'] as const)('%s comes back as it went out', inflection => {
    expect(names.length).toBeGreaterThan(150)
    expect(names).toContain('address-street-1')
    for (const name of names) {
      const [written = ''] = Object.keys(Object(inflect({ [name]: null }, inflection)))
      expect(kebab(written), written).toBe(name)
    }
  })

  it('leave a number where it is in a name that is not camelCase', () => {
    expect(['line2', 'iso-3166', 'iso_3166', 'x9y'].map(kebab)).toEqual([
      'line2',
      'iso-3166',
      'iso-3166',
      'x9y',
    ])
    expect(['addressStreet1', 'address_street_1', 'line12Of'].map(kebab)).toEqual([
      'address-street-1',
      'address-street-1',
      'line-12-of',
    ])
  })
})
