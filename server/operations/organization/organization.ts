import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Config, ConfigError } from '../../config.ts'
import { atDesk, CommandRefused, commandLine } from '../command-line.ts'
import { type CreatedOrganization, createOrganization, type NewOrganization } from './create-organization.ts'

const USAGE = 'npm run organization -- create --name NAME [--privacy-url https://…] [--logo-url https://…]'

const address = z
  .url({ protocol: /^https$/, error: 'must begin with https://' })
  .max(2000)
  .nullable()

const wanted = z.object({
  name: z.string().trim().min(1, 'must not be empty').max(200),
  'privacy-url': address.default(null),
  'logo-url': address.default(null),
})

/** `npm run organization -- create …`: makes an organization with its sandbox and its production environment. */
await commandLine(async (config, args) => {
  const organization = readArguments(args)
  if (config.masterKey === null) {
    throw new ConfigError(
      'CONNECT_MASTER_KEY: must be set: a production environment is never under a key that lies beside its data',
    )
  }
  const created = await atDesk(config, desk => createOrganization(desk, organization))
  return told(organization.name, created, config)
})

function readArguments(args: string[]): NewOrganization {
  const { values, positionals } = parsed(args)
  if (positionals.join(' ') !== 'create') throw new CommandRefused(USAGE)
  const read = wanted.safeParse(values)
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`)
    throw new CommandRefused([...lines, USAGE].join('\n'))
  }
  const { name, 'privacy-url': privacyUrl, 'logo-url': logoUrl } = read.data
  return { name, privacyUrl, logoUrl }
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  try {
    const options = { name: text, 'privacy-url': text, 'logo-url': text }
    return parseArgs({ args, options, allowPositionals: true })
  } catch {
    throw new CommandRefused(USAGE)
  }
}

function told(
  name: string,
  { organizationId, sandbox, production }: CreatedOrganization,
  { publicUrl }: Config,
): string {
  return [
    `Made ${name} (${organizationId}).`,
    '',
    `  sandbox     ${sandbox.environmentId}  ${sandbox.apiKey}`,
    `  production  ${production.environmentId}  ${production.apiKey}`,
    '',
    'These are its first API keys. They are shown this once, and may do everything: make narrower ones with them.',
    'In production it shares once it has signed the agreement (docs/agreements.md).',
    ...(publicUrl?.startsWith('https://') ? [] : ['The server now starts with PUBLIC_URL=https://… only.']),
  ].join('\n')
}
