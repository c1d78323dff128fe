import { z } from 'zod'
import { iso } from '../../clock.ts'
import { recordEvent } from '../../store/events.ts'
import { deleteReferenceList, listReferenceLists } from '../../store/reference-lists.ts'
import {
  endSessions,
  forgetAnswers,
  outstandingTokens,
  unredactedAccounts,
  unredactedInquiries,
  unredactedTransactions,
} from '../../store/sandbox.ts'
import { endOutstanding } from '../../store/share-token-events.ts'
import { redactAccount } from '../accounts/redact-account.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { noBody } from '../http/body.ts'
import { documentOf, type Resource, resourceSchema, time } from '../http/document.ts'
import { type Call, writing } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { redactInquiry } from '../inquiries/redact.ts'
import { redactTransaction } from '../transactions/write-transaction.ts'

/** How many objects of a kind one call takes: it is one transaction, which others wait for. */
const AT_ONCE = 500

export const resetSchema = resourceSchema(
  z.literal('connect/sandbox'),
  {
    'reset-at': time,
    complete: z.boolean(),
    inquiries: z.int(),
    accounts: z.int(),
    transactions: z.int(),
    sessions: z.int(),
    'share-tokens': z.int(),
    'reference-lists': z.int(),
  },
  {},
)

/** `POST /connect/sandbox/reset` (ours): nothing of anybody is left in the sandbox; how it is set up stays. */
export const sandboxRoutes = (api: Api): Route[] => [
  writing(api, 'post', '/connect/sandbox/reset', {
    summary: 'Erase everything of people in the sandbox; in the sandbox only',
    permission: 'sandbox.reset',
    body: noBody,
    erases: true,
    answers: { 200: documentOf(resetSchema) },
    answer: async call => ok({ data: await reset(api, call) }),
  }),
]

/**
 * Redacts what is about people, as `DELETE` does one by one, and ends what is under way. What consents, redemptions and the
 * other organization's records stand on stays, emptied; keys, templates, connections, webhooks and workflows stay whole.
 */
async function reset(
  api: Api,
  { caller, db, after }: Pick<Call<unknown, undefined>, 'caller' | 'db' | 'after'>,
): Promise<Resource> {
  if (caller.environmentKind !== 'sandbox') {
    throw new ApiError('forbidden', 'only a sandbox can be reset')
  }
  const { environmentId } = caller
  const now = api.clock()
  const vault = await api.vault.of(db, environmentId)

  const inquiries = await unredactedInquiries(db, environmentId, AT_ONCE)
  for (const inquiry of inquiries) await redactInquiry(api, db, inquiry)
  const accounts = await unredactedAccounts(db, environmentId, AT_ONCE)
  for (const account of accounts) await redactAccount(api, db, account)
  const transactions = await unredactedTransactions(db, environmentId, AT_ONCE)
  for (const transaction of transactions) await redactTransaction(db, vault, transaction, now)
  const { rows: lists } = await listReferenceLists(db, environmentId, { size: AT_ONCE, cursor: null })
  for (const list of lists) await deleteReferenceList(db, list)
  await forgetAnswers(db, environmentId)

  const sessions = await endSessions(db, environmentId, now)
  after(() => sessions.forEach(api.engine.signals.publish))
  const tokens = await outstandingTokens(db, environmentId, AT_ONCE)
  for (const tokenId of tokens) await endOutstanding(db, { tokenId }, now)

  const object = { type: 'connect/sandbox', id: environmentId }
  await recordEvent(db, { environmentId, name: 'connect/sandbox.reset', object }, now)
  return {
    type: 'connect/sandbox',
    id: environmentId,
    attributes: {
      'reset-at': iso(now),
      complete: [accounts, inquiries, transactions, lists, tokens].every(({ length }) => length < AT_ONCE),
      inquiries: inquiries.length,
      accounts: accounts.length,
      transactions: transactions.length,
      sessions: sessions.length,
      'share-tokens': tokens.length,
      'reference-lists': lists.length,
    },
  }
}
