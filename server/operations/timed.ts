import type { Verifiers } from '../verification/registry.ts'
import type { Meter } from './meter.ts'

/** Verifiers whose time is told. */
export const timed = (verifiers: Verifiers, meter: Meter): Verifiers =>
  new Map(
    [...verifiers].map(([kind, verifier]) => [
      kind,
      {
        ...verifier,
        async run(input) {
          const began = performance.now()
          try {
            return await verifier.run(input)
          } finally {
            meter.verified(kind, (performance.now() - began) / 1000)
          }
        },
      },
    ]),
  )
