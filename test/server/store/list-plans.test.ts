import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode } from 'kysely'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { listConsents } from '../../../server/store/consents.ts'
import { listInquiries } from '../../../server/store/inquiries.ts'
import { listRedemptions } from '../../../server/store/redemptions.ts'
import { listShareTokens } from '../../../server/store/share-tokens.ts'
import type { Db } from '../../../server/store/store.ts'
import { everyUsageEntry, listUsageEntries, readStatementLines } from '../../../server/store/usage-entries.ts'
import { listDeliveries } from '../../../server/store/webhook-deliveries.ts'
import { listRuns } from '../../../server/store/workflow-runs.ts'
import { isPostgres } from '../database.ts'
import { NOW, openTestStore, type TestStore } from './fixture.ts'
import { connectionRow, inquiryRow } from './rows.ts'

const PAGE = { size: 20, cursor: null }

/** How SQLite goes about each statement that `read` sends. */
async function plansOf({ db }: TestStore, read: (db: Db) => Promise<unknown>): Promise<string[]> {
  const nodes: RootOperationNode[] = []
  const watching: KyselyPlugin = {
    transformQuery({ node }) {
      nodes.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await read(db.withPlugin(watching))
  const plans = []
  for (const node of nodes) {
    const { sql, parameters } = db.getExecutor().compileQuery(node, createQueryId())
    const explained = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
    const { rows } = await db.executeQuery<{ detail: string }>(explained)
    plans.push(rows.map(({ detail }) => detail).join('; '))
  }
  return plans
}

type List = (db: Db, environmentId: string) => Promise<unknown>

const connectionId = newId('connection')
const tokens = (filter: Parameters<typeof listShareTokens>[2]): List => {
  return (db, id) => listShareTokens(db, id, filter, PAGE, NOW)
}
const consents = (filter: Parameters<typeof listConsents>[2]): List => {
  return (db, id) => listConsents(db, id, filter, PAGE)
}
const redemptions = (filter: Parameters<typeof listRedemptions>[2]): List => {
  return (db, id) => listRedemptions(db, id, filter, PAGE)
}

/** Each list with what it is narrowed by, and the index that its last statement goes by. */
const LISTS: readonly [name: string, list: List, index: string][] = [
  ['share tokens', tokens({}), 'share_token_destination (destination_environment_id=? AND id<?)'],
  [
    'share tokens of one direction',
    tokens({ direction: 'outbound' }),
    'share_token_source (source_environment_id=? AND id<?)',
  ],
  [
    'share tokens over a connection',
    tokens({ connectionId }),
    'share_token_connection (connection_id=? AND id<?)',
  ],
  [
    'consents by decision',
    consents({ decision: 'declined' }),
    'consent_decision (environment_id=? AND decision=? AND id<?)',
  ],
  ['consents over a connection', consents({ connectionId }), 'consent_connection (connection_id=? AND id<?)'],
  ['redemptions', redemptions({}), 'redemption_environment (environment_id=? AND id<?)'],
  [
    'redemptions over a connection',
    redemptions({ connectionId }),
    'redemption_connection (connection_id=? AND id<?)',
  ],
  [
    'runs of a workflow',
    (db, id) => listRuns(db, id, { workflowId: newId('workflow') }, PAGE),
    'workflow_run_workflow (workflow_id=? AND id<?)',
  ],
  [
    'deliveries to a webhook',
    (db, id) => listDeliveries(db, id, { webhookId: newId('webhook') }, PAGE),
    'webhook_delivery_webhook (webhook_id=? AND id<?)',
  ],
  [
    'usage entries of a month',
    (db, id) => listUsageEntries(db, id, { month: '2026-03' }, PAGE),
    'usage_entry_month (environment_id=? AND month=? AND id<?)',
  ],
  [
    'usage entries',
    (db, id) => listUsageEntries(db, id, {}, PAGE),
    'usage_entry_environment (environment_id=? AND id<?)',
  ],
  [
    'inquiries by reference id',
    (db, id) => listInquiries(db, id, { referenceId: 'one' }, PAGE),
    'inquiry_reference (environment_id=? AND reference_id=? AND id<?)',
  ],
]

describe.skipIf(isPostgres)('every list in the embedded store', () => {
  // Guarantee: a page is read in the order of an index: nothing is sorted, and what is not wanted is not looked at.
  it.each(LISTS)('is read by an index: %s', async (_name, list, index) => {
    const store = await openTestStore()
    const plans = await plansOf(store, db => list(db, store.destination.environmentId))
    expect(plans.at(-1)).toContain(`USING INDEX ${index}`)
    expect(plans.at(-1)).not.toContain('TEMP B-TREE')
  })

  // Guarantee: a statement reads the entries of its month, and no others.
  it('has its statements summed up by an index', async () => {
    const store = await openTestStore()
    const { environmentId } = store.destination
    const [plan] = await plansOf(store, db => readStatementLines(db, environmentId, ['2026-03']))
    expect(plan).toContain('USING INDEX usage_entry_month (environment_id=? AND month=?)')
    const [csv] = await plansOf(store, async db => {
      for await (const _ of everyUsageEntry(db, environmentId, { month: '2026-03' })) break
    })
    expect(csv).toContain('USING INDEX usage_entry_month (environment_id=? AND month=? AND id>?)')
    expect(csv).not.toContain('TEMP B-TREE')
  })

  // Guarantee: what a search stands for is looked up, and so is what it finds: no list is walked through.
  it.each([
    ['share tokens', tokens, ['share_token_1 (id=?)']],
    ['consents', consents, ['consent_session', 'consent_share_token', 'session_inquiry', 'consent_1 (id=?)']],
    ['redemptions', redemptions, ['redemption_2 (share_token_id=?)', 'redemption_1 (id=?)']],
  ] as const)('is searched by indexes: %s', async (_name, list, indexes) => {
    const store = await openTestStore()
    const { db, source, destination } = store
    await connectionRow(db, source, destination)
    await inquiryRow(db, destination, { reference_id: 'one' })
    for (const search of ['one', newId('share-token')]) {
      const plans = await plansOf(store, through => list({ search })(through, destination.environmentId))
      for (const index of ['inquiry_reference', 'transaction_reference', ...OBJECTS, ...indexes]) {
        expect(plans.filter(plan => plan.includes(index))).not.toEqual([])
      }
      expect(plans.filter(plan => /SCAN/.test(plan))).toEqual([])
      expect(plans.at(-1)).toMatch(/_1 \(id=\?\)$/)
    }
  })
})

const OBJECTS = ['share_token_source_object', 'share_token_destination_object']
