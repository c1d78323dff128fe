import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSandbox, type Sandbox, writeSandbox } from '../../server/sandbox-file.ts'
import { temporaryDirectory } from './store/temporary-directory.ts'

const sandbox: Sandbox = {
  'api-base-url': 'http://127.0.0.1:3000/api/v1',
  source: { 'organization-id': 'org_1', 'api-key': 'connect_sandbox_1' },
  destination: { 'organization-id': 'org_2', 'api-key': 'connect_sandbox_2' },
  'connection-id': 'cxn_1',
  'source-inquiry-id': 'inq_1',
  'source-inquiry-id-partial': 'inq_2',
  'destination-inquiry-template-id': 'itmpl_1',
  'destination-inquiry-template-id-strict': 'itmpl_2',
}

const pathIn = (directory: string) => join(directory, 'sandbox.json')

describe('sandbox.json', () => {
  it('is read as it was written', () => {
    const directory = temporaryDirectory()
    writeSandbox(directory, sandbox)
    expect(readSandbox(directory)).toEqual(sandbox)
    expect(JSON.parse(readFileSync(pathIn(directory), 'utf8'))).toEqual(sandbox)
  })

  // It holds the API keys of both organizations.
  it('is readable by its owner alone, each time that it is written', () => {
    const directory = temporaryDirectory()
    for (let round = 0; round < 2; round += 1) {
      writeSandbox(directory, sandbox)
      expect(statSync(pathIn(directory)).mode & 0o777).toBe(0o600)
    }
  })

  // A reader finds the old file or the new one, and never a half.
  it('replaces the file as a whole and leaves nothing beside it', () => {
    const directory = temporaryDirectory()
    writeSandbox(directory, sandbox)
    const before = statSync(pathIn(directory)).ino
    writeSandbox(directory, { ...sandbox, 'connection-id': 'cxn_2' })
    expect(statSync(pathIn(directory)).ino).not.toBe(before)
    expect(readSandbox(directory)?.['connection-id']).toBe('cxn_2')
    expect(readdirSync(directory)).toEqual(['sandbox.json'])
  })

  it('is written over what a crash left in the middle of writing', () => {
    const directory = temporaryDirectory()
    writeFileSync(`${pathIn(directory)}.new`, '{"api-base', { mode: 0o600 })
    expect(readSandbox(directory)).toBeNull()
    writeSandbox(directory, sandbox)
    expect(readSandbox(directory)).toEqual(sandbox)
  })

  it('is not there in an empty directory, or in none', () => {
    const directory = temporaryDirectory()
    expect(readSandbox(directory)).toBeNull()
    expect(readSandbox(join(directory, 'nowhere'))).toBeNull()
  })

  // Taking a damaged file for none would make a second sandbox over the first.
  it.each([
    ['half of it', JSON.stringify(sandbox).slice(0, 100)],
    ['nothing', ''],
    ['another shape', '[]'],
    ['without a key', JSON.stringify({ ...sandbox, source: { 'organization-id': 'org_1' } })],
    ['with something unheard of', JSON.stringify({ ...sandbox, password: 'x' })],
  ])('is refused when it is damaged: %s', (_what, text) => {
    const directory = temporaryDirectory()
    writeFileSync(pathIn(directory), text)
    expect(() => readSandbox(directory)).toThrow()
  })

  it('is refused when it cannot be read, as anything but missing', () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'file'), '')
    expect(() => readSandbox(join(directory, 'file'))).toThrow(/ENOTDIR/)
  })
})
