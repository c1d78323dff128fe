import { readFile } from 'node:fs/promises'
import { photographDocument } from '../../demo/specimens/photograph.ts'
import { portrait } from '../../demo/specimens/portrait.ts'
import { type Renderer, startRenderer } from '../../demo/specimens/render.ts'
import { chromiumArgs, chromiumPath } from '../chromium.ts'
import { photograph } from './phone.ts'
import type { Plan } from './plan.ts'
import { randomOf } from './random.ts'

/** A picture of one side. */
export interface SpecimenFile {
  page: 'front' | 'back'
  bytes: Buffer
}

/** Draws specimens; `close` ends its browser. */
export interface Studio {
  /** The pictures of a specimen as a phone takes them; with another portrait than the drawn one, where one is given. */
  take(plan: Plan, portrait?: string): Promise<SpecimenFile[]>
  close(): Promise<void>
}

/** Pixels of a drawn document's picture across. */
const WIDTH = 1400

export async function openStudio(): Promise<Studio> {
  const font = await readFile(new URL('../../demo/specimens/ocr-b.otf', import.meta.url))
  const ocrB = `data:font/otf;base64,${font.toString('base64')}`
  const renderer = await startRenderer(await chromiumPath(), chromiumArgs)
  return { take: (plan, face) => take(renderer, ocrB, plan, face), close: () => renderer.close() }
}

async function take(
  renderer: Renderer,
  ocrB: string,
  { layout, printed, zone, holder, seed, shot }: Plan,
  face = portrait(printed.face, 'neutral'),
): Promise<SpecimenFile[]> {
  const sides = await layout.draw({ printed, zone, encoded: holder, portrait: face })
  const files: SpecimenFile[] = []
  for (const [index, { page, markup, size }] of sides.entries()) {
    const drawn = await renderer.jpeg(photographDocument(markup, size, WIDTH, ocrB))
    const random = randomOf(seed * 10 + index)
    files.push({ page, bytes: await photograph(drawn, shot(page, random), random) })
  }
  return files
}
