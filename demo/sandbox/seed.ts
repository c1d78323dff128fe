import type { ServerApi } from '../../server/api/api.ts'
import { PERMISSIONS_AT_FIRST } from '../../server/api/http/permissions.ts'
import { ConfigError } from '../../server/config.ts'
import { ALL_DATA_TYPES } from '../../server/connect/data-type.ts'
import type { TemplateDocument } from '../../server/connect/template.ts'
import { newId } from '../../server/ids.ts'
import { DEMO_DATA_REFUSED } from '../../server/production.ts'
import type { Sandbox } from '../../server/sandbox-file.ts'
import { hashSecret, newSecret } from '../../server/secrets.ts'
import { insertApiKey } from '../../server/store/api-keys.ts'
import { insertConnection } from '../../server/store/connections.ts'
import {
  hasProduction,
  insertEnvironment,
  insertOrganization,
  markDemoData,
} from '../../server/store/organizations.ts'
import { insertReferenceList, putReferenceRows } from '../../server/store/reference-lists.ts'
import { type Db, transaction } from '../../server/store/store.ts'
import { insertTemplate, publishVersion } from '../../server/store/templates.ts'
import { lookUpKeys } from '../../server/verification/reference.ts'
import { examinedBefore } from '../people/examined.ts'
import { people } from '../people/people.ts'
import { recipe, withoutCalls } from '../workflows/recipe.ts'
import { insertSourceInquiry } from './source-inquiry.ts'
import { bankConfirmed, bankStandard, bankStrict, exchangeProfile } from './templates.ts'
import { makeWorkflow } from './workflows.ts'

/** Where the pages of each are. */
export const SITES = { source: '/demo/source/', destination: '/demo/' } as const

/** What the seed knows of an organization that it has made. */
interface Side {
  organizationId: string
  environmentId: string
  apiKey: string
  apiKeyId: string
}

/**
 * Fills an empty store: Meridian Exchange with the specimen people, Northwind Bank with three templates, and an active
 * connection between them; never beside what is real. All of it or nothing; `keep` is called with the sandbox's description
 * before it is final.
 */
export async function seedSandbox(
  api: ServerApi,
  baseUrl: string,
  keep: (sandbox: Sandbox) => void,
): Promise<Sandbox> {
  return transaction(api.store.db, async tx => {
    if (await hasProduction(tx)) throw new ConfigError(DEMO_DATA_REFUSED)
    const now = api.clock()
    await markDemoData(tx)
    const source = await makeOrganization(tx, api, 'Meridian Exchange', `${baseUrl}${SITES.source}`, now)
    const destination = await makeOrganization(
      tx,
      api,
      'Northwind Bank',
      `${baseUrl}${SITES.destination}`,
      now,
    )
    const connectionId = await connect(tx, source, destination, baseUrl, now)
    const standard = await publish(tx, destination, 'Northwind account', bankStandard, now)
    const strict = await publish(tx, destination, 'Northwind account with proof of address', bankStrict, now)
    const confirmed = await publish(tx, destination, 'Northwind account with a code', bankConfirmed, now)
    await makeReferenceList(tx, api, destination, now)
    const inquiries = await makePeople(tx, api, source, now)
    const filled = { CONNECTION_ID: connectionId, INQUIRY_TEMPLATE_ID: standard.templateId }
    const shares = withoutCalls(recipe('source-shares', filled))
    const redeems = recipe('destination-redeems', filled)
    const sharesId = await makeWorkflow(tx, api, source, 'Share with Northwind Bank', shares, now)
    const redeemsId = await makeWorkflow(tx, api, destination, 'Take from Meridian Exchange', redeems, now)

    const sandbox: Sandbox = {
      'api-base-url': `${baseUrl}/api/v1`,
      source: { 'organization-id': source.organizationId, 'api-key': source.apiKey },
      destination: { 'organization-id': destination.organizationId, 'api-key': destination.apiKey },
      'connection-id': connectionId,
      'source-inquiry-id': inquiryOf(inquiries, 'complete'),
      'source-inquiry-id-partial': inquiryOf(inquiries, 'no-proof-of-address'),
      'destination-inquiry-template-id': standard.templateId,
      'destination-inquiry-template-id-strict': strict.templateId,
      'destination-inquiry-template-id-confirmed': confirmed.templateId,
      'source-workflow-id': sharesId,
      'destination-workflow-id': redeemsId,
    }
    keep(sandbox)
    return sandbox
  })
}

async function makeOrganization(
  tx: Db,
  api: ServerApi,
  name: string,
  site: string,
  now: number,
): Promise<Side> {
  const organizationId = newId('organization')
  const environmentId = newId('environment')
  const apiKeyId = newId('api-key')
  const apiKey = `connect_sandbox_${newSecret()}`
  await insertOrganization(tx, {
    id: organizationId,
    name,
    privacy_url: `${site}privacy.html`,
    logo_url: `${site}logo.svg`,
    created_at: now,
  })
  await insertEnvironment(tx, {
    id: environmentId,
    organization_id: organizationId,
    kind: 'sandbox',
    wrapped_key: api.vault.newEnvironmentKey(environmentId),
    created_at: now,
  })
  await insertApiKey(tx, {
    id: apiKeyId,
    environment_id: environmentId,
    name: 'Sandbox',
    secret_hash: hashSecret(apiKey),
    permissions_json: JSON.stringify(PERMISSIONS_AT_FIRST),
    created_at: now,
  })
  return { organizationId, environmentId, apiKey, apiKeyId }
}

/** Both organizations have terms on record, so that the published calls redeem without a session. */
async function connect(
  tx: Db,
  source: Side,
  destination: Side,
  baseUrl: string,
  now: number,
): Promise<string> {
  const id = newId('connection')
  const terms = (path: string) => JSON.stringify({ url: `${baseUrl}${path}terms.html`, version: '1' })
  await insertConnection(tx, {
    id,
    environment_kind: 'sandbox',
    source_organization_id: source.organizationId,
    source_environment_id: source.environmentId,
    destination_organization_id: destination.organizationId,
    destination_environment_id: destination.environmentId,
    status: 'active',
    data_types_json: JSON.stringify(ALL_DATA_TYPES),
    share_url: `${baseUrl}${SITES.source}`,
    lowest_tier: 'destination_asserted',
    unbound_tokens: 'allowed',
    source_terms_json: terms(SITES.source),
    destination_terms_json: terms(SITES.destination),
    required_consents_json: JSON.stringify(['source', 'destination']),
    creator_id: source.apiKeyId,
    created_at: now,
    updated_at: now,
  })
  return id
}

async function publish(tx: Db, side: Side, name: string, document: TemplateDocument, now: number) {
  const templateId = newId('inquiry-template')
  const versionId = newId('inquiry-template-version')
  await insertTemplate(tx, {
    id: templateId,
    environment_id: side.environmentId,
    name,
    status: 'active',
    latest_version_id: null,
    created_at: now,
  })
  await publishVersion(tx, side.environmentId, { id: versionId, templateId, document, now })
  return { templateId, versionId, name, document }
}

/** The specimen people's inquiries at the source, by the person's key. */
async function makePeople(tx: Db, api: ServerApi, source: Side, now: number): Promise<Map<string, string>> {
  const template = await publish(tx, source, 'Meridian profile', exchangeProfile, now)
  const vault = await api.vault.of(tx, source.environmentId)
  const examine = examinedBefore(api.engine.examine)
  const inquiries = new Map<string, string>()
  for (const person of people) {
    const inquiry = { vault, template, creator: source.apiKeyId, person, examine, now }
    const id = await insertSourceInquiry(tx, inquiry)
    inquiries.set(person.key, id)
  }
  return inquiries
}

/** The bank has heard of every specimen person, so that a template can ask for a database verification. */
async function makeReferenceList(tx: Db, api: ServerApi, side: Side, now: number): Promise<void> {
  const vault = await api.vault.of(tx, side.environmentId)
  const id = newId('reference-list')
  const rows = people.map(person => {
    const fields = new Map(Object.entries(person.fields).filter(([, value]) => value !== ''))
    return { fields, keys: lookUpKeys(fields) }
  })
  await insertReferenceList(tx, {
    id,
    environment_id: side.environmentId,
    name: 'Specimen people',
    row_count: rows.length,
    created_at: now,
    updated_at: now,
  })
  await putReferenceRows(tx, vault, id, rows)
}

function inquiryOf(inquiries: Map<string, string>, key: string): string {
  const id = inquiries.get(key)
  if (!id) throw new Error(`there is no specimen person ${key}`)
  return id
}
