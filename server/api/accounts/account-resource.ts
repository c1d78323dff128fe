import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { findAccountPhoto } from '../../store/account-photos.ts'
import type { Account } from '../../store/accounts.ts'
import { readFields } from '../../store/fields.ts'
import { readJson, words } from '../../store/json.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'
import type { Reader } from '../reader.ts'
import { accountFields, toAccountFields } from './account-fields.ts'
import { ACCOUNT_TYPE_NAME, accountTypeId } from './account-type.ts'

export const accountSchema = resourceSchema(
  z.literal('account'),
  {
    'reference-id': z.string().nullable(),
    'account-type-name': z.string(),
    'account-status': z.string(),
    'created-at': time,
    'updated-at': time,
    'redacted-at': time.nullable(),
    fields: accountFields,
    tags: z.array(z.string()),
  },
  { 'account-type': toOne },
)

/** An account in the published shape, with its fields opened and a link to its photo. */
export async function readAccountResource({ db, vault, link }: Reader, account: Account): Promise<Resource> {
  const values = await readFields(db, vault, account.id)
  const photo = await findAccountPhoto(db, vault.environmentId, account.id)
  return {
    type: 'account',
    id: account.id,
    attributes: {
      'reference-id': account.reference_id,
      'account-type-name': ACCOUNT_TYPE_NAME,
      'account-status': account.status,
      'created-at': iso(account.created_at),
      'updated-at': iso(account.updated_at),
      'redacted-at': isoOrNull(account.redacted_at),
      fields: toAccountFields(values, photo ? link(photo) : null),
      tags: readJson(words, account.tags_json),
    },
    relationships: { 'account-type': reference('account-type', accountTypeId(account.environment_id)) },
  }
}
