import type { Request } from 'express'
import type { Clock } from '../clock.ts'
import type { Engine } from '../redemption/engine.ts'
import type { Runner } from '../redemption/runner.ts'
import type { Signer } from '../store/signing-key.ts'
import type { Db, Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import type { TargetRules } from '../webhooks/target.ts'
import type { Caller } from './http/caller.ts'
import type { RateLimiter } from './http/rate-limit.ts'

/** What the routes are given. */
export interface Api {
  /** Who asks. Throws `unauthorized`, the same for whoever is unknown and for whoever does not say. */
  authenticate(req: Request): Promise<Caller>
  /** The store, with the rows of these environments in it: what a request sees once it is known who asks. */
  within(environmentIds: readonly string[]): Db
  /** Everybody's rows: to find by its secret who asks or what is meant, and for nothing else. */
  everyone: Db
  /** Leaves nothing readable of what was erased. */
  forgetErased(): Promise<void>
  vault: Vault
  clock: Clock
  engine: Engine
  runner: Runner
  rateLimiter: RateLimiter
  /** Counts the refusals of each caller that are written down. */
  refusals: RateLimiter
  /** Counts who tries to open one-time links. */
  openings: RateLimiter
  signer: Signer
  webhookTargets: TargetRules
  /** The address of the API as people reach it, for links that no request asks for; null where it is not known. */
  address: string | null
  /** Aborted when the server drains: open streams end, so that their readers resume elsewhere. */
  stopping: AbortSignal
}

/** What the server itself stands on, for the sandbox's seed and for tests. */
export interface ServerApi extends Api {
  store: Store
}

/** What a session's routes are given: `db` has the rows of the session's environment in it. */
export interface SessionApi extends Api {
  db: Db
}
