import sharp, { type Sharp } from 'sharp'
import { getResolvedPDFJS } from 'unpdf'
import type { PDFPageProxy } from 'unpdf/pdfjs'
import { z } from 'zod'

/** A picture as the library hands it out. `kind` 1 has one bit a pixel, each row from a byte on; 2 is RGB, 3 is RGBA. */
const decodedPicture = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  kind: z.literal([1, 2, 3]),
  data: z.union([z.instanceof(Uint8Array), z.instanceof(Uint8ClampedArray)]),
})
type DecodedPicture = z.infer<typeof decodedPicture>

/** A page that is less than this is no scan: a logo is not read. Pixels. */
const SCAN_SIDE_MIN = 500
/** Most pictures of a page that are looked at. */
const PICTURES_MAX = 20

/** The largest picture on a page, turned as the page is; null where there is none that could be a scan. */
export async function scanOf(page: PDFPageProxy): Promise<{ image: Sharp; longest: number } | null> {
  const { OPS } = await getResolvedPDFJS()
  const { fnArray, argsArray } = await page.getOperatorList()
  const names = fnArray.flatMap((operator, at) =>
    operator === OPS.paintImageXObject ? [String(argsArray[at]?.[0])] : [],
  )
  const pictures: DecodedPicture[] = []
  for (const name of new Set(names.slice(0, PICTURES_MAX))) {
    const picture = decodedPicture.safeParse(await pictureOf(page, name))
    if (picture.success) pictures.push(picture.data)
  }
  const [largest] = pictures.toSorted((one, other) => other.width * other.height - one.width * one.height)
  if (!largest || Math.min(largest.width, largest.height) < SCAN_SIDE_MIN) return null
  const channels = CHANNELS[largest.kind]
  const raw = { width: largest.width, height: largest.height, channels }
  const pixels = largest.kind === 1 ? unpacked(largest) : largest.data
  if (pixels.length !== raw.width * raw.height * channels) return null
  const image = sharp(pixels, { raw }).rotate(page.rotate)
  return { image, longest: Math.max(largest.width, largest.height) }
}

const CHANNELS = { 1: 1, 2: 3, 3: 4 } as const

/** Pictures that pages share are kept apart from a page's own. */
const pictureOf = (page: PDFPageProxy, name: string): Promise<unknown> =>
  new Promise(resolve => {
    const objects = name.startsWith('g_') ? page.commonObjs : page.objs
    objects.get(name, resolve)
  })

function unpacked({ width, height, data }: DecodedPicture): Uint8Array {
  const bytesOfRow = Math.ceil(width / 8)
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    const byte = data[y * bytesOfRow + (x >> 3)] ?? 0
    return byte & (0x80 >> (x & 7)) ? 255 : 0
  })
}
