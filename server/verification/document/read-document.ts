import type { Examine } from '../examine/examine.ts'
import type { PdfReport } from '../examine/pdf.ts'
import type { TextReport } from '../examine/text.ts'
import type { UnprocessableReason } from '../examine/unprocessable.ts'
import { isOfType } from '../file-type.ts'
import type { Evidence, EvidenceFile } from '../verifier.ts'

/** What reading one file came to. */
export type ReadFile =
  | { outcome: 'read'; kind: 'pdf'; report: PdfReport }
  | { outcome: 'read'; kind: 'image'; report: TextReport }
  | { outcome: 'refused'; reason: UnprocessableReason }
  | { outcome: 'unavailable' }
  /** Its bytes are not of the type that it is declared to be; nothing has opened it. */
  | { outcome: 'wrong_type' }

export interface ReadDocument {
  files: readonly ReadFile[]
  /** All of its text, one file after another; empty where it has none. */
  text: string
  /** Whether some of the text was read from a picture, where letters may be taken for others. */
  recognised: boolean
}

/** Reads the files of a document, one after another. */
export async function readDocument({ files }: Evidence, examine: Examine): Promise<ReadDocument> {
  const read: ReadFile[] = []
  for (const file of files) read.push(await readFile(file, examine))
  return {
    files: read,
    text: read.map(textOf).join('\n').trim(),
    recognised: read.some(isRecognised),
  }
}

async function readFile(file: EvidenceFile, examine: Examine): Promise<ReadFile> {
  const bytes = await file.read()
  if (!isOfType(bytes, file.contentType)) return { outcome: 'wrong_type' }
  if (file.contentType !== 'application/pdf') {
    const image = await examine('text', bytes)
    return image.outcome === 'read' ? { ...image, kind: 'image' } : image
  }
  const pdf = await examine('pdf', bytes)
  return pdf.outcome === 'read' ? { ...pdf, kind: 'pdf' } : pdf
}

function textOf(file: ReadFile): string {
  if (file.outcome !== 'read') return ''
  return file.kind === 'pdf' ? file.report.pages.join('\n') : file.report.text
}

const isRecognised = (file: ReadFile): boolean =>
  file.outcome === 'read' && (file.kind === 'image' || file.report.recognised)
