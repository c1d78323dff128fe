import type { Check } from '../../server/store/json.ts'
import type { Examine } from '../../server/verification/examine/examine.ts'
import { governmentId } from '../../server/verification/government-id.ts'
import { selfie } from '../../server/verification/selfie.ts'
import { verdict } from '../../server/verification/verdict.ts'
import type { Evidence, EvidenceFile } from '../../server/verification/verifier.ts'
import { inputWith } from '../server/verification/input.ts'
import type { BearerPlan } from './bearers.ts'
import type { Studio } from './draw.ts'
import { evidenceOf } from './evidence.ts'
import { TODAY } from './holder.ts'
import { photoOf, printedPortrait } from './photographed.ts'
import { randomOf } from './random.ts'
import { WANTED } from './verify.ts'

interface Verdict {
  status: string
  checks: Check[]
}

/** What the two verifications of a redemption say of a document and of who comes with it. */
export interface BearerOutcome {
  bearer: BearerPlan
  document: Verdict
  selfie: Verdict
}

/** A document with its portrait, and what its own verification says. */
interface Looked {
  evidence: Evidence
  verdict: Verdict
}

const file = (page: string, bytes: Uint8Array): EvidenceFile => ({
  page,
  contentType: 'image/jpeg',
  read: async () => bytes,
})

/** Verifies documents and selfies as a redemption does. The stories of one forgery have one document, looked at once. */
export function bearerVerifier(studio: Studio, examine: Examine) {
  const known = new Map<string, Promise<Looked>>()

  async function look({ plan, portrait }: BearerPlan): Promise<Looked> {
    const { fields, attributes } = evidenceOf(plan)
    const pictures = await studio.take(plan, await printedPortrait(portrait))
    const files = pictures.map(({ page, bytes }) => file(page, bytes))
    const evidence: Evidence = { id: 'doc_1', kind: 'government-id', attributes, files }
    const common = { fields: new Map(Object.entries(fields)), today: TODAY, examine }
    const findings = await governmentId.run(inputWith({ ...common, documents: [evidence] }))
    return { evidence, verdict: verdict(governmentId, WANTED, findings) }
  }

  return async (bearer: BearerPlan): Promise<BearerOutcome> => {
    const key = `${bearer.plan.seed} ${bearer.portrait.name}`
    const looked = known.get(key) ?? look(bearer)
    known.set(key, looked)
    const document = await looked
    const random = randomOf(bearer.plan.seed + 7)
    const taken = file('center', await photoOf(bearer.selfie, random))
    const findings = await selfie.run(
      inputWith({
        fields: new Map(Object.entries(evidenceOf(bearer.plan).fields)),
        today: TODAY,
        examine,
        wanted: { kind: 'selfie' },
        documents: [{ id: 'doc_2', kind: 'selfie', attributes: {}, files: [taken] }],
        beside: [document.evidence],
        accountPhoto: bearer.account && file('selfie-photo', await photoOf(bearer.account, random)),
      }),
    )
    return {
      bearer,
      document: document.verdict,
      selfie: verdict(selfie, { kind: 'selfie', required: true, checks: [] }, findings),
    }
  }
}
