import { reuseOf, type SharedVerification } from '../connect/reuse.ts'
import { listFiles } from '../store/files.ts'
import type { ClonedFrom } from '../store/json.ts'
import type { Lease, Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import type { Verification } from '../store/verifications.ts'
import { isNamed, requirementsOf } from '../verification/verdict.ts'
import { isNotExpected } from '../verification/verifier.ts'
import { type Engine, RedemptionFailed, writeStep } from './engine.ts'
import { hasExpired, originOf } from './origin.ts'
import { readSource, type Source } from './source.ts'
import { type OpenVerification, writeResult } from './write-result.ts'

/**
 * Takes the source's verification over where the template's reuse policy lets it: it passed, passed what this template
 * requires, looked at the very documents and values that the destination now holds, and none of them has expired
 * since. Says what became of it: taken over (`clone`), to be run here (`rerun`), or neither (`refuse`). The source is
 * read in the transaction that writes the result, so that what is redacted meanwhile is not taken over.
 */
export async function takeOver(
  engine: Engine,
  lease: Lease,
  redemption: Redemption,
  open: OpenVerification,
): Promise<'rerun' | 'clone' | 'refuse'> {
  const { wanted, verifier } = open
  const policy = wanted.reuse ?? 'rerun'
  if (policy === 'rerun') return 'rerun'
  const required = [...requirementsOf(verifier, wanted)].filter(([, needed]) => needed).map(([name]) => name)
  let reuse: 'rerun' | 'clone' | 'refuse' = 'rerun'
  await writeStep(engine, lease, redemption, {}, async (tx, now) => {
    const shared = await sharedVerification(tx, engine, redemption, open, now)
    reuse = reuseOf(policy, required, shared?.facts, now)
    if (reuse !== 'clone' || !shared) return
    const documentId = open.evidence.documents.at(-1)?.id ?? null
    const { checks } = shared.verification
    const result = { status: 'passed', checks, documentId, clonedFrom: shared.clonedFrom } as const
    await writeResult(tx, redemption, open, result, now)
  })
  return reuse
}

interface Shared {
  verification: Verification
  facts: SharedVerification
  clonedFrom: ClonedFrom
}

async function sharedVerification(
  tx: Db,
  engine: Engine,
  redemption: Redemption,
  open: OpenVerification,
  now: number,
): Promise<Shared | undefined> {
  const source = await readSource(tx, engine.vault, redemption).catch(goneIsNone)
  const verification = source?.verifications.findLast(one => one.kind === open.wanted.kind)
  if (!source || !verification) return undefined
  const documents = source.documents.filter(one => one.id === verification.document_id)
  const origin = await originOf(tx, source, verification)
  return {
    verification,
    clonedFrom: origin,
    facts: {
      status: verification.status,
      verifiedAt: origin['completed-at'],
      passed: new Set(
        verification.checks
          .filter(one => one.status === 'passed' || (isNotExpected(one) && !isNamed(open.wanted, one.name)))
          .map(one => one.name),
      ),
      sameEvidence: await isSameEvidence(tx, source, verification, open),
      expired: documents.some(({ attributes }) => hasExpired(attributes['expiration-date'], now)),
    },
  }
}

/** A source that is gone or redacted has nothing to take over; what was copied before is verified here. */
const goneIsNone = (error: unknown): undefined => {
  if (!(error instanceof RedemptionFailed)) throw error
  return undefined
}

/**
 * Whether the destination would look at what the source looked at: the same values, and documents with the same files.
 * Both sides of a copied file hold a key to one blob, so that the blob's identifier says that the bytes are the same.
 */
async function isSameEvidence(
  tx: Db,
  source: Source,
  verification: Verification,
  { evidence, verifier }: OpenVerification,
): Promise<boolean> {
  const fields = [...evidence.fields].every(([name, value]) => source.fields.get(name) === value)
  const own = evidence.documents.at(-1)
  if (!fields || Boolean(own) !== (verification.document_id !== null)) return false
  const others = (verifier.beside ?? []).flatMap(
    kind => evidence.beside.findLast(one => one.kind === kind) ?? [],
  )
  const looked = [...(own ? [own] : []), ...others]
  const files = await listFiles(
    tx,
    source.vault.environmentId,
    source.documents.map(one => one.id),
  )
  const blobsOf = (id: string) => files.filter(one => one.document_id === id).map(one => one.blob_id)
  return looked.every(document => {
    const sourceIds =
      document === own
        ? [verification.document_id ?? '']
        : source.documents.filter(one => one.kind === document.kind).map(one => one.id)
    return sourceIds.some(id => sameSet(blobsOf(id), document.blobIds))
  })
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length > 0 && one.length === other.length && one.every(value => other.includes(value))
