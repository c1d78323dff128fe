import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../../server/config.ts'
import { loadMasterKey } from '../../../server/store/master-key.ts'
import { newKey } from '../../../server/store/seal.ts'
import { temporaryDirectory } from './temporary-directory.ts'

describe('the master key', () => {
  it('is the configured one, and then no other is made', () => {
    const directory = temporaryDirectory()
    const key = newKey()
    expect(loadMasterKey(key, directory)).toBe(key)
    expect(readdirSync(directory)).toEqual([])
  })

  it('is made once and kept, where none is configured', () => {
    const directory = temporaryDirectory()
    const key = loadMasterKey(null, directory)
    expect(key).toHaveLength(32)
    expect(loadMasterKey(null, directory).equals(key)).toBe(true)
  })

  it('is another one in another directory', () => {
    const [one, other] = [temporaryDirectory(), temporaryDirectory()]
    expect(loadMasterKey(null, one).equals(loadMasterKey(null, other))).toBe(false)
  })

  it('is readable by its owner alone', () => {
    const directory = temporaryDirectory()
    loadMasterKey(null, directory)
    expect(statSync(join(directory, 'master.key')).mode & 0o777).toBe(0o600)
  })

  // What CONNECT_MASTER_KEY takes, so that the file's key can be moved out of the data directory.
  it('is kept in the form in which it would be configured', () => {
    const directory = temporaryDirectory()
    const key = loadMasterKey(null, directory)
    expect(readFileSync(join(directory, 'master.key'), 'utf8')).toBe(`${key.toString('base64')}\n`)
  })

  // A new key in place of a damaged one would leave everything unreadable without a word.
  it.each([
    ['empty', ''],
    ['too short', newKey().subarray(1).toString('base64')],
    ['too long', Buffer.concat([newKey(), newKey()]).toString('base64')],
    ['no key', 'a text'],
  ])('is refused where the file is %s, and left as it is', (_what, text) => {
    const path = join(temporaryDirectory(), 'master.key')
    writeFileSync(path, text)
    const loading = () => loadMasterKey(null, join(path, '..'))
    expect(loading).toThrow(ConfigError)
    expect(loading).toThrow(path)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
})
