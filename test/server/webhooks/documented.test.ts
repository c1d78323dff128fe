import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RECORDED_EVENTS } from '../../../server/store/events.ts'

const document = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8')

// Guarantee: whoever reads docs/webhooks.md knows every event that can come, and none that cannot.
it('the events that are documented are those that are recorded', () => {
  const [, table = ''] = document.split('| about | events |')
  const named = [...table.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
  expect(named.sort()).toEqual([...RECORDED_EVENTS].sort())
})
