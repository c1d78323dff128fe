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
  /** The pictures of a specimen as a phone takes them. */
  take(plan: Plan): Promise<SpecimenFile[]>
  close(): Promise<void>
}

/** Pixels of a drawn document's picture across. */
const WIDTH = 1400

export async function openStudio(): Promise<Studio> {
  const font = await readFile(new URL('../../demo/specimens/ocr-b.otf', import.meta.url))
  const ocrB = `data:font/otf;base64,${font.toString('base64')}`
  const renderer = await startRenderer(await chromiumPath(), chromiumArgs)
  return { take: plan => take(renderer, ocrB, plan), close: () => renderer.close() }
}

async function take(renderer: Renderer, ocrB: string, plan: Plan): Promise<SpecimenFile[]> {
  const { layout, printed, zone, holder } = plan
  const face = portrait(printed.face, 'neutral')
  const sides = await layout.draw({ printed, zone, encoded: holder, portrait: face })
  const files: SpecimenFile[] = []
  for (const [index, { page, markup, size }] of sides.entries()) {
    const drawn = await renderer.jpeg(photographDocument(markup, size, WIDTH, ocrB))
    const random = randomOf(plan.seed * 10 + index)
    files.push({ page, bytes: await photograph(drawn, plan.shot(page, random), random) })
  }
  return files
}
