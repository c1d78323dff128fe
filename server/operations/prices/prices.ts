import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pino } from 'pino'
import { iso } from '../../clock.ts'
import { CommandRefused, commandLine } from '../command-line.ts'
import { openBeside } from '../open-beside.ts'
import { addPriceList } from './add-price-list.ts'

const USAGE = 'npm run prices -- org_… FILE, or: npm run prices -- everybody FILE'

/**
 * `npm run prices -- ORGANIZATION FILE`: adds a price list, for `everybody` without one where no organization is named,
 * while the server runs. A command and no route: whoever sets prices runs the server and has its settings at hand, and
 * needs no further credential that somebody could steal.
 */
await commandLine(async (config, [whose, file, ...more]) => {
  if (whose === undefined || file === undefined || more.length > 0) throw new CommandRefused(USAGE)
  // npm runs its scripts in the project's folder, wherever it was called.
  const path = resolve(process.env.INIT_CWD ?? '.', file)
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandRefused(`${path} cannot be read`)
  })
  const { db, clock, close } = await openBeside(config, pino({ level: 'silent' }))
  try {
    const list = await addPriceList(db, whose === 'everybody' ? null : whose, text, clock())
    return `Added ${list.id}, which holds from ${iso(list.effective_from)} on.`
  } finally {
    await close()
  }
})
