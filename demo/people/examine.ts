/**
 * Writes down what the examinations answer about the specimen people's files: `npm run specimens:examine`, after a
 * change of a specimen or of an examination.
 */
import { writeFileSync } from 'node:fs'
import { pino } from 'pino'
import { createExaminePool } from '../../server/verification/examine/pool.ts'
import { examinePeople } from './examine-people.ts'
import { EXAMINED } from './examined.ts'

const pool = createExaminePool(pino())
try {
  const answers = await examinePeople(pool.examine)
  writeFileSync(EXAMINED, `${JSON.stringify(answers, null, 1)}\n`)
  console.log(`${Object.keys(answers).length} examinations`)
} finally {
  await pool.close()
}
