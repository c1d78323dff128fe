import type { Sharp } from 'sharp'
import { editorOf } from './editors.ts'
import { decoded, greyOf, openImage } from './image.ts'
import { englishTrainedData, openRecogniser, type Recogniser, type Recognition } from './recognise.ts'

/** Longest side of the picture that is read, in pixels: a page at 200 dots per inch. */
const SIDE_MAX = 2_200
/** A smaller picture is enlarged to this: letters of fewer than 20 pixels are misread. */
const SIDE_MIN = 1_600

export interface TextReport {
  /** What was read, line by line. */
  text: string
  /** Mean of the words' confidences, 0 to 100. */
  confidence: number
  /** The editing program that the picture's metadata name; null where they name none. */
  editor: string | null
}

let recogniser: Promise<Recogniser> | undefined

/**
 * Examines a photograph or scan of a page: its text, in Latin letters, and what its metadata say. Throws Unprocessable
 * for what is no picture, or too large a one.
 */
export async function examineText(bytes: Uint8Array): Promise<TextReport> {
  const image = await openImage(bytes)
  const { width = 0, height = 0 } = await image.metadata()
  const { text, confidence } = await recognisePage(image, Math.max(width, height, 1))
  return { text, confidence, editor: await namedEditor(bytes) }
}

/** Reads a picture of a page, whose longest side has so many pixels. Throws Unprocessable where it is damaged. */
export async function recognisePage(image: Sharp, longest: number): Promise<Recognition> {
  const side = Math.min(SIDE_MAX, Math.max(SIDE_MIN, longest))
  const sized = await decoded(image.resize(side, side, { fit: 'inside' }).png({ compressionLevel: 0 }))
  const page = await greyOf((await openImage(sized.data)).normalise())
  recogniser ??= openRecogniser(englishTrainedData())
  return (await recogniser).read(page, 'automatic')
}

/** The editing program that a picture's metadata name; null where they name none, or cannot be read. */
export async function namedEditor(bytes: Uint8Array): Promise<string | null> {
  const { default: exifr } = await import('exifr')
  const wanted = { xmp: true, icc: false, iptc: false, jfif: false, ihdr: false, mergeOutput: true }
  // Metadata that cannot be read say nothing: whether the picture can be is for the decoder.
  const metadata: unknown = await exifr.parse(bytes, wanted).catch(() => null)
  if (typeof metadata !== 'object' || metadata === null) return null
  const said = new Map<string, unknown>(Object.entries(metadata))
  const names = ['Software', 'CreatorTool', 'ProcessingSoftware', 'HistorySoftwareAgent']
  return editorOf(
    names
      .map(name => said.get(name))
      .filter(value => typeof value === 'string')
      .join(' '),
  )
}
