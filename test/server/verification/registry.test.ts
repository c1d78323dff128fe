import { describe, expect, it } from 'vitest'
import { bankStrict, exchangeProfile } from '../../../demo/sandbox/templates.ts'
import { embeddedVerifiers } from '../../../server/verification/registry.ts'

describe('the embedded verifiers', () => {
  it('are found under the kind that they verify', () => {
    expect([...embeddedVerifiers].map(([kind, verifier]) => [kind, verifier.kind])).toEqual([
      ['government-id', 'government-id'],
      ['selfie', 'selfie'],
      ['document', 'document'],
      ['database', 'database'],
      ['phone-number', 'phone-number'],
      ['email-address', 'email-address'],
    ])
  })

  // Otherwise a sandbox inquiry would wait for a verification that nobody runs.
  it('cover whatever the sandbox asks for', () => {
    const wanted = [bankStrict, exchangeProfile].flatMap(({ verifications }) => verifications)
    for (const { kind } of wanted) expect(embeddedVerifiers.has(kind)).toBe(true)
  })
})
