import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { FIT, newPlace, startServerProcess } from '../environments/process.ts'
import { temporaryDirectory } from '../store/temporary-directory.ts'
import { runCommand } from './command.ts'
import { makeOrganization } from './make-organization.ts'

const BUILT_IN = join(import.meta.dirname, '../../../server/operations/agreement/participation-agreement.txt')

let place: NodeJS.ProcessEnv
beforeEach(async () => {
  place = { ...(await newPlace()), ...FIT }
})

const publish = (...args: string[]) => runCommand('agreement/agreement', place, ['publish', ...args])

const sha256 = (bytes: Uint8Array) => `sha-256:${createHash('sha256').update(bytes).digest('hex')}`

function fileOf(bytes: string | Uint8Array): string {
  const path = join(temporaryDirectory(), 'agreement.txt')
  writeFileSync(path, bytes)
  return path
}

describe('npm run agreement -- publish', () => {
  it('publishes the text that comes with the server, or one’s own, by the hash of its bytes', async () => {
    const first = await publish('--version', '2026-11')
    expect(first).toEqual({ code: 0, said: expect.stringContaining(sha256(readFileSync(BUILT_IN))) })
    const own = Buffer.from('Our own agreement.\r\n')
    const second = await publish(fileOf(own), '--version', '2026-12', '--grace-days', '7')
    expect(second).toEqual({ code: 0, said: expect.stringContaining(sha256(own)) })

    const { production } = await makeOrganization(place)
    const running = await startServerProcess(place)
    if (running.origin === null) throw new Error(running.said)
    const headers = { authorization: `Bearer ${production.key}` }
    const answer = await fetch(`${running.origin}/api/v1/connect/agreements`, { headers })
    const { data } = JSON.parse(await answer.text())
    const told = data.map((one: { attributes: Record<string, unknown> }) => one.attributes)
    expect(told.map(({ version, status }: Record<string, unknown>) => [version, status])).toEqual([
      ['2026-12', 'current'],
      ['2026-11', 'grace'],
    ])
    expect(told[0].text).toBe('Our own agreement.\r\n')
    expect(Date.parse(told[0]['grace-until']) - Date.parse(told[0]['effective-at'])).toBe(7 * 86_400_000)
  }, 60_000)

  // Guarantee: what was published is never changed, and nobody is bound by what they could not have read.
  it('refuses a version a second time, and one that would take effect before', async () => {
    const later = '2099-01-01T00:00:00Z'
    expect((await publish('--version', '1', '--effective-at', later)).code).toBe(0)
    const refused = [
      ['published already', ['--version', '1', '--effective-at', '2099-02-01T00:00:00Z']],
      ['another version takes effect then or later', ['--version', '2', '--effective-at', later]],
      ['is over already', ['--version', '2', '--effective-at', '2020-01-01T00:00:00Z']],
    ] as const
    for (const [words, args] of refused) {
      expect(await publish(...args)).toEqual({ code: 1, said: expect.stringContaining(words) })
    }
  }, 60_000)

  it.each([
    ['without a version', [], '--version'],
    ['with a version that is no word', ['--version', 'a b'], '--version: must be a word'],
    [
      'with a time that is none',
      ['--version', '1', '--effective-at', 'soon'],
      '--effective-at: must be a time',
    ],
    [
      'with a grace that is none',
      ['--version', '1', '--grace-days', '1.5'],
      '--grace-days: must be a number',
    ],
    ['with a file that is not there', ['nowhere.txt', '--version', '1'], 'cannot be read'],
    ['with what nobody knows', ['--version', '1', '--colour', 'red'], 'npm run agreement -- publish'],
  ])('says how it is used when it is run %s', async (_what, args, words) => {
    expect(await publish(...args)).toEqual({ code: 1, said: expect.stringContaining(words) })
  })

  it.each([
    ['not UTF-8', Buffer.from([0xff, 0xfe, 0x41])],
    ['with a NUL character', 'a\0b'],
    ['empty', ' \n'],
    ['too large', 'x'.repeat(200_001)],
  ])('refuses a text that is %s', async (_what, bytes) => {
    const { code } = await publish(fileOf(bytes), '--version', '1')
    expect(code).toBe(1)
  })
})
