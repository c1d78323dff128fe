/**
 * Draws the specimen people's documents into `demo/people/<key>/`: `node demo/specimens/make.ts`.
 *
 * The same people give the same files, byte for byte, with the same Chromium and fonts (Debian's `chromium` and
 * `fonts-liberation`), so that a changed file means a changed drawing.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromiumArgs, chromiumPath } from '../../test/chromium.ts'
import { people } from '../people/people.ts'
import { type Drawing, drawingsOf } from './drawings.ts'
import { type Renderer, startRenderer } from './render.ts'

const peopleFolder = join(import.meta.dirname, '../people')

const render = (renderer: Renderer, drawing: Drawing): Promise<Buffer> =>
  drawing.format === 'jpeg' ? renderer.jpeg(drawing.picture) : renderer.pdf(drawing.html, drawing.date)

const font = await readFile(join(import.meta.dirname, 'ocr-b.otf'))
const ocrB = `data:font/otf;base64,${font.toString('base64')}`
const renderer = await startRenderer(await chromiumPath(), chromiumArgs)
try {
  for (const drawing of people.flatMap(person => drawingsOf(person, ocrB))) {
    const file = await render(renderer, drawing)
    await writeFile(join(peopleFolder, drawing.path), file)
    console.log(`${drawing.path}  ${Math.ceil(file.length / 1024)} KiB`)
  }
} finally {
  await renderer.close()
}
