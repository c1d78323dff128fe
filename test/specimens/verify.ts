import type { TemplateVerification } from '../../server/connect/template.ts'
import type { Examine } from '../../server/verification/examine/examine.ts'
import { governmentId } from '../../server/verification/government-id.ts'
import { verdict } from '../../server/verification/verdict.ts'
import { inputWith } from '../server/verification/input.ts'
import type { SpecimenFile } from './draw.ts'
import { evidenceOf } from './evidence.ts'
import { TODAY } from './holder.ts'
import type { Plan } from './plan.ts'

/** What a template says that asks for a government ID and nothing more. */
export const WANTED: TemplateVerification = { kind: 'government-id', required: true, checks: [] }

/** What the verification of a specimen came to. */
export interface Outcome {
  plan: Plan
  passed: boolean
  /** Names of the checks that failed. */
  failed: string[]
}

/** Verifies a specimen by its pictures and what comes with them. */
export async function verifySpecimen(examine: Examine, plan: Plan, files: SpecimenFile[]): Promise<Outcome> {
  const { fields, attributes } = evidenceOf(plan)
  const pages = files.map(({ page, bytes }) => ({ page, contentType: 'image/jpeg', read: async () => bytes }))
  const document = { id: 'doc_1', kind: 'government-id', attributes, files: pages }
  const input = { documents: [document], fields: new Map(Object.entries(fields)), today: TODAY, examine }
  const { status, checks } = verdict(governmentId, WANTED, await governmentId.run(inputWith(input)))
  const failed = checks.filter(check => check.status === 'failed').map(check => check.name)
  return { plan, passed: status === 'passed', failed }
}
