import type { Clock } from '../clock.ts'
import type { Engine } from '../redemption/engine.ts'
import type { Runner } from '../redemption/runner.ts'
import type { Signer } from '../store/signing-key.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import type { TargetRules } from '../webhooks/target.ts'
import type { RateLimiter } from './http/rate-limit.ts'

/** What the routes are given. */
export interface Api {
  store: Store
  vault: Vault
  clock: Clock
  engine: Engine
  runner: Runner
  rateLimiter: RateLimiter
  signer: Signer
  webhookTargets: TargetRules
  /** Aborted when the server drains: open streams end, so that their readers resume elsewhere. */
  stopping: AbortSignal
}
