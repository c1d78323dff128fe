import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { iso } from '../../clock.ts'
import type { Agreement } from '../../store/agreements.ts'
import { atDesk, CommandRefused, commandLine } from '../command-line.ts'
import { type NewAgreement, publishAgreement } from './publish-agreement.ts'

const USAGE =
  'npm run agreement -- publish [FILE] --version NAME [--effective-at 2026-12-01T00:00:00Z] [--grace-days 30]'

/** What is published where no file is named. */
const BUILT_IN = fileURLToPath(new URL('participation-agreement.txt', import.meta.url))

const GRACE_DAYS_DEFAULT = 30

const wanted = z.object({
  version: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a word of letters, digits, . _ -'),
  'effective-at': z.iso
    .datetime({ offset: true, error: 'must be a time like 2026-12-01T00:00:00Z' })
    .transform(text => Date.parse(text))
    .optional(),
  'grace-days': z
    .string()
    .regex(/^[0-9]{1,4}$/, 'must be a number of days from 0 to 9999')
    .transform(Number)
    .default(GRACE_DAYS_DEFAULT),
})

/** `npm run agreement -- publish …`: publishes a version of the agreement that production needs. */
await commandLine(async (config, args) => {
  const agreement = await readArguments(args)
  return told(await atDesk(config, desk => publishAgreement(desk, agreement)))
})

async function readArguments(args: string[]): Promise<NewAgreement> {
  const { values, positionals } = parsed(args)
  const [action, file, ...more] = positionals
  if (action !== 'publish' || more.length > 0) throw new CommandRefused(USAGE)
  const read = wanted.safeParse(values)
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`)
    throw new CommandRefused([...lines, USAGE].join('\n'))
  }
  const { version, 'effective-at': effectiveAt = null, 'grace-days': graceDays } = read.data
  // npm runs its scripts in the project's folder, wherever it was called.
  const path = file === undefined ? BUILT_IN : resolve(process.env.INIT_CWD ?? '.', file)
  const bytes = await readFile(path).catch(() => {
    throw new CommandRefused(`${path} cannot be read`)
  })
  return { version, bytes, effectiveAt, graceDays }
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  try {
    const options = { version: text, 'effective-at': text, 'grace-days': text }
    return parseArgs({ args, options, allowPositionals: true })
  } catch {
    throw new CommandRefused(USAGE)
  }
}

function told({ id, version, hash, effective_at: from, grace_until: until }: Agreement): string {
  return [
    `Published version ${version} of the agreement (${id}).`,
    '',
    `  ${hash}`,
    `  in force from ${iso(from)}; a signature of the version before is enough until ${iso(until)}`,
    '',
    'Organizations sign it by POST /connect/agreement-signatures, or in the dashboard (docs/agreements.md).',
  ].join('\n')
}
