import { constants, inflateRawSync } from 'node:zlib'
import { Unprocessable } from './unprocessable.ts'

/** Most bytes that everything packed in a PDF may unpack to. */
export const UNPACKED_MAX = 64_000_000

/** Most filters around one another: two are used, more only pack a bomb. */
const FILTERS_MAX = 3

/** How much one byte of a stream can become at most, by filter, where it is not unpacked here. */
const WORST_RATIO: Readonly<Record<string, number>> = { LZWDecode: 2_700, RunLengthDecode: 64 }

/** Filters by their names in inline images, which may be used anywhere. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  RL: 'RunLengthDecode',
  AHx: 'ASCIIHexDecode',
  A85: 'ASCII85Decode',
}

/** Bytes of a zlib stream before its data. */
const ZLIB_HEADER = 2

/** Longest dictionary of a stream that is looked at, in bytes. */
const DICTIONARY_MAX = 20_000

export interface PdfParts {
  /** Everything that stands outside streams, and what object streams hold: where a PDF says what it does. */
  objects: string
  /** Where revisions end, and how often a table of references is pointed to. */
  outside: string
}

/**
 * Takes a PDF apart without a library, unpacking everything once to see how large it becomes: a library would hold it
 * all. Throws Unprocessable above UNPACKED_MAX, and where an object stream cannot be read.
 */
export function takeApart(bytes: Uint8Array): PdfParts {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = file.toString('latin1')
  const outside: string[] = []
  const packed: string[] = []
  let left = UNPACKED_MAX
  let from = 0
  for (const { start, end, dictionary } of streamsOf(text)) {
    outside.push(text.slice(from, start))
    from = end
    const { size, content } = unpack(file.subarray(start, end), filtersOf(dictionary), left)
    left -= size
    if (left < 0) throw new Unprocessable('too_large')
    if (!/\/Type\s*\/ObjStm\b/.test(dictionary)) continue
    if (!content) throw new Unprocessable('damaged')
    packed.push(content.toString('latin1'))
  }
  outside.push(text.slice(from))
  const joined = outside.join('\n')
  return { objects: withoutEscapes([joined, ...packed].join('\n')), outside: joined }
}

interface StreamPlace {
  start: number
  end: number
  dictionary: string
}

function* streamsOf(text: string): Generator<StreamPlace> {
  const keyword = /\bstream\r?\n/g
  let dictionaryFrom = 0
  for (let match = keyword.exec(text); match; match = keyword.exec(text)) {
    const start = keyword.lastIndex
    const found = text.indexOf('endstream', start)
    const end = found < 0 ? text.length : found
    const before = text.slice(Math.max(dictionaryFrom, match.index - DICTIONARY_MAX), match.index)
    const object = before.lastIndexOf(' obj')
    yield { start, end, dictionary: withoutEscapes(object < 0 ? before : before.slice(object)) }
    keyword.lastIndex = end + 'endstream'.length
    dictionaryFrom = end
  }
}

/** Names may be written with any of their letters as `#` and two digits. */
const withoutEscapes = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

function filtersOf(dictionary: string): string[] {
  const [, several, one] = /\/(?:Filter|F)\s*(?:\[([^\]]*)\]|\/(\w+))/.exec(dictionary) ?? []
  const names = one ? [one] : (several?.match(/\w+/g) ?? [])
  if (names.length > FILTERS_MAX) throw new Unprocessable('too_large')
  return names.map(name => SHORT_NAMES[name] ?? name)
}

/** How large a stream becomes, and what it holds; null where a filter is not known here, as those of pictures. */
function unpack(
  packed: Buffer,
  filters: readonly string[],
  left: number,
): { size: number; content: Buffer | null } {
  let content = packed
  let size = 0
  for (const filter of filters) {
    const ratio = WORST_RATIO[filter]
    if (ratio !== undefined) return { size: size + content.length * ratio, content: null }
    const next = unpackers[filter]?.(content, Math.max(1, left - size))
    if (!next) return { size, content: null }
    size += next.length
    content = next
  }
  return { size, content }
}

const unpackers: Readonly<Record<string, (packed: Buffer, limit: number) => Buffer>> = {
  FlateDecode: inflate,
  ASCIIHexDecode: packed =>
    Buffer.from((packed.toString('latin1').split('>')[0] ?? '').replace(/[^0-9A-Fa-f]/g, ''), 'hex'),
  ASCII85Decode: fromBase85,
}

/** Header and checksum are passed over, as readers do: a bomb may have wrong ones. */
function inflate(packed: Buffer, limit: number): Buffer {
  if (packed.length <= ZLIB_HEADER) return Buffer.alloc(0)
  try {
    return inflateRawSync(packed.subarray(ZLIB_HEADER), {
      maxOutputLength: limit,
      finishFlush: constants.Z_SYNC_FLUSH,
    })
  } catch (error) {
    const large = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new Unprocessable(large ? 'too_large' : 'damaged')
  }
}

function fromBase85(packed: Buffer): Buffer {
  const out: number[] = []
  let group: number[] = []
  const write = (digits: readonly number[], count: number) => {
    const word = digits.reduce((sum, digit) => sum * 85 + digit, 0) % 2 ** 32
    out.push(...[24, 16, 8, 0].slice(0, count).map(shift => Math.floor(word / 2 ** shift) % 256))
  }
  for (const byte of packed) {
    if (byte === 0x7e) break
    if (byte === 0x7a && group.length === 0) write([0, 0, 0, 0, 0], 4)
    if (byte < 0x21 || byte > 0x75) continue
    group.push(byte - 0x21)
    if (group.length < 5) continue
    write(group, 4)
    group = []
  }
  if (group.length > 1) write([...group, 84, 84, 84, 84].slice(0, 5), group.length - 1)
  return Buffer.from(out)
}
