import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readReference } from '../../../server/redemption/reference.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const PATH = '/connect/reference-lists'
const ROWS = [
  { 'name-first': 'Ottilie', 'name-last': 'Zwetschkenbaum', birthdate: '1958-02-03' },
  { 'phone-number': '+46701740617' },
]

const give = (more: Record<string, unknown> = {}) =>
  server.asDestination('POST', PATH, attributes({ name: 'Customers', rows: ROWS, ...more }))

describe('a reference list', () => {
  it('is made, told by its name and its size alone, renamed, replaced and deleted', async () => {
    const made = await give()
    expect(made.status).toBe(201)
    const { id, type, attributes: told } = made.json.data
    expect([type, told.name, told['row-count']]).toEqual(['connect/reference-list', 'Customers', 2])
    expect(Object.keys(told).sort()).toEqual(['created-at', 'name', 'row-count', 'updated-at'])

    const at = `${PATH}/${id}`
    expect((await server.asDestination('GET', at)).json.data).toEqual(made.json.data)
    const renamed = await server.asDestination('PATCH', at, attributes({ name: 'People' }))
    expect(renamed.json.data.attributes).toMatchObject({ name: 'People', 'row-count': 2 })
    const replaced = await server.asDestination('PATCH', at, attributes({ rows: ROWS.slice(1) }))
    expect(replaced.json.data.attributes).toMatchObject({ name: 'People', 'row-count': 1 })

    const listed = await server.asDestination('GET', PATH)
    expect(listed.json.data.map((one: { id: string }) => one.id)).toContain(id)
    expect((await server.asDestination('DELETE', at)).status).toBe(200)
    expect((await server.asDestination('GET', at)).status).toBe(404)
    const events = await server.asDestination('GET', `/events?filter[object-id]=${id}`)
    expect(events.json.data.map((one: { attributes: { name: string } }) => one.attributes.name)).toEqual([
      'connect/reference-list.deleted',
      'connect/reference-list.updated',
      'connect/reference-list.updated',
      'connect/reference-list.created',
    ])
  })

  // Guarantee: no value of a person is told again, logged, or readable in the store; with the list, its rows go.
  it('keeps its people to itself', async () => {
    const { id } = (await give()).json.data
    const { db } = server.connect.api.store
    const stored = async () => ({
      rows: await db.selectFrom('reference_row').selectAll().where('list_id', '=', id).execute(),
      keys: await db.selectFrom('reference_key').selectAll().where('list_id', '=', id).execute(),
    })
    const { rows, keys } = await stored()
    expect([rows.length, keys.length]).toEqual([2, 3])
    const bytes = [...rows.map(row => row.sealed_fields), ...keys.map(key => key.key_mac)]
    const everything = Buffer.concat(bytes.map(one => Buffer.from(one))).toString('latin1') + server.log()
    for (const value of ['Zwetschkenbaum', '1958-02-03', '46701740617'])
      expect(everything).not.toContain(value)
    await server.asDestination('DELETE', `${PATH}/${id}`)
    expect(await stored()).toEqual({ rows: [], keys: [] })
  })

  // Guarantee: a repeated request does not bring back what has been deleted.
  it('is not told again by a repetition once it is deleted', async () => {
    const key = server.sandbox.destination['api-key']
    const body = attributes({ name: 'Zwetschkenbaum', rows: ROWS })
    const again = () => server.call(key, 'POST', PATH, { body, headers: { 'idempotency-key': 'list-1' } })
    const made = await again()
    expect((await again()).json).toEqual(made.json)
    await server.asDestination('DELETE', `${PATH}/${made.json.data.id}`)
    expect((await again()).status).toBe(409)
  })

  it.each([
    ['without rows', { rows: [] }],
    ['with an empty row', { rows: [{}] }],
    ['with an empty value', { rows: [{ 'name-first': '' }] }],
    ['with a field that is not compared', { rows: [{ 'shoe-size': '44' }] }],
    ['with a value that is too long', { rows: [{ 'name-first': 'a'.repeat(201) }] }],
    ['with too many rows', { rows: Array.from({ length: 1_001 }, () => ({ 'name-first': 'A' })) }],
    ['without a name', { name: '' }],
  ])('is refused %s, and nothing of it is kept', async (_what, wrong) => {
    const before = (await server.asDestination('GET', PATH)).json.data.length
    expect((await give(wrong)).status).toBe(400)
    expect((await server.asDestination('GET', PATH)).json.data).toHaveLength(before)
  })

  it('takes a thousand rows', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      'name-first': 'Specimen',
      'name-last': `Person ${index}`,
      'identification-number': `SPC-${index}`,
    }))
    expect((await give({ rows })).json.data.attributes['row-count']).toBe(1_000)
  })

  // Guarantee: what an organization has given is looked up by that organization alone.
  it('is of no use to another organization', async () => {
    await give({ rows: [{ 'name-last': 'Zwetschkenbaum', 'identification-number': 'ONLY-HERE-1' }] })
    const { connect, sandbox } = server
    const { db } = connect.api.store
    const environments = await db.selectFrom('environment').select(['id', 'organization_id']).execute()
    const found = environments.map(async ({ id, organization_id: organization }) => {
      const reference = await readReference(db, await connect.api.vault.of(db, id))
      const rows = await reference?.lookUp(new Map([['identification-number', 'only here 1']]))
      return [organization, rows?.length ?? null]
    })
    expect(Object.fromEntries(await Promise.all(found))).toEqual({
      [sandbox.destination['organization-id']]: 1,
      [sandbox.source['organization-id']]: null,
    })
  })

  it('needs a key that may', async () => {
    const key = await server.asDestination(
      'POST',
      '/api-keys',
      attributes({ name: 'Reads', permissions: ['reference-list.read'] }),
    )
    const { value } = key.json.data.attributes
    expect((await server.call(value, 'GET', PATH)).status).toBe(200)
    const body = attributes({ name: 'Customers', rows: ROWS })
    expect((await server.call(value, 'POST', PATH, { body })).status).toBe(403)
  })
})
