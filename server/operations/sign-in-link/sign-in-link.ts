import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { refuseOtherKey } from '../../store/key-check.ts'
import { findMasterKey } from '../../store/master-key.ts'
import { createVault } from '../../store/vault.ts'
import { CommandRefused, commandLine } from '../command-line.ts'
import { openBeside } from '../open-beside.ts'
import { makeLinks } from './make-links.ts'

const USAGE = 'npm run -s dashboard:link -- --email ADDRESS [--organization ID --name NAME]'

/**
 * `npm run -s dashboard:link -- --email ADDRESS [--organization ID --name NAME]`: prints a link that signs somebody in at
 * the dashboard, once, within 15 minutes. With an organization, whoever is not there yet is made an admin of it: that is
 * how its first one comes in. The server may be running.
 */
await commandLine(async (config, args) => {
  const { email, organization, name } = optionsOf(args)
  if (email === undefined) throw new CommandRefused(USAGE)
  const { key, isNew } = findMasterKey(config.masterKey, config.dataDir)
  if (isNew) throw new CommandRefused(`${config.dataDir} holds no master key: start the server first`)
  const vault = createVault(key)
  const { db, clock, close } = await openBeside(config, pino({ level: 'silent' }))
  try {
    await refuseOtherKey(db, vault)
    const wanted = { email, organizationId: organization ?? null, name: name ?? email }
    const origin = config.publicUrl ?? `http://localhost:${config.port}`
    return (await makeLinks({ db, vault, clock }, wanted, origin)).join('\n')
  } finally {
    await close()
  }
})

function optionsOf(args: string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({ args, options: { email: text, organization: text, name: text } }).values
  } catch {
    throw new CommandRefused(USAGE)
  }
}
