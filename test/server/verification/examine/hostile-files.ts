import { deflateSync } from 'node:zlib'
import sharp from 'sharp'

const MEGABYTE = 1_000_000

/** A PDF of these objects, with a right table of references. */
export function pdfOf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const places = objects.map((object, index) => {
    const place = parts.reduce((sum, part) => sum + part.length, 0)
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'))
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<</Root 1 0 R/Size ${objects.length + 1}${trailer}>>\nstartxref\n${size}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(end)])
}

export const stream = (dictionary: string, content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${content.length}>>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ])

const CATALOG = '<</Type/Catalog/Pages 2 0 R>>'
const PAGES = '<</Type/Pages/Kids[3 0 R]/Count 1>>'
const PAGE = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<<>>>>'

export const pageWith = (content: Buffer | string, trailer = ''): Buffer =>
  pdfOf([CATALOG, PAGES, PAGE, content], trailer)

const packedZeros = (size: number) => deflateSync(Buffer.alloc(size))
const bomb = () => stream('/Filter/FlateDecode', packedZeros(400 * MEGABYTE))
const twice = () => stream('/Filter[/FlateDecode/FlateDecode]', deflateSync(packedZeros(400 * MEGABYTE)))
const spread = () =>
  pdfOf([
    CATALOG,
    PAGES,
    PAGE,
    ...Array.from({ length: 40 }, () => stream('/Filter/FlateDecode', packedZeros(2 * MEGABYTE))),
  ])
const damagedBomb = () => {
  const packed = packedZeros(200 * MEGABYTE)
  packed.fill(0xff, packed.length - 50)
  return pageWith(stream('/Filter /Flate#44ecode', packed))
}
const hiddenScript = () => {
  const packed = deflateSync(Buffer.from('5 0 <</S/Java#53cript/JS(app.alert\\(1\\))>>'))
  return pageWith(stream('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', packed))
}
const empty = stream('', Buffer.alloc(0))
const script = '<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>'
const launch = '<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(cmd.exe)>>>>'

/** PDFs that are not to be opened, with how each is refused; null where it only must end. */
export const hostilePdfs: readonly [name: string, make: () => Buffer, reason: string | null][] = [
  ['unpacks to 400 MB', () => pageWith(bomb()), 'too_large'],
  ['unpacks to 400 MB in two steps', () => pageWith(twice()), 'too_large'],
  ['unpacks to 80 MB in many parts', spread, 'too_large'],
  ['unpacks to 200 MB before it breaks off', damagedBomb, 'too_large'],
  [
    'repeats itself 64 times over',
    () => pageWith(stream('/Filter/RunLengthDecode', Buffer.alloc(2 * MEGABYTE))),
    'too_large',
  ],
  ['is encrypted', () => pageWith(empty, '/Encrypt 5 0 R'), 'encrypted'],
  ['runs a script', () => pdfOf([script, PAGES, PAGE, empty]), 'scripted'],
  ['starts a program', () => pdfOf([launch, PAGES, PAGE, empty]), 'scripted'],
  ['hides a script in an object stream', hiddenScript, 'scripted'],
  [
    'has more pages than are read',
    () => pdfOf([CATALOG, `<</Type/Pages/Count 99/Kids[${'3 0 R '.repeat(99)}]>>`, PAGE, empty]),
    'too_large',
  ],
  ['is cut short', () => pageWith(empty).subarray(0, 60), 'damaged'],
  [
    'is a page of the web after its first line',
    () => Buffer.from('%PDF-1.7\n<html><script>alert(1)</script>'),
    'damaged',
  ],
  [
    'is its own previous revision',
    () => Buffer.from('%PDF-1.7\nxref\n0 0\ntrailer\n<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n'),
    'damaged',
  ],
  ['has pages within themselves', () => pdfOf([CATALOG, '<</Type/Pages/Kids[2 0 R]/Count 1>>']), null],
  ['is nested a million times', () => pageWith(stream('', Buffer.from('['.repeat(MEGABYTE)))), null],
  ['nests an object a million times', () => pdfOf([CATALOG, `${'['.repeat(MEGABYTE)}`]), null],
]

/** Pictures that are not to be opened, with how each is refused. */
export const hostilePictures: readonly [name: string, make: () => Promise<Buffer>, reason: string][] = [
  [
    'of 100 megapixels',
    () =>
      sharp({
        create: { width: 10_000, height: 10_000, channels: 3, background: 'white' },
        limitInputPixels: false,
      })
        .png()
        .toBuffer(),
    'too_large',
  ],
  ['that is a PDF', async () => pageWith(empty), 'type_not_detected'],
  [
    'that is a drawing',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'type_not_detected',
  ],
]
