import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text

/** Names of ranges that Express knows. */
const PROXY_RANGES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal']

/** An address, a range of them (10.0.0.0/8), or the name of one. */
function isProxy(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0) return PROXY_RANGES.includes(text)
  return more.length === 0 && /^[0-9]{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
}

const listOf = (isOne: (text: string) => boolean, message: string) =>
  z
    .string()
    .transform(text => text.split(',').map(one => one.trim()))
    .refine(all => all.every(isOne), message)
    .optional()

const serviceUrl = z.url({ protocol: /^https?$/, error: 'must begin with https:// or http://' })
const serviceSecret = z.string().min(32, 'must have at least 32 characters').max(256)

/** Hosts that only this machine reaches. */
const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost']

/** Where there may be other instances, and somebody who balances. */
const DRAIN_SECONDS = 5

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must begin with postgres:// or postgresql://',
})

const environment = z.object({
  PORT: z
    .string()
    .regex(/^[0-9]{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine(port => port <= 65_535, 'must be a number from 0 to 65535')
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_MIGRATE_URL: postgresUrl.optional(),
  CONNECT_MASTER_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64 (openssl rand -base64 32)')
    .optional(),
  MAIL_LOOKUP: z.enum(['on', 'off']).default('off'),
  WEBHOOK_ORIGINS: listOf(isOrigin, 'must be origins like http://127.0.0.1:4000, separated by commas'),
  PUBLIC_URL: z.string().refine(isOrigin, 'must be an origin like https://connect.example.com').optional(),
  TRUSTED_PROXIES: listOf(isProxy, 'must be addresses or ranges like 10.0.0.0/8, separated by commas'),
  SMS_CODES_URL: serviceUrl.optional(),
  SMS_CODES_SECRET: serviceSecret.optional(),
  EMAIL_CODES_URL: serviceUrl.optional(),
  EMAIL_CODES_SECRET: serviceSecret.optional(),
  METRICS_TOKEN: serviceSecret.optional(),
  DRAIN_SECONDS: z
    .string()
    .regex(/^[0-9]{1,3}$/, 'must be a number of seconds from 0 to 300')
    .transform(Number)
    .refine(seconds => seconds <= 300, 'must be a number of seconds from 0 to 300')
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: serviceUrl.optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** The names of all settings. */
export const SETTINGS: readonly string[] = Object.keys(environment.shape)

/** Everything that the process can be told from outside. */
export interface Config {
  port: number
  host: string
  dataDir: string
  /** The PostgreSQL that everything is kept in; null for the embedded store in the data directory. */
  databaseUrl: string | null
  /** The same PostgreSQL as the owner of its tables, who brings them up to date at the start; null where that was done. */
  databaseMigrateUrl: string | null
  /** 32 bytes; null where none was given and one is kept in the data directory. */
  masterKey: Buffer | null
  /** Whether the domain name system may be asked about the domains of people's e-mail addresses. */
  mailLookup: boolean
  /** Origins that sandbox environments may send webhooks to although they are private or not encrypted. */
  webhookOrigins: string[]
  /** What sends one-time codes to people in production, for each channel that has a service. */
  codeDelivery: { sms?: CodeService; email?: CodeService }
  /** What a reader of `/metrics` sends as Bearer; null where nobody reads them. */
  metricsToken: string | null
  /** The origin by which pages reach the sandbox and its demo; null where that is the server's own address. */
  publicUrl: string | null
  /** Whose word is taken for who asks, and by which protocol and host (`X-Forwarded-…`). */
  trustedProxies: string[]
  /** How long it still takes requests once it is told to stop, in ms. */
  drainNoticeMs: number
  /** The base address of an OpenTelemetry collector; null where nobody wants traces. */
  traceEndpoint: string | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

export interface CodeService {
  url: string
  /** Each call is signed with it. */
  secret: string
}

/** A setting that is missing or wrong; the message names it and never repeats its value. */
export class ConfigError extends Error {}

/** Reads the settings from environment variables; throws {@link ConfigError} on the first set of wrong ones. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(lines.join('\n'))
  }
  const { data: settings } = parsed
  if (settings.DATABASE_MIGRATE_URL !== undefined && settings.DATABASE_URL === undefined) {
    throw new ConfigError('DATABASE_MIGRATE_URL: must be set beside DATABASE_URL')
  }
  const sms = codeService('SMS_CODES', settings.SMS_CODES_URL, settings.SMS_CODES_SECRET)
  const email = codeService('EMAIL_CODES', settings.EMAIL_CODES_URL, settings.EMAIL_CODES_SECRET)
  const { PORT, HOST, DATA_DIR, CONNECT_MASTER_KEY, MAIL_LOOKUP, WEBHOOK_ORIGINS, LOG_LEVEL } = settings
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    databaseMigrateUrl: settings.DATABASE_MIGRATE_URL ?? null,
    masterKey: CONNECT_MASTER_KEY ? Buffer.from(CONNECT_MASTER_KEY, 'base64') : null,
    mailLookup: MAIL_LOOKUP === 'on',
    webhookOrigins: WEBHOOK_ORIGINS ?? ownOrigin(settings),
    codeDelivery: { ...(sms ? { sms } : {}), ...(email ? { email } : {}) },
    metricsToken: settings.METRICS_TOKEN ?? null,
    traceEndpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    publicUrl: settings.PUBLIC_URL ?? null,
    trustedProxies: settings.TRUSTED_PROXIES ?? [],
    drainNoticeMs: 1000 * (settings.DRAIN_SECONDS ?? (settings.DATABASE_URL ? DRAIN_SECONDS : 0)),
    logLevel: LOG_LEVEL,
  }
}

/**
 * The demo's bank has a webhook of its own. A server that only this machine reaches may send to itself: whoever could ask
 * it to is here already. In production there is a public address, and so there is none of this.
 */
function ownOrigin({ HOST, PORT, PUBLIC_URL, TRUSTED_PROXIES }: z.infer<typeof environment>): string[] {
  const isBehind = PUBLIC_URL !== undefined || TRUSTED_PROXIES !== undefined
  const isLocal = LOOPBACK.includes(HOST) && !isBehind && PORT !== 0
  return isLocal ? [`http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`] : []
}

/** Both halves of a service's settings, or neither. */
function codeService(name: string, url: string | undefined, secret: string | undefined): CodeService | null {
  if (url === undefined && secret === undefined) return null
  if (url === undefined || secret === undefined) {
    throw new ConfigError(`${name}_${url === undefined ? 'URL' : 'SECRET'}: must be set beside the other`)
  }
  return { url, secret }
}
