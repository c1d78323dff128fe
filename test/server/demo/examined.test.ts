import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { examinePeople } from '../../../demo/people/examine-people.ts'
import { EXAMINED } from '../../../demo/people/examined.ts'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'

/** Processors differ in the last digits of a picture's measures. */
const rounded = (_key: string, value: unknown) =>
  typeof value === 'number' ? Number(value.toPrecision(2)) : value

// Guarantee: what the sandbox knows of its people's files without looking is what looking would tell it.
describe('what is known of the specimen people', () => {
  it('is what the examinations answer (npm run specimens:examine writes it)', async () => {
    const pool = createExaminePool(pino({ level: 'silent' }))
    const answers = await examinePeople(pool.examine)
    await pool.close()
    const known = JSON.parse(readFileSync(EXAMINED, 'utf8'))
    expect(JSON.parse(JSON.stringify(answers, rounded))).toEqual(JSON.parse(JSON.stringify(known, rounded)))
  }, 300_000)
})
