import { createHttp, type HttpOptions } from './http.ts'
import { accounts } from './resources/accounts.ts'
import { agreementSignatures, agreements } from './resources/agreements.ts'
import { apiKeys } from './resources/api-keys.ts'
import { auditEntries, auditRoots } from './resources/audit.ts'
import { connectionInvites } from './resources/connection-invites.ts'
import { connections } from './resources/connections.ts'
import { consents } from './resources/consents.ts'
import { events } from './resources/events.ts'
import { documents, verifications } from './resources/evidence.ts'
import { inquiries } from './resources/inquiries.ts'
import { inquirySessions } from './resources/inquiry-sessions.ts'
import { inquiryTemplates } from './resources/inquiry-templates.ts'
import { operators } from './resources/operators.ts'
import { redemptions } from './resources/redemptions.ts'
import { referenceLists } from './resources/reference-lists.ts'
import { sandbox } from './resources/sandbox.ts'
import { sessions } from './resources/sessions.ts'
import { shareRequests } from './resources/share-requests.ts'
import { shareTokens } from './resources/share-tokens.ts'
import { statistics } from './resources/statistics.ts'
import { transactions } from './resources/transactions.ts'
import { priceLists, statements, usageEntries } from './resources/usage.ts'
import { webhookDeliveries, webhooks } from './resources/webhooks.ts'
import { workflowRuns, workflows, workflowVersions } from './resources/workflows.ts'

export interface ClientOptions extends HttpOptions {
  /**
   * The organization's API key. It belongs in a backend, never in somebody's browser: the dashboard gives none, and its
   * server knows the operator by a cookie.
   */
  apiKey?: string
}

export type Client = ReturnType<typeof createClient>

/**
 * A client of the Connect API for an organization's backend. Names are those of the wire, kebab-case; each call answers
 * the JSON:API document. A write is sent with an `Idempotency-Key` and made again when it failed in passing.
 * Every call rejects with an `ApiError`, or with the reason of the signal that was given.
 */
export function createClient({ apiKey, ...options }: ClientOptions) {
  const http = createHttp(apiKey ?? null, options)
  return {
    accounts: accounts(http),
    agreements: agreements(http),
    agreementSignatures: agreementSignatures(http),
    apiKeys: apiKeys(http),
    auditEntries: auditEntries(http),
    auditRoots: auditRoots(http),
    connectionInvites: connectionInvites(http),
    connections: connections(http),
    consents: consents(http),
    documents: documents(http),
    events: events(http),
    inquiries: inquiries(http),
    inquirySessions: inquirySessions(http),
    inquiryTemplates: inquiryTemplates(http),
    operators: operators(http),
    priceLists: priceLists(http),
    redemptions: redemptions(http),
    referenceLists: referenceLists(http),
    sandbox: sandbox(http),
    sessions: sessions(http),
    shareRequests: shareRequests(http),
    shareTokens: shareTokens(http),
    statements: statements(http),
    statistics: statistics(http),
    transactions: transactions(http),
    usageEntries: usageEntries(http),
    verifications: verifications(http),
    webhookDeliveries: webhookDeliveries(http),
    webhooks: webhooks(http),
    workflowRuns: workflowRuns(http),
    workflows: workflows(http),
    workflowVersions: workflowVersions(http),
  }
}
