import type { Fingerprint } from './fingerprint.ts'

/**
 * What can be examined, each by a function that runs in a process of its own. What it needs is loaded when it is first
 * asked for, and stays loaded in that process.
 */
export const examinations = {
  fingerprint: async (bytes: Uint8Array): Promise<Fingerprint> =>
    (await import('./fingerprint.ts')).examineFingerprint(bytes),
}

export type ExaminationName = keyof typeof examinations

/** What an examination answers. */
export type ReportOf<Name extends ExaminationName> = Awaited<ReturnType<(typeof examinations)[Name]>>
