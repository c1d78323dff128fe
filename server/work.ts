import type { Api } from './api/api.ts'
import { expireDueInquiries } from './api/inquiries/expire-due.ts'
import { redactOutlivedInquiries } from './api/inquiries/redact-outlived.ts'
import { SEAL_MS, sealAudit } from './audit/seal.ts'
import { createSendSignInLinks } from './dashboard/send-links.ts'
import type { Work } from './jobs/work.ts'
import { forgetExpiredCodes } from './store/confirmation-codes.ts'
import { forgetExpiredSignIns } from './store/dashboard-sessions.ts'
import { endOverdue } from './store/share-token-events.ts'
import { forgetOldDeliveries } from './store/webhook-deliveries.ts'
import { forgetOldRuns } from './store/workflow-runs.ts'
import { createDeliver, type Delivering, findDueDeliveries } from './webhooks/deliver.ts'
import { createAdvance } from './workflows/advance.ts'
import { startDueRuns } from './workflows/start-due.ts'

/** How often what has expired by itself is looked for, in ms. */
const EXPIRE_MS = 1_000
/** How often what nobody looks at any more is looked for, in ms. */
const FORGET_MS = 60_000
/** How often deliveries are looked for that are due although no job says so, in ms. */
const FIND_MS = 5_000

/** All that a server does later, whatever runs it. */
export function workOf(delivering: Delivering, api: Api, publicUrl: string | null): Work {
  const { store, clock, sender } = delivering
  return {
    jobs: {
      'deliver-webhook': createDeliver(delivering),
      'advance-workflow-run': createAdvance({ api, sender }),
      'send-sign-in-links': createSendSignInLinks(api, publicUrl),
    },
    sweeps: [
      { name: 'find-due-deliveries', everyMs: FIND_MS, run: () => findDueDeliveries(delivering) },
      { name: 'expire-inquiries', everyMs: EXPIRE_MS, run: () => expireDueInquiries(store.db, clock()) },
      { name: 'expire-share-tokens', everyMs: EXPIRE_MS, run: () => endOverdue(store.db, clock()) },
      {
        name: 'forget-old-deliveries',
        everyMs: FORGET_MS,
        run: () => forgetOldDeliveries(store.db, clock()),
      },
      { name: 'seal-audit', everyMs: SEAL_MS, run: () => sealAudit({ store, signer: api.signer, clock }) },
      { name: 'forget-sign-ins', everyMs: FORGET_MS, run: () => forgetExpiredSignIns(store.db, clock()) },
      { name: 'start-due-workflows', everyMs: EXPIRE_MS, run: () => startDueRuns(api) },
      { name: 'forget-old-runs', everyMs: FORGET_MS, run: () => forgetOldRuns(store.db, clock()) },
      { name: 'forget-codes', everyMs: EXPIRE_MS, run: () => forgetExpiredCodes(store.db, clock()) },
      {
        name: 'redact-outlived-inquiries',
        everyMs: EXPIRE_MS,
        run: () => redactOutlivedInquiries(delivering),
      },
    ],
  }
}
