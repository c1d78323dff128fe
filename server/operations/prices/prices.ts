import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pino } from 'pino'
import { iso } from '../../clock.ts'
import { ConfigError, readConfig } from '../../config.ts'
import { NoStore, openBeside } from '../../store/beside.ts'
import { DatabaseRefused } from '../../store/postgres/check-wall.ts'
import { addPriceList, PricesRefused } from './add-price-list.ts'

/**
 * `npm run prices -- ORGANIZATION FILE`: adds a price list, for `everybody` without one where no organization is named.
 * A command and no route: whoever sets prices runs the server, has its settings at hand, and needs no further credential
 * that somebody could steal.
 */
async function main(): Promise<string> {
  const [whose, file, ...more] = process.argv.slice(2)
  if (whose === undefined || file === undefined || more.length > 0) {
    throw new PricesRefused('npm run prices -- org_… FILE, or: npm run prices -- everybody FILE')
  }
  // npm runs its scripts in the project's folder, wherever it was called.
  const path = resolve(process.env.INIT_CWD ?? '.', file)
  const text = await readFile(path, 'utf8').catch(() => {
    throw new PricesRefused(`${path} cannot be read`)
  })
  const { db, clock, close } = await openBeside(readConfig(process.env), pino({ level: 'silent' }))
  try {
    const list = await addPriceList(db, whose === 'everybody' ? null : whose, text, clock())
    return `Added ${list.id}, which holds from ${iso(list.effective_from)} on.`
  } finally {
    await close()
  }
}

try {
  console.log(await main())
} catch (error) {
  const isPlain = [PricesRefused, ConfigError, NoStore, DatabaseRefused].some(kind => error instanceof kind)
  if (!(isPlain && error instanceof Error)) throw error
  console.error(error.message)
  process.exitCode = 1
}
