import { type Lease, type Redemption, resumeRedemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { LEASE_MS } from './engine.ts'

/**
 * RESUME: what a redemption awaited is there, so it goes on from where verifications are run. Call it in the
 * transaction that stores the last of it, and run the lease once that is durable: from then on the redemption is like
 * one that was just accepted, and whoever finds it abandoned takes it over.
 */
export const resume = (tx: Db, awaiting: Redemption, owner: string, now: number): Promise<Lease> =>
  resumeRedemption(tx, awaiting, 'copied', { owner, until: now + LEASE_MS })
