import type { PdfReport } from '../examine/pdf.ts'
import { type Finding, failed, failedIf, notApplicable } from '../verifier.ts'
import type { ReadFile } from './read-document.ts'

/** How much later than its making a file may say that it was changed, in ms: programs write both in turn. */
const SAME_TIME_MS = 60_000

/** What the files tell of having been changed since they were made. A careful forger leaves none of these signs. */
export function fileFindings(files: readonly ReadFile[]): Finding[] {
  const read = files.flatMap(file => (file.outcome === 'read' ? [file] : []))
  const pdfs = read.flatMap(file => (file.kind === 'pdf' ? [file.report] : []))
  const images = read.flatMap(file => (file.kind === 'image' ? [file.report] : []))
  return [
    ofPdfs('document_pdf_modification_detection', pdfs, one => one.revisions > 1, 'changed_after_creation'),
    edited('document_pdf_editor_detection', pdfs, 'no_pdf'),
    ofPdfs('document_pdf_inconsistent_timestamp_detection', pdfs, changedLater, 'modified_after_creation'),
    ofPdfs('document_pdf_annotation_detection', pdfs, one => one.annotations > 0, 'annotated'),
    edited('document_image_suspicious_metadata_detection', images, 'no_image'),
  ]
}

function ofPdfs(
  name: string,
  pdfs: readonly PdfReport[],
  wrong: (pdf: PdfReport) => boolean,
  reason: string,
): Finding {
  if (pdfs.length === 0) return notApplicable(name, 'no_pdf')
  return failedIf(name, pdfs.some(wrong) ? [reason] : [])
}

const changedLater = ({ createdAt, modifiedAt }: PdfReport): boolean =>
  createdAt !== null && modifiedAt !== null && modifiedAt - createdAt > SAME_TIME_MS

function edited(name: string, reports: readonly { editor: string | null }[], absent: string): Finding {
  if (reports.length === 0) return notApplicable(name, absent)
  const editors = [...new Set(reports.flatMap(({ editor }) => (editor === null ? [] : [editor])))]
  if (editors.length === 0) return failedIf(name, [])
  return { ...failed(name, 'editor_named'), metadata: { editors: editors.join(' ') } }
}
