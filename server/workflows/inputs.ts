import type { WorkflowStep } from './document.ts'

/** What a step is given: what its document says of it, by the names that are used there. */
export type StepInputs = Record<string, string | number | boolean | string[]>

/** What every step says: which it is, and what becomes of it when it fails. */
const OF_EVERY_STEP: readonly string[] = [
  'type',
  'name',
  'retries',
  'retry-after-seconds',
  'deadline-seconds',
  'on-failure',
]

/** Identifiers and settings, as the organization has published them: nothing of a person. */
export const inputsOf = (step: WorkflowStep): StepInputs =>
  Object.fromEntries(
    Object.entries(step).filter(([name, value]) => value !== undefined && !OF_EVERY_STEP.includes(name)),
  )
