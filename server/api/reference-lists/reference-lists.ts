import { z } from 'zod'
import { iso } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { type EventName, recordEvent } from '../../store/events.ts'
import {
  countReferenceLists,
  deleteReferenceList,
  findReferenceList,
  insertReferenceList,
  listReferenceLists,
  putReferenceRows,
  type ReferenceList,
  updateReferenceList,
} from '../../store/reference-lists.ts'
import type { Db } from '../../store/store.ts'
import { lookUpKeys, REFERENCE_FIELDS } from '../../verification/reference.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf, noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf, listDocument, listOf, type Resource, resourceSchema, time } from '../http/document.ts'
import { reading, writing } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'

/** How many rows a list has, and how many lists an organization: what is larger is given in parts. */
const ROWS_MAX = 1_000
const LISTS_MAX = 100
/** Longest value of a row, in characters. */
const VALUE_LENGTH_MAX = 200

const row = z
  .partialRecord(z.enum(REFERENCE_FIELDS), z.string().min(1).max(VALUE_LENGTH_MAX))
  .refine(fields => Object.keys(fields).length > 0, 'must have a field')

const name = z.string().min(1).max(100)
const rows = z.array(row).min(1).max(ROWS_MAX)

export const createBody = attributesOf(z.strictObject({ name, rows }))
export const changeBody = attributesOf(z.strictObject({ name: name.optional(), rows: rows.optional() }))

export const listParameters = listQuery({})

export const referenceListSchema = resourceSchema(
  z.literal('connect/reference-list'),
  { name: z.string(), 'row-count': z.int(), 'created-at': time, 'updated-at': time },
  {},
)

/** `/connect/reference-lists` (ours): whom an organization compares people with. No row is ever told again. */
export const referenceListRoutes = (api: Api): Route[] => [
  reading(api, '/connect/reference-lists', {
    summary: 'List the reference lists, without their rows',
    permission: 'reference-list.read',
    query: listParameters,
    answers: { 200: listOf(referenceListSchema) },
    async answer({ caller, db, query, req }) {
      const page = await listReferenceLists(db, caller.environmentId, pageOf(query))
      return ok(listDocument(page, req, toResource))
    },
  }),
  writing(api, 'post', '/connect/reference-lists', {
    summary: 'Give a list of people to compare with',
    permission: 'reference-list.write',
    body: createBody,
    answers: { 201: documentOf(referenceListSchema) },
    async answer({ caller, db, body }) {
      const { attributes } = body.data
      if ((await countReferenceLists(db, caller.environmentId)) >= LISTS_MAX) {
        throw new ApiError('unprocessable', `there are ${LISTS_MAX} reference lists already`)
      }
      const now = api.clock()
      const list: ReferenceList = {
        id: newId('reference-list'),
        environment_id: caller.environmentId,
        name: attributes.name,
        row_count: attributes.rows.length,
        created_at: now,
        updated_at: now,
      }
      await insertReferenceList(db, list)
      await putRows(api, db, list, attributes.rows)
      await tell(db, list, 'connect/reference-list.created', now)
      return created({ data: toResource(list) })
    },
  }),
  reading(api, '/connect/reference-lists/:id', {
    summary: 'Retrieve a reference list, without its rows',
    permission: 'reference-list.read',
    query: noQuery,
    answers: { 200: documentOf(referenceListSchema) },
    answer: async ({ caller, db, id }) => ok({ data: toResource(await find(db, caller, id)) }),
  }),
  writing(api, 'patch', '/connect/reference-lists/:id', {
    summary: 'Rename a reference list, or put other rows in the place of all of its',
    permission: 'reference-list.write',
    body: changeBody,
    answers: { 200: documentOf(referenceListSchema) },
    async answer({ caller, db, id, body }) {
      const list = await find(db, caller, id)
      const { name: newName = list.name, rows: newRows } = body.data.attributes
      const now = api.clock()
      const change = { name: newName, row_count: newRows?.length ?? list.row_count, updated_at: now }
      if (newRows) await putRows(api, db, list, newRows)
      await updateReferenceList(db, list, change)
      await tell(db, list, 'connect/reference-list.updated', now)
      return ok({ data: toResource({ ...list, ...change }) })
    },
  }),
  writing(api, 'delete', '/connect/reference-lists/:id', {
    summary: 'Delete a reference list with all of its rows',
    permission: 'reference-list.write',
    body: noBody,
    answers: { 200: documentOf(referenceListSchema) },
    async answer({ caller, db, id }) {
      const list = await find(db, caller, id)
      await deleteReferenceList(db, list)
      await tell(db, list, 'connect/reference-list.deleted', api.clock())
      return ok({ data: toResource({ ...list, row_count: 0 }) })
    },
  }),
]

async function find(db: Db, caller: Caller, id: string): Promise<ReferenceList> {
  const found = await findReferenceList(db, caller.environmentId, id)
  if (!found) throw notFound()
  return found
}

async function putRows(
  api: Api,
  db: Db,
  { id, environment_id: environmentId }: ReferenceList,
  given: z.infer<typeof rows>,
): Promise<void> {
  const vault = await api.vault.of(db, environmentId)
  const people = given.map(row => {
    const fields = new Map(Object.entries(row))
    return { fields, keys: lookUpKeys(fields) }
  })
  await putReferenceRows(db, vault, id, people)
}

const tell = (
  db: Db,
  { environment_id: environmentId, id }: ReferenceList,
  event: Extract<EventName, `connect/reference-list.${string}`>,
  now: number,
) => recordEvent(db, { environmentId, name: event, object: { type: 'connect/reference-list', id } }, now)

const toResource = (list: ReferenceList): Resource => ({
  type: 'connect/reference-list',
  id: list.id,
  attributes: {
    name: list.name,
    'row-count': list.row_count,
    'created-at': iso(list.created_at),
    'updated-at': iso(list.updated_at),
  },
})
