/**
 * Makes the specimen set: `npm run specimens:set -- FOLDER [tuning|held-out]`. A folder for each specimen with its
 * pictures and `specimen.json`: what it is, and what a source would say of it.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openStudio } from './draw.ts'
import { evidenceOf } from './evidence.ts'
import { PARTS, plansOf } from './plan.ts'

const [folder, only] = process.argv.slice(2)
if (!folder) throw new Error('Usage: npm run specimens:set -- FOLDER [tuning|held-out]')

const studio = await openStudio()
try {
  for (const plan of PARTS.filter(part => !only || part === only).flatMap(plansOf)) {
    const place = join(folder, plan.part, `${plan.seed} ${plan.story} ${plan.layout.name}`)
    await mkdir(place, { recursive: true })
    for (const { page, bytes } of await studio.take(plan)) await writeFile(join(place, `${page}.jpg`), bytes)
    const { fields, attributes } = evidenceOf(plan)
    const about = { story: plan.story, layout: plan.layout.name, seed: plan.seed, fields, attributes }
    await writeFile(join(place, 'specimen.json'), `${JSON.stringify(about, null, 2)}\n`)
    console.log(place)
  }
} finally {
  await studio.close()
}
