import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Person, PersonDocument } from '../../demo/people/person.ts'

const PEOPLE = join(import.meta.dirname, '../../demo/people')

/** Shorter values occur in random bytes by chance, and would be found in any encrypted file soon enough. */
const SHORTEST = 6

/** Enough of a picture's compressed bytes to be that picture's alone. */
const SAMPLE_BYTES = 48

/** Something of a person that must not be readable anywhere, under a name that is fit to be printed. */
export interface PersonalDatum {
  name: string
  bytes: Buffer
}

/** Every value of a person as it would lie open: their fields, what their documents say, and parts of the pictures. */
export function personalDataOf(person: Person): PersonalDatum[] {
  const texts = [...Object.entries(person.fields), ...person.documents.flatMap(textsOf)].filter(
    ([, text]) => text.length >= SHORTEST,
  )
  const files = person.documents.flatMap(document => document.files.map(file => file.path))
  return [
    ...texts.flatMap(([name, text]) => encodingsOf(name, text)),
    ...files.map(path => ({ name: path, bytes: sampleOf(readFileSync(join(PEOPLE, path))) })),
  ]
}

function textsOf(document: PersonDocument): [string, string][] {
  if (document.kind !== 'government-id') return []
  const mrz = document.mrz.map((line, index): [string, string] => [`mrz ${index + 1}`, line])
  return [['document-number', document.attributes['document-number']], ...mrz]
}

/** A value may also lie about in an encoding that anybody can undo. */
function encodingsOf(name: string, text: string): PersonalDatum[] {
  const utf8 = Buffer.from(text)
  return [
    { name, bytes: utf8 },
    { name: `${name} in base64`, bytes: Buffer.from(utf8.toString('base64').replace(/.?=*$/, '')) },
    { name: `${name} in hex`, bytes: Buffer.from(utf8.toString('hex')) },
  ]
}

function sampleOf(file: Buffer): Buffer {
  const middle = Math.floor(file.length / 2)
  return file.subarray(middle, middle + SAMPLE_BYTES)
}

/** Names of those data that can be read in these bytes. */
export const readableIn = (bytes: Buffer, data: readonly PersonalDatum[]): string[] =>
  data.filter(datum => bytes.includes(datum.bytes)).map(datum => datum.name)

/** Every file below a directory, with what is in it. */
export function filesBelow(directory: string): { path: string; bytes: Buffer }[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({ path, bytes: readFileSync(path) }))
}
