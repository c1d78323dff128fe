import type { Person } from '../../demo/people/person.ts'
import { electricityBill } from '../../demo/specimens/proof-of-address.ts'
import { startRenderer } from '../../demo/specimens/render.ts'
import { chromiumArgs, chromiumPath } from '../chromium.ts'

const DAY_MS = 86_400_000

/** A specimen person's own electricity bill of the day before, as a file to choose: somebody else's does not pass. */
export async function billOf(person: Person) {
  const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10)
  const renderer = await startRenderer(await chromiumPath(), chromiumArgs)
  const buffer = await renderer.pdf(electricityBill(person.fields, yesterday), yesterday)
  await renderer.close()
  return { name: 'bill.pdf', mimeType: 'application/pdf', buffer }
}
