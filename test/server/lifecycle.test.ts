import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createClient } from '../../client/client.ts'
import { ConfigError } from '../../server/config.ts'
import { listen, serve } from '../../server/lifecycle.ts'
import { readSandbox } from '../../server/sandbox-file.ts'
import { temporaryDirectory } from './store/temporary-directory.ts'

const HOST = '127.0.0.1'

const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the server does not listen')
  return address.port
}

async function listening(): Promise<Server> {
  const server = await listen(0, HOST)
  onTestFinished(() => void server.close())
  return server
}

describe('a server that listens', () => {
  // The address is known, and a balancer is told to come again, before everything is ready.
  it('says that it is not ready until it serves', async () => {
    const server = await listening()
    const url = `http://${HOST}:${portOf(server)}/healthz`
    const early = await fetch(url)
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1'])
    serve(server, (_req, res) => void res.end('ready'))
    const later = await fetch(url)
    expect([later.status, await later.text()]).toEqual([200, 'ready'])
  })

  it('tells the person who starts it that the address is taken', async () => {
    const port = portOf(await listening())
    const second = listen(port, HOST)
    await expect(second).rejects.toThrow(ConfigError)
    await expect(second).rejects.toThrow(`${HOST}:${port}: `)
  })

  // Guarantee: a proxy that keeps its connections for up to two minutes never sends a request on one that is being closed.
  it('keeps connections for longer than a proxy does', async () => {
    const server = await listening()
    const answer = await fetch(`http://${HOST}:${portOf(server)}/healthz`)
    expect(answer.headers.get('keep-alive')).toBe('timeout=130')
  })

  // Slow clients do not hold connections for ever.
  it('gives a request two minutes, for there may be a photo in it, and its headers ten seconds', async () => {
    const server = await listening()
    expect([server.requestTimeout, server.headersTimeout]).toEqual([120_000, 10_000])
  })
})

interface Process {
  child: ChildProcess
  port: number
  templateId: string
  apiKey: string
  /** Its exit code, or the signal that ended it. */
  ended: Promise<unknown>
}

/** The server's own process. */
function spawnProcess(dataDir: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/main.ts')], {
    env: { ...process.env, PORT: '0', HOST, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, ended: once(child, 'exit').then(([code, signal]) => code ?? signal) }
}

/** The same, ready. */
async function startProcess(env: NodeJS.ProcessEnv = {}): Promise<Process> {
  const dataDir = temporaryDirectory()
  const { child, ended } = spawnProcess(dataDir, env)
  const port = Number(await outputMatching(child, /http:\/\/127\.0\.0\.1:(\d+)\/healthz/))
  const sandbox = readSandbox(dataDir)
  if (!sandbox) throw new Error('the server has made no sandbox')
  const { 'destination-inquiry-template-id': templateId } = sandbox
  return { child, port, apiKey: sandbox.destination['api-key'], templateId, ended }
}

async function outputMatching({ stdout }: ChildProcess, pattern: RegExp): Promise<string> {
  let output = ''
  for await (const chunk of stdout ?? []) {
    output += chunk
    const match = pattern.exec(output)?.[1]
    if (match) return match
  }
  throw new Error(`the server ended before it said ${pattern}`)
}

/** Everything that comes back on a connection, as it comes. */
function talk(port: number) {
  const socket = connect(port, HOST)
  let heard = ''
  socket.setEncoding('utf8').on('data', text => (heard += text))
  const hears = async (text: string) => {
    while (!heard.includes(text)) await once(socket, 'data')
  }
  const end = async () => {
    if (!socket.closed) await once(socket, 'close')
    return heard
  }
  return { socket, hears, end }
}

const BODY = '{"data":{}}'

/** A request of which the server has everything but the last byte. */
async function requestUnderWay({ port, apiKey }: Process) {
  const conversation = talk(port)
  conversation.socket.write(
    [
      'POST /api/v1/connect/sessions HTTP/1.1',
      `Host: ${HOST}:${port}`,
      `Authorization: Bearer ${apiKey}`,
      'Content-Type: application/json',
      `Content-Length: ${BODY.length}`,
      'Expect: 100-continue',
      '',
      BODY.slice(0, -1),
    ].join('\r\n'),
  )
  await conversation.hears('HTTP/1.1 100 Continue')
  return conversation
}

/** Opens a session. */
async function clientSecretOf({ port, apiKey, templateId }: Process): Promise<string> {
  const baseUrl = `http://${HOST}:${port}/api/v1`
  const { meta } = await createClient({ baseUrl, apiKey, retries: 0 }).sessions.create({
    'inquiry-template-id': templateId,
    purpose: 'Open an account',
    'allowed-origins': ['https://bank.example'],
  })
  return meta['client-secret']
}

const isRefused = (socket: Socket) =>
  new Promise<boolean>(resolve => {
    socket.once('error', () => resolve(true)).once('connect', () => resolve(false))
  }).finally(() => socket.destroy())

async function untilRefused(port: number): Promise<void> {
  while (!(await isRefused(connect(port, HOST)))) await new Promise(setImmediate)
}

describe('a process behind a proxy', () => {
  /** The address in a link that is made for a call which came by another one, as a proxy says. */
  async function linkFor({ port, apiKey }: Process): Promise<string> {
    const headers = {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'connect.example',
    }
    const body = JSON.stringify({ data: { attributes: { 'data-types': ['name'] } } })
    const url = `http://${HOST}:${port}/api/v1/connect/connection-invites`
    const answer = await (await fetch(url, { method: 'POST', headers, body })).json()
    const { meta } = z.object({ meta: z.object({ 'invite-url': z.url() }) }).parse(answer)
    return new URL(meta['invite-url']).origin
  }

  // Guarantee: nobody but a proxy that was named says who asks, or by which address.
  it('makes links by the address that a trusted proxy says, and by that of no other', async () => {
    expect(await linkFor(await startProcess({ TRUSTED_PROXIES: 'loopback' }))).toBe('https://connect.example')
    const alone = await startProcess({ TRUSTED_PROXIES: '192.0.2.1' })
    expect(await linkFor(alone)).toBe(`http://${HOST}:${alone.port}`)
  })

  it('says where it can be reached, where it is told', async () => {
    const { child } = spawnProcess(temporaryDirectory(), { PUBLIC_URL: 'https://connect.example' })
    expect(await outputMatching(child, /(\S+)\/demo\/source\//)).toBe('https://connect.example')
  })
})

describe('a process that is told to stop', () => {
  // Ctrl-C or a deployment loses nobody's answer.
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'takes no one new, answers who is there, exits 0: %s',
    async signal => {
      const process = await startProcess()
      const underWay = await requestUnderWay(process)
      process.child.kill(signal)
      await untilRefused(process.port)
      underWay.socket.write(BODY.slice(-1))
      await underWay.hears('{"errors":')
      underWay.socket.end()
      expect(await underWay.end()).toContain('\r\nHTTP/1.1 400 Bad Request\r\n')
      expect(await process.ended).toBe(0)
    },
  )

  // RFC 9112, section 9.6: otherwise the connection stays, and with it the process, until its keep-alive runs out.
  it('says with its last answer that the connection ends', async () => {
    const process = await startProcess()
    const underWay = await requestUnderWay(process)
    process.child.kill('SIGTERM')
    await untilRefused(process.port)
    underWay.socket.write(BODY.slice(-1))
    await underWay.hears('{"errors":')
    underWay.socket.end()
    expect(await underWay.end()).toMatch(/^connection: close\r$/im)
  })

  it('does not wait for a connection that asks for nothing', async () => {
    const process = await startProcess()
    const idle = talk(process.port)
    idle.socket.write(`GET /healthz HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`)
    await idle.hears('{"status":"ok"}')
    process.child.kill('SIGTERM')
    expect(await process.ended).toBe(0)
  })

  // A stream has told long ago that its connection stays, and would keep the process for as long as that one is idle.
  it('does not wait for the connection of a stream that it has ended', async () => {
    const process = await startProcess()
    const stream = talk(process.port)
    stream.socket.write(
      [
        'GET /api/v1/connect/session/events HTTP/1.1',
        `Host: ${HOST}:${process.port}`,
        `Authorization: Bearer ${await clientSecretOf(process)}`,
        'Accept: text/event-stream',
        '\r\n',
      ].join('\r\n'),
    )
    await stream.hears('retry: ')
    const began = performance.now()
    process.child.kill('SIGTERM')
    expect(await process.ended).toBe(0)
    expect(performance.now() - began).toBeLessThan(4_000)
  })

  // Guarantee: whoever balances can see that an instance stops before it refuses anything.
  it('gives notice where it is told to: it says so, and still takes everything', async () => {
    const process = await startProcess({ DRAIN_SECONDS: '2' })
    const url = `http://${HOST}:${process.port}`
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    process.child.kill('SIGTERM')
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(503)
    const answer = await fetch(`${url}/healthz`)
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
    expect(await clientSecretOf(process)).toMatch(/./)
    expect(await process.ended).toBe(0)
  })

  // Whoever presses Ctrl-C twice means it.
  it('exits at once, with 1, when it is told again', async () => {
    const process = await startProcess()
    await requestUnderWay(process)
    process.child.kill('SIGTERM')
    await untilRefused(process.port)
    process.child.kill('SIGTERM')
    expect(await process.ended).toBe(1)
  })
})
