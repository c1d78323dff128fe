import type { Licence } from '../examine/aamva.ts'
import type { ExaminationName, ReportOf } from '../examine/examinations.ts'
import type { Examine, Examined } from '../examine/examine.ts'
import type { PortraitReport } from '../examine/faces.ts'
import type { PhotoReport } from '../examine/photo.ts'
import type { UnprocessableReason } from '../examine/unprocessable.ts'
import { distanceOf, SAME_PICTURE_BITS } from '../fingerprint.ts'
import { type MachineReadableZone, readZone } from '../mrz.ts'
import type { Evidence } from '../verifier.ts'

/** What looking at a document's pictures brought to light. */
export interface Look {
  /** How many pictures there are. */
  pictures: number
  /** Why some cannot be looked at. */
  refused: UnprocessableReason[]
  /** This server lacks what looking needs. */
  unavailable: boolean
  photos: PhotoReport[]
  zone: SeenZone | null
  /** A two-dimensional code was read, whatever it says. */
  barcode: boolean
  licence: Licence | null
  /** What was found on the page that has the portrait; null where that page cannot be opened. */
  portrait: Examined<PortraitReport> | null
  /** Front and back are one picture; null where there are not two pages. */
  doubled: boolean | null
}

export interface SeenZone {
  lines: string[]
  read: MachineReadableZone
}

/** Where the machine-readable part of each class mostly is. */
const FIRST_PAGE: Readonly<Record<string, string>> = { id: 'back', dl: 'back', pp: 'front' }

/** Where the portrait is. */
const PORTRAIT_PAGE = 'front'

/** Looks at every picture of a document; of the machine-readable parts, until one is found. */
export async function lookAt(document: Evidence, examine: Examine): Promise<Look> {
  const idClass = String(document.attributes['id-class'] ?? '')
  const pages = await Promise.all(
    document.files.map(async ({ page, read }) => ({ page, bytes: await read() })),
  )
  const first = FIRST_PAGE[idClass]
  const ordered = pages.toSorted((one, other) => Number(other.page === first) - Number(one.page === first))
  const outcomes: Examined<unknown>[] = []
  const asked = async <Name extends ExaminationName>(
    name: Name,
    bytes: Uint8Array,
  ): Promise<ReportOf<Name> | null> => {
    const answer = await examine(name, bytes)
    outcomes.push(answer)
    return answer.outcome === 'read' ? answer.report : null
  }

  const photos = await inTurn(ordered, ({ bytes }) => asked('photo', bytes))
  const whole = ordered.filter((_, index) => photos[index] !== null)
  let zone: SeenZone | null = null
  let barcodes: ReportOf<'barcodes'> | null = null
  for (const part of idClass === 'dl' ? (['barcode', 'zone'] as const) : (['zone', 'barcode'] as const)) {
    for (const { bytes } of whole) {
      if (zone || barcodes?.licence) break
      if (part === 'zone') zone = seenZone((await asked('zone', bytes))?.lines ?? [])
      else barcodes = (await asked('barcodes', bytes)) ?? barcodes
    }
  }
  const front = whole.find(({ page }) => page === PORTRAIT_PAGE) ?? whole[0]
  const portrait = front ? await examine('portrait', front.bytes) : null
  const prints = whole.length < 2 ? [] : await inTurn(whole, ({ bytes }) => asked('fingerprint', bytes))
  const [one, other] = prints.filter(print => print !== null)
  return {
    pictures: pages.length,
    refused: outcomes.flatMap(answer => (answer.outcome === 'refused' ? [answer.reason] : [])),
    unavailable: outcomes.some(answer => answer.outcome === 'unavailable'),
    photos: photos.filter(photo => photo !== null),
    zone,
    barcode: (barcodes?.barcodes.length ?? 0) > 0,
    licence: barcodes?.licence ?? null,
    portrait,
    doubled: one && other ? distanceOf(one, other) <= SAME_PICTURE_BITS : null,
  }
}

const seenZone = (lines: string[]): SeenZone | null => {
  const read = readZone(lines)
  return read && { lines, read }
}

/** One after another: the processes that look are few, and others wait for them. */
async function inTurn<Value, Result>(
  values: readonly Value[],
  run: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const value of values) results.push(await run(value))
  return results
}
