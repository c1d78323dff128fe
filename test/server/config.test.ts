import { randomBytes } from 'node:crypto'
import { isAbsolute, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../server/config.ts'

/** What is wrong with these settings, as the person who starts the server reads it; empty where nothing is. */
function complaint(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env)
    return ''
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

describe('the settings', () => {
  // A fresh machine needs no other set-up, and a fresh server is reached by nobody else.
  it('have defaults that start a server on this machine alone', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      databaseUrl: null,
      databaseMigrateUrl: null,
      masterKey: null,
      mailLookup: false,
      webhookOrigins: ['http://127.0.0.1:3000'],
      codeDelivery: {},
      metricsToken: null,
      traceEndpoint: null,
      publicUrl: null,
      trustedProxies: [],
      drainNoticeMs: 0,
      logLevel: 'info',
    })
  })

  // One instance alone has nobody to give notice to.
  it('give notice of a stop where there may be other instances, and where they are told to', () => {
    const DATABASE_URL = 'postgres://connect@db.test/connect'
    expect(readConfig({ DATABASE_URL, DRAIN_SECONDS: '0' }).drainNoticeMs).toBe(0)
    expect(readConfig({ DRAIN_SECONDS: '3' }).drainNoticeMs).toBe(3_000)
  })

  // Guarantee: nobody who comes from elsewhere can have the server call what only its own machine reaches.
  it.each([
    ['this machine alone', {}, ['http://127.0.0.1:3000']],
    ['this machine alone, by IPv6', { HOST: '::1', PORT: '8080' }, ['http://[::1]:8080']],
    ['a network', { HOST: '0.0.0.0' }, []],
    ['a public address', { PUBLIC_URL: 'https://connect.test' }, []],
    ['a proxy', { TRUSTED_PROXIES: 'loopback' }, []],
    ['a port that the system chooses', { PORT: '0' }, []],
    ['whoever the operator says', { WEBHOOK_ORIGINS: 'https://bank.test' }, ['https://bank.test']],
  ])('let webhooks go to the server itself where it is there for %s', (_, env, origins) => {
    expect(readConfig(env).webhookOrigins).toEqual(origins)
  })

  it('are read from the environment', () => {
    const key = randomBytes(32)
    const config = readConfig({
      PORT: '8080',
      HOST: '::1',
      DATA_DIR: '/var/lib/connect',
      DATABASE_URL: 'postgres://connect@db.test/connect',
      DATABASE_MIGRATE_URL: 'postgres://connect_owner@db.test/connect',
      CONNECT_MASTER_KEY: key.toString('base64'),
      MAIL_LOOKUP: 'on',
      WEBHOOK_ORIGINS: 'http://127.0.0.1:4000, https://bank.test',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.test:4318',
      PUBLIC_URL: 'https://connect.test',
      TRUSTED_PROXIES: 'uniquelocal, 192.0.2.1,2001:db8::/32',
      SMS_CODES_URL: 'https://sms.test/codes',
      SMS_CODES_SECRET: 'a secret of at least 32 characters',
      LOG_LEVEL: 'silent',
    })
    expect(config).toEqual({
      port: 8080,
      host: '::1',
      dataDir: '/var/lib/connect',
      databaseUrl: 'postgres://connect@db.test/connect',
      databaseMigrateUrl: 'postgres://connect_owner@db.test/connect',
      masterKey: key,
      mailLookup: true,
      webhookOrigins: ['http://127.0.0.1:4000', 'https://bank.test'],
      codeDelivery: {
        sms: { url: 'https://sms.test/codes', secret: 'a secret of at least 32 characters' },
      },
      metricsToken: null,
      traceEndpoint: 'http://collector.test:4318',
      publicUrl: 'https://connect.test',
      trustedProxies: ['uniquelocal', '192.0.2.1', '2001:db8::/32'],
      drainNoticeMs: 5_000,
      logLevel: 'silent',
    })
  })

  // A process that changes its working directory keeps its data.
  it('make a relative data directory absolute', () => {
    expect(isAbsolute(readConfig({ DATA_DIR: 'somewhere' }).dataDir)).toBe(true)
  })

  it.each(['0', '1', '65535'])('accept port %s', port => {
    expect(readConfig({ PORT: port }).port).toBe(Number(port))
  })
})

describe('a wrong setting', () => {
  const key = randomBytes(32).toString('base64')

  // The person who starts the server is told what to mend.
  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', 'http'],
    ['PORT', ''],
    ['PORT', ' '],
    ['HOST', ''],
    ['DATA_DIR', ''],
    ['DATABASE_URL', ''],
    ['DATABASE_MIGRATE_URL', 'postgres://owner@db.test/without-the-other'],
    ['DATABASE_URL', 'mysql://connect@db.test/connect'],
    ['DATABASE_URL', '/var/lib/connect.sqlite'],
    ['SMS_CODES_URL', 'ftp://sms.test'],
    ['EMAIL_CODES_SECRET', 'short'],
    ['METRICS_TOKEN', 'short'],
    ['DRAIN_SECONDS', '5s'],
    ['PUBLIC_URL', 'https://connect.test/path'],
    ['TRUSTED_PROXIES', 'everybody'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['DRAIN_SECONDS', '301'],
    ['LOG_LEVEL', 'loud'],
    ['MAIL_LOOKUP', 'yes'],
    ['WEBHOOK_ORIGINS', '127.0.0.1:4000'],
    ['WEBHOOK_ORIGINS', 'http://127.0.0.1:4000/'],
    ['WEBHOOK_ORIGINS', 'http://127.0.0.1:4000,'],
    ['CONNECT_MASTER_KEY', ''],
    ['CONNECT_MASTER_KEY', 'secret'],
    ['CONNECT_MASTER_KEY', key.slice(1)],
    ['CONNECT_MASTER_KEY', `${key}\n`],
    ['CONNECT_MASTER_KEY', randomBytes(31).toString('base64')],
    ['CONNECT_MASTER_KEY', randomBytes(33).toString('base64')],
    ['CONNECT_MASTER_KEY', randomBytes(32).toString('hex')],
  ])('is named: %s=%j', (name, value) => {
    expect(complaint({ [name]: value })).toMatch(new RegExp(`^${name}: `))
  })

  // A service without its secret would be called unsigned.
  it('is one half of two', () => {
    expect(complaint({ SMS_CODES_URL: 'https://sms.test/codes' })).toMatch(/^SMS_CODES_SECRET: /)
    expect(complaint({ EMAIL_CODES_SECRET: 'x'.repeat(32) })).toMatch(/^EMAIL_CODES_URL: /)
  })

  // A mistyped key ends up in a terminal and a log; it is nearly the right one.
  it('is not repeated', () => {
    const almost = key.slice(1)
    const message = complaint({ CONNECT_MASTER_KEY: almost, LOG_LEVEL: 'loud-and-clear' })
    expect(message).toMatch(/CONNECT_MASTER_KEY/)
    expect(message).not.toContain(almost)
    expect(message).not.toContain('loud-and-clear')
  })

  it('does not hide another one', () => {
    const lines = complaint({ PORT: 'http', HOST: '', LOG_LEVEL: 'loud' }).split('\n')
    expect(lines.map(line => line.split(':')[0])).toEqual(['PORT', 'HOST', 'LOG_LEVEL'])
  })
})
