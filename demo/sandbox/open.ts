import type { ServerApi } from '../../server/api/api.ts'
import { readSandbox, type Sandbox, writeSandbox } from '../../server/sandbox-file.ts'
import type { SpecimenPerson } from '../exchange.ts'
import { people } from '../people/people.ts'
import { restorePeople } from './restore.ts'
import { SITES, seedSandbox } from './seed.ts'

/**
 * The sandbox of a data directory: made in an empty one, kept in any other, with its people made again after a reset. Its addresses follow the server's own,
 * which may have moved to another port since the last start.
 */
export async function openSandbox(api: ServerApi, dataDir: string, baseUrl: string): Promise<Sandbox> {
  const kept = readSandbox(dataDir)
  if (!kept || !(await isSeeded(api, kept))) {
    return seedSandbox(api, baseUrl, sandbox => writeSandbox(dataDir, sandbox))
  }
  const sandbox = { ...(await restorePeople(api, kept)), 'api-base-url': `${baseUrl}/api/v1` }
  writeSandbox(dataDir, sandbox)
  await api.store.db
    .updateTable('connection')
    .set({ share_url: `${baseUrl}${SITES.source}` })
    .where('id', '=', sandbox['connection-id'])
    .execute()
  for (const side of ['source', 'destination'] as const) {
    const site = baseUrl + SITES[side]
    await api.store.db
      .updateTable('organization')
      .set({ privacy_url: `${site}privacy.html`, logo_url: `${site}logo.svg` })
      .where('id', '=', sandbox[side]['organization-id'])
      .execute()
  }
  return sandbox
}

/** A crash between writing the file and filling the store leaves a file that describes nothing. */
async function isSeeded(api: ServerApi, sandbox: Sandbox): Promise<boolean> {
  const connection = await api.store.db
    .selectFrom('connection')
    .select('id')
    .where('id', '=', sandbox['connection-id'])
    .executeTakeFirst()
  return connection !== undefined
}

/** The specimen people with their inquiries at the source, which carry the person's key as `reference-id`. */
export async function sandboxPeople(api: ServerApi, sandbox: Sandbox): Promise<SpecimenPerson[]> {
  const rows = await api.store.db
    .selectFrom('inquiry')
    .innerJoin('environment', 'environment.id', 'inquiry.environment_id')
    .select(['inquiry.id', 'inquiry.reference_id'])
    .where('environment.organization_id', '=', sandbox.source['organization-id'])
    .where('environment.kind', '=', 'sandbox')
    .where('inquiry.redacted_at', 'is', null)
    .execute()
  return people.flatMap(({ key, story }) => {
    const row = rows.find(one => one.reference_id === key)
    return row ? [{ key, story, inquiryId: row.id }] : []
  })
}
