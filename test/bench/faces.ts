import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import sharp from 'sharp'
import { people } from '../../demo/people/people.ts'
import { compareFaces, examineFaces, type FaceReport } from '../../server/verification/examine/faces.ts'
import { createExaminePool } from '../../server/verification/examine/pool.ts'
import { matchOf } from '../../server/verification/face-match.ts'

/**
 * `npm run bench:faces`, after `npm run build`: how far faces are from themselves on a printed card and from others
 * there, and what a comparison costs. The photographs are those that face-api's package ships (MIT): six of groups of
 * women, whose faces are partly turned and made up. Two people in one photograph are two people for certain; whether
 * one is in two photographs is not known, so that pairs across photographs are left out.
 */

const ROOT = join(import.meta.dirname, '../..')
const SAMPLES = [1, 2, 3, 4, 5, 6].map(number =>
  readFileSync(join(ROOT, `node_modules/@vladmandic/face-api/demo/sample${number}.jpg`)),
)

interface Person {
  sample: number
  photo: Buffer
  card: Buffer
}

/** A person's part of a photograph, with something around it. */
async function photoOf(sample: Buffer, { box }: FaceReport): Promise<Buffer> {
  const { width, height } = await sharp(sample).metadata()
  const [x, y] = [Math.round(box.width * 0.4), Math.round(box.height * 0.4)]
  const left = Math.max(0, box.left - x)
  const top = Math.max(0, box.top - y)
  const part = {
    left,
    top,
    width: Math.min(width - left, box.width + 2 * x),
    height: Math.min(height - top, box.height + 2 * y),
  }
  return sharp(sample).extract(part).jpeg({ quality: 92 }).toBuffer()
}

/** A card with that photograph printed small and pale on it, photographed slightly askew. */
async function cardOf(photo: Buffer): Promise<Buffer> {
  const portrait = await sharp(photo)
    .resize(230, 290, { fit: 'cover' })
    .modulate({ saturation: 0.6 })
    .linear(0.85, 25)
    .blur(0.8)
    .toBuffer()
  const flat = await sharp({ create: { width: 1000, height: 630, channels: 3, background: '#dfe6ea' } })
    .composite([{ input: portrait, left: 60, top: 190 }])
    .png()
    .toBuffer()
  return sharp(flat).rotate(3, { background: '#777' }).blur(0.6).jpeg({ quality: 70 }).toBuffer()
}

const found: Person[] = []
for (const [index, sample] of SAMPLES.entries()) {
  for (const face of (await examineFaces(sample)).faces) {
    const photo = await photoOf(sample, face)
    found.push({ sample: index + 1, photo, card: await cardOf(photo) })
  }
}
console.log(`${found.length} faces in 6 photographs`)

interface Compared {
  distance: number
  /** What the check says of it. */
  check: string
}

async function compared(one: Buffer, other: Buffer): Promise<Compared | null> {
  const report = await compareFaces(one, other)
  if (report.distance === null) return null
  const { status, reasons } = matchOf('selfie_id_comparison', report)
  return { distance: report.distance, check: [status, ...reasons].join(' ') }
}

const same: (Compared | null)[] = []
const swapped: (Compared | null)[] = []
for (const person of found) {
  same.push(await compared(person.photo, person.card))
  for (const other of found.filter(one => one !== person && one.sample === person.sample))
    swapped.push(await compared(person.photo, other.card))
}

function show(name: string, pairs: (Compared | null)[]): void {
  const read = pairs.filter(pair => pair !== null)
  const distances = read.map(({ distance }) => distance).sort((one, other) => one - other)
  const at = (part: number) => distances[Math.floor(part * (distances.length - 1))]?.toFixed(2)
  console.log(`\n${name}: ${pairs.length} pairs, ${pairs.length - read.length} without two faces`)
  console.log(`  distance: least ${at(0)}, quartiles ${at(0.25)} ${at(0.5)} ${at(0.75)}, greatest ${at(1)}`)
  for (const limit of [0.4, 0.45, 0.5, 0.55, 0.6])
    console.log(`  below ${limit.toFixed(2)}: ${distances.filter(distance => distance < limit).length}`)
  for (const [check, members] of Map.groupBy(read, ({ check: answer }) => answer))
    console.log(`  the check: ${check}: ${members.length}`)
}

show('a photograph and the same person printed on a card', same)
show('a photograph and another person printed on a card', swapped)

const specimen = (path: string) => readFileSync(join(ROOT, 'demo/people', path))
const drawn = people.map(({ key, documents }) => {
  const files = documents.flatMap(document => document.files.map(file => ({ ...file })))
  const front = files.find(({ page }) => page === 'front')
  return { key, selfie: specimen(`${key}/selfie.jpg`), card: specimen(front?.path ?? '') }
})
console.log('\ndrawn people, each selfie against each document (own ones starred)')
for (const one of drawn) {
  const row: string[] = []
  for (const other of drawn)
    row.push(
      `${((await compared(one.selfie, other.card))?.distance ?? 9).toFixed(2)}${one === other ? '*' : ' '}`,
    )
  console.log(`  ${one.key.padEnd(20)} ${row.join(' ')}`)
}

const medianOf = (times: number[]): string =>
  `${Math.round(times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0)} ms`

async function timed(compare: (one: Buffer, other: Buffer) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (const { selfie, card } of [...drawn, ...drawn]) {
    const begun = performance.now()
    await compare(selfie, card)
    times.push(performance.now() - begun)
  }
  return times
}

const pool = createExaminePool(pino({ level: 'silent' }))
const first = drawn[0]
if (!first) throw new Error('nobody')
const begun = performance.now()
await pool.examine('face-comparison', first.selfie, first.card)
console.log(`\nfirst comparison in a new process: ${medianOf([performance.now() - begun])}`)
// Both processes have the networks before anything is timed.
await Promise.all([1, 2].map(() => pool.examine('face-comparison', first.selfie, first.card)))
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const apart = await timed((one, other) => pool.examine('face-comparison', one, other))
delay.disable()
const here = await timed(compareFaces)
console.log(`median comparison: ${medianOf(apart)} through the pool, ${medianOf(here)} by itself`)
console.log(
  `event-loop delay of the server's process meanwhile: median ${(delay.percentile(50) / 1e6).toFixed(1)} ms, p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
)
console.log(`memory of a process that compares: ${Math.round(process.memoryUsage.rss() / 1e6)} MB`)
await pool.close()
