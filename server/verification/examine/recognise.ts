import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { GreyImage } from './image.ts'

const require = createRequire(import.meta.url)

/** How a page is divided before it is read: tesseract's page segmentation modes. */
export const SEGMENTATION = { automatic: 3, block: 6, line: 7 } as const

export interface Recognition {
  text: string
  /** Mean of the words' confidences, 0 to 100. */
  confidence: number
}

/** Reads text from pictures, in the language or typeface that it was opened with. */
export interface Recogniser {
  read(image: GreyImage, segmentation: keyof typeof SEGMENTATION): Recognition
}

/** What is used of tesseract's WebAssembly build, whose package brings no types. */
interface Tesseract {
  FS: { writeFile(path: string, bytes: Uint8Array): void }
  TessBaseAPI: new () => TesseractApi
}

interface TesseractApi {
  Init(path: null, language: string, engine: number): number
  SetVariable(name: string, value: string): boolean
  SetPageSegMode(mode: number): void
  SetImageFile(exif: number, angle: number, upscale: boolean): number
  Recognize(monitor: null): number
  GetUTF8Text(): string
  MeanTextConf(): number
  Clear(): void
}

const start = z.custom<(options: object) => Promise<Tesseract>>(value => typeof value === 'function')

/** The recurrent network; the older engine is not part of this build. */
const LSTM_ONLY = 1

/**
 * Opens tesseract with one file of trained data. `alphabet` limits what it may answer. The build with SIMD and without
 * relaxed SIMD: every machine reads the same. Nothing is fetched: the package's own loader would.
 */
export async function openRecogniser(trainedData: string, alphabet?: string): Promise<Recogniser> {
  const build = start.parse(require('tesseract.js-core/tesseract-core-simd-lstm.js'))
  const wasmBinary = readFileSync(require.resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm'))
  const silent = () => {}
  const tesseract = await build({ wasmBinary, print: silent, printErr: silent })
  tesseract.FS.writeFile('trained.traineddata', readTrainedData(trainedData))
  const api = new tesseract.TessBaseAPI()
  if (api.Init(null, 'trained', LSTM_ONLY) !== 0) throw new Error(`tesseract cannot use ${trainedData}`)
  if (alphabet) api.SetVariable('tessedit_char_whitelist', alphabet)
  return {
    read(image, segmentation) {
      tesseract.FS.writeFile('/input', portableGreymap(image))
      api.SetPageSegMode(SEGMENTATION[segmentation])
      api.SetImageFile(1, 0, false)
      api.Recognize(null)
      const recognition = { text: api.GetUTF8Text(), confidence: api.MeanTextConf() }
      api.Clear()
      return recognition
    },
  }
}

const readTrainedData = (path: string): Uint8Array =>
  path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)

/** The PGM format: the least that tesseract reads. */
const portableGreymap = ({ width, height, pixels }: GreyImage): Uint8Array =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels])

/** The trained data for English, which also reads the Latin letters of most of Europe. */
export const englishTrainedData = (): string =>
  require.resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz')
