import { setTimeout } from 'node:timers/promises'
import type { TemplateVerification } from '../connect/template.ts'
import type { Verifiers } from './registry.ts'
import { requirementsOf } from './verdict.ts'
import { type Finding, failed, notApplicable, passed, type Verifier } from './verifier.ts'

/** How long a verification takes that is simulated to be slow, or to be stuck until it is given up, in ms. */
const TIMES = { slowMs: 10_000, stuckMs: 300_000 }

interface Simulating {
  /** Gives up waiting, so that another instance may go on. */
  stopping: AbortSignal
  times?: { slowMs: number; stuckMs: number }
}

/**
 * Verifiers that do as a sandbox's template says instead of looking: pass, fail, be slow, or get stuck like a provider
 * that never answers. Such a template can be published in the sandbox alone.
 */
export const withSimulations = (verifiers: Verifiers, simulating: Simulating): Verifiers =>
  new Map([...verifiers].map(([kind, verifier]) => [kind, withSimulation(verifier, simulating)]))

const withSimulation = (verifier: Verifier, { stopping, times = TIMES }: Simulating): Verifier => ({
  ...verifier,
  async run(input) {
    const { simulate } = input.wanted
    const ms = simulate === 'slow' ? times.slowMs : simulate === 'stuck' ? times.stuckMs : 0
    if (ms > 0) await setTimeout(ms, undefined, { signal: stopping })
    return madeUp(verifier, input.wanted) ?? verifier.run(input)
  },
  // What it comes to, without the waiting.
  async rehearse(input) {
    return madeUp(verifier, input.wanted) ?? verifier.rehearse?.(input) ?? verifier.run(input)
  },
})

/** The findings that the template orders; null where it has to be looked. */
function madeUp(verifier: Verifier, wanted: TemplateVerification): Finding[] | null {
  switch (wanted.simulate) {
    case 'passed':
    case 'failed':
      return simulatedFindings(verifier, wanted, wanted.simulate)
    case 'stuck':
      return namesOf(verifier, wanted).map(name => simulated(notApplicable(name, 'service_unavailable')))
    default:
      return null
  }
}

/** The findings of a verification that passes, or fails, without having looked. */
export const simulatedFindings = (
  verifier: Verifier,
  wanted: TemplateVerification,
  status: 'passed' | 'failed',
): Finding[] =>
  status === 'passed'
    ? namesOf(verifier, wanted).map(name => simulated(passed(name)))
    : failingOf(verifier, wanted).map(name => simulated(failed(name, 'simulated')))

const namesOf = (verifier: Verifier, wanted: TemplateVerification): string[] => [
  ...requirementsOf(verifier, wanted).keys(),
]

/** What is made up says so. */
const simulated = (finding: Finding): Finding => ({ ...finding, metadata: { simulated: true } })

/** What has to fail so that the verification does: what is required, as far as anything is. */
function failingOf(verifier: Verifier, wanted: TemplateVerification): string[] {
  const checks = [...requirementsOf(verifier, wanted)]
  const required = checks.filter(([, isRequired]) => isRequired)
  return (required.length > 0 ? required : checks).map(([name]) => name)
}
