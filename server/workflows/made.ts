import type { EnvironmentVault } from '../store/vault.ts'
import type { WorkflowRunStep } from '../store/workflow-runs.ts'
import { StepFailed } from './step-failed.ts'

/** The steps that make something which is secret, and what it is called where none has. */
const MISSING = {
  'create-share-token': 'no_share_token',
  'one-time-link': 'no_one_time_link',
} as const

const contextOf = ({ id }: WorkflowRunStep) => ['workflow_run_step', id, 'secret']

/** Seals what a step has made, for later steps of its run. */
export const sealMade = (vault: EnvironmentVault, row: WorkflowRunStep, secret: string) =>
  vault.seal(secret, contextOf(row))

/** What the last step of that kind has made. Throws {@link StepFailed} where none has made anything. */
export function secretMadeBy(
  vault: EnvironmentVault,
  rows: readonly WorkflowRunStep[],
  kind: keyof typeof MISSING,
): { secret: string; row: WorkflowRunStep } {
  const row = rows.findLast(one => one.kind === kind && one.sealed_secret !== null)
  if (!row?.sealed_secret) throw new StepFailed(MISSING[kind])
  return { secret: vault.unseal(row.sealed_secret, contextOf(row)), row }
}

/** What the step of that name has made, or acted on. Throws {@link StepFailed} where it was passed over. */
export function madeBy(rows: readonly WorkflowRunStep[], name: string): string {
  const made = rows.find(row => row.name === name)?.object_id
  if (!made) throw new StepFailed('refused', `the step ${name} has made nothing`)
  return made
}
