import { embeddedVerifiers } from '../../server/verification/registry.ts'

/** The embedded verifiers, with `meanwhile` happening before each of them runs. */
export const interruptedVerifiers = (meanwhile: () => Promise<unknown>) =>
  new Map(
    [...embeddedVerifiers].map(([kind, verifier]) => [
      kind,
      {
        ...verifier,
        run: async (input: Parameters<typeof verifier.run>[0]) => {
          await meanwhile()
          return verifier.run(input)
        },
      },
    ]),
  )
