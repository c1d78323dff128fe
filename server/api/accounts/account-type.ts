import { z } from 'zod'
import { iso } from '../../clock.ts'
import { counterpartId } from '../../ids.ts'
import type { Db } from '../../store/store.ts'
import { ApiError } from '../http/api-error.ts'
import { type Resource, resourceSchema, time, toMany, toOne } from '../http/document.ts'

/** An environment's accounts are all of one type. It is not stored: its identifier follows from the environment's. */
export const ACCOUNT_TYPE_NAME = 'User'

export const accountTypeId = (environmentId: string): string => counterpartId('account-type', environmentId)

export const accountTypeSchema = resourceSchema(
  z.literal('account-type'),
  { name: z.string(), 'created-at': time, 'updated-at': time.nullable() },
  { 'account-statuses': toMany, 'default-account-status': toOne },
)

/** The account type in the published shape; null where `id` is not that of this environment's. */
export async function readAccountType(db: Db, environmentId: string, id: string): Promise<Resource | null> {
  if (id !== accountTypeId(environmentId)) return null
  const environment = await db
    .selectFrom('environment')
    .select('created_at')
    .where('id', '=', environmentId)
    .executeTakeFirstOrThrow()
  const createdAt = iso(environment.created_at)
  return {
    type: 'account-type',
    id,
    attributes: { name: ACCOUNT_TYPE_NAME, 'created-at': createdAt, 'updated-at': null },
    relationships: { 'account-statuses': { data: [] }, 'default-account-status': { data: null } },
  }
}

/** Throws `unprocessable` where a type is named that is not this environment's. */
export function requireAccountType(environmentId: string, id: string | undefined): void {
  if (id === undefined || id === accountTypeId(environmentId)) return
  throw new ApiError('unprocessable', 'data.attributes.account-type-id is not found')
}
