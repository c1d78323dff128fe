import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../../server/config.ts'
import { findMasterKey, keepMasterKey } from '../../../server/store/master-key.ts'
import { newKey } from '../../../server/store/seal.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** What a first start does. */
function makeKey(directory: string): Buffer {
  const { key, isNew } = findMasterKey(null, directory)
  expect(isNew).toBe(true)
  keepMasterKey(key, directory)
  return key
}

describe('the master key', () => {
  it('is the configured one, and then no other is made', () => {
    const directory = temporaryDirectory()
    const key = newKey()
    expect(findMasterKey(key, directory)).toEqual({ key, isNew: false })
    expect(readdirSync(directory)).toEqual([])
  })

  it('is made once and kept, where none is configured', () => {
    const directory = temporaryDirectory()
    const key = makeKey(directory)
    expect(key).toHaveLength(32)
    expect(findMasterKey(null, directory)).toEqual({ key, isNew: false })
  })

  // A key that is kept before the store has been looked at would stand in the way of the right one.
  it('is kept nowhere by looking for it', () => {
    const directory = temporaryDirectory()
    findMasterKey(null, directory)
    expect(readdirSync(directory)).toEqual([])
  })

  it('is never kept over another', () => {
    const directory = temporaryDirectory()
    const key = makeKey(directory)
    expect(() => keepMasterKey(newKey(), directory)).toThrow('EEXIST')
    expect(findMasterKey(null, directory).key).toEqual(key)
  })

  it('is another one in another directory', () => {
    expect(makeKey(temporaryDirectory()).equals(makeKey(temporaryDirectory()))).toBe(false)
  })

  it('is readable by its owner alone', () => {
    const directory = temporaryDirectory()
    makeKey(directory)
    expect(statSync(join(directory, 'master.key')).mode & 0o777).toBe(0o600)
  })

  // What CONNECT_MASTER_KEY takes, so that the file's key can be moved out of the data directory.
  it('is kept in the form in which it would be configured', () => {
    const directory = temporaryDirectory()
    const key = makeKey(directory)
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
    const finding = () => findMasterKey(null, join(path, '..'))
    expect(finding).toThrow(ConfigError)
    expect(finding).toThrow(path)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
})
