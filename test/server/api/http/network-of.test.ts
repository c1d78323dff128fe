import { describe, expect, it } from 'vitest'
import { networkOf } from '../../../../server/api/http/network-of.ts'

describe('whom an address counts for', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    // Whoever has one address of a /64 has all of them.
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s it is %s', (address, network) => expect(networkOf(address)).toBe(network))
})
