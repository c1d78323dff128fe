import { agreements } from './agreements.ts'
import { audit } from './audit.ts'
import { evidence } from './evidence.ts'
import { identifiers } from './identifiers.ts'
import { inputs } from './inputs.ts'
import { inquiries } from './inquiries.ts'
import { keys } from './keys.ts'
import { sandbox } from './sandbox.ts'
import { sharing } from './sharing.ts'
import type { Terms } from './term.ts'
import { times } from './times.ts'
import { usage } from './usage.ts'
import { webhooks } from './webhooks.ts'
import { workflows } from './workflows.ts'

/**
 * One word means one thing in the whole API, so each is described once, by its name. Where a resource, or the property
 * around it, means something of its own, that name is written before it: `share-token.status`, `checks.name`.
 */
export const GLOSSARY: Terms = {
  ...identifiers,
  ...times,
  ...sharing,
  ...inquiries,
  ...inputs,
  ...evidence,
  ...keys,
  ...webhooks,
  ...workflows,
  ...usage,
  ...agreements,
  ...audit,
  ...sandbox,
}
