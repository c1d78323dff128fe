import type { Fingerprint } from '../fingerprint.ts'
import type { BarcodeReport } from './barcode.ts'
import type { FaceComparison, FacesReport, PortraitReport } from './faces.ts'
import type { PdfReport } from './pdf.ts'
import type { PhotoReport } from './photo.ts'
import type { TextReport } from './text.ts'
import type { ZoneReport } from './zone.ts'

/**
 * What can be examined, each by a function that runs in a process of its own. What it needs is loaded when it is first
 * asked for, and stays loaded in that process.
 */
export const examinations = {
  fingerprint: async (bytes: Uint8Array): Promise<Fingerprint> =>
    (await import('./fingerprint.ts')).examineFingerprint(bytes),
  photo: async (bytes: Uint8Array): Promise<PhotoReport> => (await import('./photo.ts')).examinePhoto(bytes),
  zone: async (bytes: Uint8Array): Promise<ZoneReport> => (await import('./zone.ts')).examineZone(bytes),
  barcodes: async (bytes: Uint8Array): Promise<BarcodeReport> =>
    (await import('./barcode.ts')).examineBarcodes(bytes),
  faces: async (bytes: Uint8Array): Promise<FacesReport> => (await import('./faces.ts')).examineFaces(bytes),
  portrait: async (bytes: Uint8Array): Promise<PortraitReport> =>
    (await import('./faces.ts')).examinePortrait(bytes),
  'face-comparison': async (one: Uint8Array, other: Uint8Array): Promise<FaceComparison> =>
    (await import('./faces.ts')).compareFaces(one, other),
  'portrait-comparison': async (selfie: Uint8Array, document: Uint8Array): Promise<FaceComparison> =>
    (await import('./faces.ts')).compareWithPortrait(selfie, document),
  pdf: async (bytes: Uint8Array): Promise<PdfReport> => (await import('./pdf.ts')).examinePdf(bytes),
  text: async (bytes: Uint8Array): Promise<TextReport> => (await import('./text.ts')).examineText(bytes),
  rendition: async (bytes: Uint8Array): Promise<Uint8Array> =>
    (await import('./rendition.ts')).examineRendition(bytes),
}

export type ExaminationName = keyof typeof examinations

/** What an examination answers. */
export type ReportOf<Name extends ExaminationName> = Awaited<ReturnType<(typeof examinations)[Name]>>
