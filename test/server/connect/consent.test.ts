import { describe, expect, it } from 'vitest'
import type { DataType, SessionDataType } from '../../../server/api/wire.ts'
import { wrongDataTypes } from '../../../server/connect/consent.ts'
import { subsetsOf } from './subsets.ts'

const asked: readonly SessionDataType[] = [
  { name: 'name', required: true, biometric: false, available: true },
  { name: 'birthdate', required: true, biometric: false, available: false },
  { name: 'email-address', required: false, biometric: false, available: true },
  { name: 'selfie', required: true, biometric: true, available: true },
]

const granted = (...types: DataType[]) => wrongDataTypes('granted', types, asked)

describe('a grant', () => {
  // The whole rule, over every choice a page can send.
  it('is good exactly where it names what is compulsory and nothing that cannot travel', () => {
    const good = subsetsOf(asked.map(type => type.name)).filter(types => granted(...types) === null)
    expect(good.map(types => types.join(' ')).sort()).toEqual([
      'name',
      'name email-address',
      'name email-address selfie',
      'name selfie',
    ])
  })

  // GDPR, article 7(4): sharing the rest is not made to depend on a face.
  it('may leave out a face, even one that the template requires', () => {
    expect(granted('name')).toBeNull()
  })

  it.each<[string, DataType[], RegExp]>([
    ['nothing', [], /at least one/],
    ['a type twice', ['name', 'name'], /twice/],
    ['a type that was not asked for', ['name', 'address'], /not asked for/],
    ['a type that cannot travel', ['name', 'birthdate'], /not asked for/],
    ['not the one that is required', ['email-address'], /leaves out a required/],
  ])('is refused when it names %s', (_what, types, reason) => {
    expect(granted(...types)).toMatch(reason)
  })

  it('may come in any order', () => {
    expect(granted('selfie', 'email-address', 'name')).toBeNull()
  })

  it('is never good where nothing can travel', () => {
    const nothing = asked.map(type => ({ ...type, available: false }))
    const good = subsetsOf(asked.map(type => type.name)).filter(
      types => wrongDataTypes('granted', types, nothing) === null,
    )
    expect(good).toEqual([])
  })
})

describe('a refusal', () => {
  it('names no data type', () => {
    expect(wrongDataTypes('declined', [], asked)).toBeNull()
  })

  // A record that declines and lists data types could be read either way.
  it('is not recorded when it names one', () => {
    expect(wrongDataTypes('declined', ['name'], asked)).toMatch(/empty when declining/)
  })
})
