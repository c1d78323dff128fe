import { describe, expect, it } from 'vitest'
import { type Possession, possessionFindings } from '../../../server/verification/possession.ts'

const said = (kind: 'phone-number' | 'email-address', possession: Possession) =>
  possessionFindings(kind, possession).map(({ name, status, reasons }) =>
    [name, status, ...reasons].join(' '),
  )

describe.each([
  ['phone-number', 'phone_number'],
  ['email-address', 'email_address'],
] as const)('a code that was sent to a %s', (kind, prefix) => {
  // Guarantee: nothing but a code that came back says that the address is the person's.
  it.each<[Possession, string]>([
    ['confirmed', 'passed'],
    ['refused', 'failed code_not_confirmed'],
    ['no_code_sent', 'not_applicable no_code_sent'],
    ['no_delivery', 'not_applicable no_delivery'],
  ])('that is %s has its checks %s', (possession, outcome) => {
    expect(said(kind, possession)).toEqual([
      `${prefix}_confirmation_code_comparison ${outcome}`,
      `${prefix}_timeout_detection ${outcome}`,
    ])
  })
})
