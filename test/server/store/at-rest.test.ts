import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { insertDocument } from '../../../server/store/documents.ts'
import { putFields } from '../../../server/store/fields.ts'
import { copyFile, insertFile, listFiles } from '../../../server/store/files.ts'
import { filesOf, isPostgres } from '../database.ts'
import { NOW, openTestStore, type TestStore } from './fixture.ts'
import { documentRow, inquiryRow } from './rows.ts'

const FIELD = 'Recognisable Žofie 4711'
const REPLACED = 'Replaced Žofie 4712'
const ATTRIBUTE = 'RECOGNISABLE<<ZOFIE<<4713'
const IN_A_FILE = 'Recognisable page 4714'

const VALUES = [FIELD, REPLACED, ATTRIBUTE, IN_A_FILE]

const encodings = (value: string): Buffer[] => {
  const littleEndian = Buffer.from(value, 'utf16le')
  return [Buffer.from(value, 'utf8'), littleEndian, Buffer.from(littleEndian).swap16()]
}

/** The files below `directory` in which one of the values can be read. */
const readable = (directory: string, values: readonly string[]): string[] =>
  readdirSync(directory).filter(name => {
    const content = readFileSync(join(directory, name))
    return values.some(value => encodings(value).some(bytes => content.includes(bytes)))
  })

/** Everything personal that the store can hold, at the source and copied to the destination. */
async function writePersonalData({ db, source, destination }: TestStore): Promise<void> {
  for (const side of [source, destination]) {
    const inquiryId = await inquiryRow(db, side)
    await putFields(db, side.vault, inquiryId, new Map([['name-first', REPLACED]]))
    await putFields(db, side.vault, inquiryId, new Map([['name-first', FIELD]]))
    const attributes = { 'name-first': ATTRIBUTE, mrz: [ATTRIBUTE] }
    const document = { id: newId('document'), inquiryId, kind: 'government-id', attributes }
    await insertDocument(db, side.vault, document, NOW)
  }
  const [from, to] = [await documentRow(db, source), await documentRow(db, destination)]
  const bytes = Buffer.concat([Buffer.alloc(5000), ...encodings(IN_A_FILE), Buffer.alloc(5000)])
  await insertFile(
    db,
    source.vault,
    { documentId: from, page: 'front', contentType: 'image/png', bytes },
    NOW,
  )
  for (const file of await listFiles(db, source.environmentId, [from])) {
    await copyFile(db, source.vault, destination.vault, file, to, NOW)
  }
}

describe.skipIf(isPostgres)('the files of the embedded store', () => {
  // No personal value is readable in the database, its log or anything else beside it: open, and after closing.
  it('hold nothing personal that can be read', async () => {
    const store = await openTestStore()
    await writePersonalData(store)
    expect(readdirSync(store.directory)).toContain('connect.sqlite-wal')
    expect(readable(store.directory, VALUES)).toEqual([])
    await store.store.close()
    expect(readdirSync(store.directory)).toContain('connect.sqlite')
    expect(readable(store.directory, VALUES)).toEqual([])
  })

  // The search above does find what is there to be read.
  it('are searched by a search that finds what is not sealed', async () => {
    const store = await openTestStore()
    await inquiryRow(store.db, store.source, { note: FIELD })
    expect(readable(store.directory, VALUES)).toEqual(['connect.sqlite-wal'])
    await store.store.close()
    expect(readable(store.directory, VALUES)).toEqual(['connect.sqlite'])
    for (const [index, bytes] of encodings(IN_A_FILE).entries()) {
      writeFileSync(join(store.directory, `plain-${index}`), Buffer.concat([Buffer.of(1), bytes]))
    }
    expect(readable(store.directory, [IN_A_FILE])).toEqual(['plain-0', 'plain-1', 'plain-2'])
  })
})

describe.runIf(isPostgres)('the files of the database', () => {
  const readableIn = (files: Buffer[]) =>
    files.filter(content => VALUES.some(value => encodings(value).some(bytes => content.includes(bytes))))

  it('hold nothing personal that can be read, and are searched by a search that finds what is not sealed', async () => {
    const store = await openTestStore()
    await writePersonalData(store)
    expect(readableIn(await filesOf(store.directory))).toEqual([])
    await inquiryRow(store.db, store.source, { note: FIELD })
    expect(readableIn(await filesOf(store.directory))).toHaveLength(1)
  })
})
