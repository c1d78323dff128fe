import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { type Licence, licenceOf } from './aamva.ts'
import { barsIn } from './bars.ts'
import { type GreyImage, greyOf, openImage } from './image.ts'
import { resized } from './resized.ts'
import { straighten } from './straighten.ts'

/** The two-dimensional codes of a picture. */
export interface BarcodeReport {
  barcodes: { format: 'pdf417' | 'qr-code'; text: string }[]
  /** What the first AAMVA code among them says; null where none is one. */
  licence: Licence | null
}

type Barcodes = BarcodeReport['barcodes']

/** Longest side of the picture that is read, in pixels, and of a second, smaller rendering. */
const READ_SIZE = 2400
const SMALL_SIZE = 1400

const FORMATS = { PDF417: 'pdf417', QRCode: 'qr-code' } as const

/** Finds and reads the PDF417 and QR codes in a picture. */
export async function examineBarcodes(bytes: Uint8Array): Promise<BarcodeReport> {
  const image = await openImage(bytes)
  const picture = await greyOf(
    image.resize(READ_SIZE, READ_SIZE, { fit: 'inside', withoutEnlargement: true }),
  )
  const barcodes = await firstFound(picture)
  const licences = barcodes.map(({ text }) => licenceOf(text)).filter(licence => licence !== null)
  return { barcodes, licence: licences[0] ?? null }
}

/** Two readers fail on different pictures, and both on slanted bars: each is tried only where those before found nothing. */
async function firstFound(picture: GreyImage): Promise<Barcodes> {
  const whole = await readByZxingCpp(picture)
  if (whole.length > 0) return whole
  const straight = barsIn(picture).map(({ corners, width, height }) =>
    straighten(picture, corners, width, height),
  )
  for (const one of straight) {
    const found = await readByZxingCpp(one)
    if (found.length > 0) return found
  }
  const small = await resized(picture, Math.min(1, SMALL_SIZE / Math.max(picture.width, picture.height)))
  for (const one of [...straight, small]) {
    const found = readByZxingJs(one)
    if (found.length > 0) return found
  }
  return []
}

let preparing: Promise<unknown> | null = null
/** Prepared when first used, from the package's own file: left to itself the package asks a CDN for it. */
const prepared = (): Promise<unknown> => {
  preparing ??= readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))).then(
    wasm =>
      prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true }),
  )
  return preparing
}

async function readByZxingCpp(picture: GreyImage): Promise<Barcodes> {
  await prepared()
  const found = await readBarcodes(colourOf(picture), {
    formats: ['PDF417', 'QRCode'],
    tryHarder: true,
    tryRotate: true,
    tryInvert: false,
    tryDownscale: true,
    // Otherwise control characters, which part the elements of a licence, are spelt out.
    textMode: 'Plain',
    maxNumberOfSymbols: 4,
  })
  return found.flatMap(({ format, text }) => {
    const known = Object.entries(FORMATS).find(([name]) => name === format)
    return known ? [{ format: known[1], text }] : []
  })
}

function colourOf({ width, height, pixels }: GreyImage) {
  const data = new Uint8ClampedArray(pixels.length * 4)
  for (const [index, pixel] of pixels.entries()) data.fill(pixel, index * 4, index * 4 + 3)
  for (let index = 3; index < data.length; index += 4) data[index] = 255
  return { data, width, height, colorSpace: 'srgb' as const }
}

function readByZxingJs({ width, height, pixels }: GreyImage): Barcodes {
  const reader = new MultiFormatReader()
  reader.setHints(
    new Map<DecodeHintType, unknown>([
      [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.PDF_417]],
      [DecodeHintType.TRY_HARDER, true],
    ]),
  )
  const source = new RGBLuminanceSource(new Uint8ClampedArray(pixels), width, height)
  try {
    const text = reader.decode(new BinaryBitmap(new HybridBinarizer(source))).getText()
    return [{ format: 'pdf417', text }]
  } catch {
    return []
  }
}
