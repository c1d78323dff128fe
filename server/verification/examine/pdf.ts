import type { PDFPageProxy } from 'unpdf/pdfjs'
import { editorOf } from './editors.ts'
import { PIXELS_MAX } from './image.ts'
import { type PdfParts, takeApart } from './pdf-streams.ts'
import { Unprocessable } from './unprocessable.ts'

/** Most pages that are read. A bill has two or three. */
export const PAGES_MAX = 50
/** Most characters of text that are taken of one page. */
const PAGE_CHARACTERS_MAX = 50_000

/** Most scanned pages that are read: each takes a second. */
const SCANS_MAX = 3

export interface PdfReport {
  /** The text of each page, in the order of the file; read from its picture where the page is a scan. */
  pages: string[]
  /** Whether some of it was read from pictures, where letters may be taken for others. */
  recognised: boolean
  /** How often the file was written to: 1 where it is as it was made. */
  revisions: number
  /** Marks that somebody put on its pages: notes, stamps, ink, text. Links and form fields are none. */
  annotations: number
  /** Files within it, as electronic invoices have. */
  embeddedFiles: number
  /** The editing program that it names; null where it names none. */
  editor: string | null
  /** When it was made and last changed by its own account, in ms; null where it does not say. */
  createdAt: number | null
  modifiedAt: number | null
}

/** What runs something, or brings something that runs, when the file is opened. */
const SCRIPT = /\/(?:JavaScript|Launch|RichMedia|XFA|SubmitForm|ImportData)\b|\/JS\s*[(<\d]/
const ENCRYPTED = /\/Encrypt\s*(?:\d|<<)/
/** How pictures are packed that the library does not unpack (ISO 32000-2, section 7.4). */
const UNOPENED_SCAN = /\/(?:JPXDecode|JBIG2Decode)\b/
const MARK =
  /\/Subtype\s*\/(?:FreeText|Stamp|Ink|Text|Highlight|StrikeOut|Underline|Squiggly|Redact|Square|Circle|Polygon|PolyLine|Line|Caret)\b/g

/**
 * Examines a PDF: what is wrong with the file, then its text. Throws Unprocessable for one that is encrypted or runs
 * something, unpacks to too much, has too many pages or cannot be read, or of which all there is to read is in pictures
 * that are not unpacked here.
 */
export async function examinePdf(bytes: Uint8Array): Promise<PdfReport> {
  if (!startsAsPdf(bytes)) throw new Unprocessable('type_not_detected')
  const parts = takeApart(bytes)
  if (ENCRYPTED.test(parts.objects)) throw new Unprocessable('encrypted')
  if (SCRIPT.test(parts.objects)) throw new Unprocessable('scripted')
  const read = await readWithLibrary(bytes)
  const isBlank = read.pages.every(page => page.trim() === '')
  if (isBlank && UNOPENED_SCAN.test(parts.objects)) throw new Unprocessable('scan_not_supported')
  return {
    ...read,
    revisions: revisionsOf(parts, bytes),
    annotations: countOf(parts.objects, MARK),
    embeddedFiles: countOf(parts.objects, /\/Type\s*\/EmbeddedFile\b/g),
  }
}

const startsAsPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Each change adds an end to the file. One prepared for the web has two from the start (ISO 32000-2, annex F). */
function revisionsOf({ outside }: PdfParts, bytes: Uint8Array): number {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const ends = Math.max(countOf(outside, /%%EOF/g), countOf(outside, /\bstartxref\b/g))
  return Math.max(1, /\/Linearized\b/.test(start) ? ends - 1 : ends)
}

async function readWithLibrary(
  bytes: Uint8Array,
): Promise<Pick<PdfReport, 'pages' | 'recognised' | 'editor' | 'createdAt' | 'modifiedAt'>> {
  const { getDocumentProxy } = await import('unpdf')
  // The library keeps what it is given, and hands nothing back.
  const opening = getDocumentProxy(new Uint8Array(bytes), {
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    maxImageSize: PIXELS_MAX,
    verbosity: 0,
  })
  const pdf = await opening.catch(() => {
    throw new Unprocessable('damaged')
  })
  if (pdf.numPages > PAGES_MAX) throw new Unprocessable('too_large')
  try {
    const { info } = await pdf.getMetadata()
    const pages: string[] = []
    let scans = 0
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number)
      const { items } = await page.getTextContent()
      const text = items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
      const scanned = text.trim() === '' && scans < SCANS_MAX ? await textOfScan(page) : null
      if (scanned !== null) scans++
      pages.push((scanned ?? text).slice(0, PAGE_CHARACTERS_MAX))
    }
    const said = (name: string) => textOf(info, name)
    return {
      pages,
      recognised: scans > 0,
      editor: editorOf(`${said('Producer')} ${said('Creator')}`),
      createdAt: timeOf(said('CreationDate')),
      modifiedAt: timeOf(said('ModDate')),
    }
  } catch {
    throw new Unprocessable('damaged')
  } finally {
    await pdf.loadingTask.destroy()
  }
}

/** What the picture that a page is says; null where the page is none. */
async function textOfScan(page: PDFPageProxy): Promise<string | null> {
  const { scanOf } = await import('./pdf-scan.ts')
  const scan = await scanOf(page)
  if (!scan) return null
  const { recognisePage } = await import('./text.ts')
  return (await recognisePage(scan.image, scan.longest)).text
}

function textOf(info: object, name: string): string {
  const value = new Map<string, unknown>(Object.entries(info)).get(name)
  return typeof value === 'string' ? value : ''
}

/** A PDF's date, `D:YYYYMMDDHHmmSS+HH'mm'`, in ms (ISO 32000-2, section 7.9.4). */
export function timeOf(date: string): number | null {
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, hours, minutes] =
    /^D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?)?/.exec(date) ?? []
  if (!year) return null
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(time)) return null
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  return sign === '-' ? time + offset : time - offset
}
