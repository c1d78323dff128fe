import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { initial } from './migrations/0001-initial.ts'
import { connectionInvites } from './migrations/0002-connection-invites.ts'
import { publishedAttributes } from './migrations/0003-published-attributes.ts'
import { inputs } from './migrations/0004-inputs.ts'
import { shareRequestConsents } from './migrations/0006-share-request-consents.ts'
import { confirmationCodes } from './migrations/0007-confirmation-codes.ts'
import { referenceLists } from './migrations/0008-reference-lists.ts'
import { providerAnswers } from './migrations/0009-provider-answers.ts'
import { pictures } from './migrations/0010-pictures.ts'
import { webhooks } from './migrations/0011-webhooks.ts'
import { providerAnswerRequest } from './migrations/0013-provider-answer-request.ts'
import { readOfDocuments } from './migrations/0014-read-of-documents.ts'
import { outbox } from './migrations/0015-outbox.ts'
import { retention } from './migrations/0017-retention.ts'
import { workflows } from './migrations/0018-workflows.ts'
import { dueAndDone } from './migrations/0019-due-and-done.ts'
import { schedules } from './migrations/0020-schedules.ts'
import { agreements } from './migrations/0021-agreements.ts'
import { usage } from './migrations/0022-usage.ts'
import { operators } from './migrations/0023-operators.ts'
import { audit } from './migrations/0024-audit.ts'
import { statistics } from './migrations/0027-statistics.ts'
import { listFilters } from './migrations/0029-list-filters.ts'
import { linkPages } from './migrations/0030-link-pages.ts'
import type { Schema } from './schema.ts'

const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-connection-invites': connectionInvites,
  '0003-published-attributes': publishedAttributes,
  '0004-inputs': inputs,
  '0006-share-request-consents': shareRequestConsents,
  '0007-confirmation-codes': confirmationCodes,
  '0008-reference-lists': referenceLists,
  '0009-provider-answers': providerAnswers,
  '0010-pictures': pictures,
  '0011-webhooks': webhooks,
  '0013-provider-answer-request': providerAnswerRequest,
  '0014-read-of-documents': readOfDocuments,
  '0015-outbox': outbox,
  '0017-retention': retention,
  '0018-workflows': workflows,
  '0019-due-and-done': dueAndDone,
  '0020-schedules': schedules,
  '0021-agreements': agreements,
  '0022-usage': usage,
  '0023-operators': operators,
  '0027-statistics': statistics,
  '0024-audit': audit,
  '0029-list-filters': listFilters,
  '0030-link-pages': linkPages,
}

/** What has been done where the tables are up to date. */
export const latestMigrations: readonly string[] = Object.keys(migrations)

/**
 * Brings the tables up to date; does nothing when they are. How many migrations that took. Throws what the first
 * failing one threw.
 */
export async function migrate(db: Kysely<Schema>): Promise<number> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Numbers are given out before the work is done, and land in whichever order it is.
    allowUnorderedMigrations: true,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw error
  return results.length
}
