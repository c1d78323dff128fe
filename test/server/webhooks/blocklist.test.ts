import { describe, expect, it } from 'vitest'
import { withoutBlocked } from '../../../server/webhooks/blocklist.ts'

const DOCUMENT = {
  data: {
    type: 'inquiry',
    id: 'inq_1',
    attributes: {
      status: 'approved',
      'name-last': 'Muster',
      'address-city': 'Wien',
      fields: { 'name-last': { value: 'Muster' }, 'identification-number': { value: '4711' } },
      list: [{ 'name-last': 'Muster', kept: 1 }],
    },
    relationships: { 'name-last': { data: null } },
  },
}

const without = (...blocklist: string[]) =>
  JSON.parse(JSON.stringify(withoutBlocked(DOCUMENT, blocklist))).data

describe('a blocklist', () => {
  it('of nothing changes nothing', () => expect(withoutBlocked(DOCUMENT, [])).toEqual(DOCUMENT))

  it('takes a name out wherever it stands below attributes, and nowhere else', () => {
    const { attributes, relationships } = without('name-last')
    expect(JSON.stringify(attributes)).not.toContain('name-last')
    expect(attributes.list).toEqual([{ kept: 1 }])
    expect(relationships).toEqual(DOCUMENT.data.relationships)
  })

  it('takes names out by a part of them', () => {
    expect(Object.keys(without('address-*').attributes)).toEqual(['status', 'name-last', 'fields', 'list'])
    expect(Object.keys(without('*-last').attributes.fields)).toEqual(['identification-number'])
  })

  it('takes out by a path just what is there', () => {
    const { attributes } = without('/data/attributes/fields/*-number')
    expect(Object.keys(attributes.fields)).toEqual(['name-last'])
    expect(without('/data/attributes/name-last').attributes.fields).toEqual(DOCUMENT.data.attributes.fields)
  })

  it('leaves what tells the object: its type and identifier', () => {
    expect(without('*', '/data/*')).toEqual({
      type: 'inquiry',
      id: 'inq_1',
      attributes: {},
      relationships: DOCUMENT.data.relationships,
    })
  })

  // A rule is text, never a pattern of its own.
  it('takes a dot for a dot', () => expect(without('status.').attributes.status).toBe('approved'))
})
