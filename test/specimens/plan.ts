import { faces } from '../../demo/specimens/faces.ts'
import { expired, type Holder, holderOf } from './holder.ts'
import { type Layout, layouts } from './layouts.ts'
import type { Shot } from './phone.ts'
import { type Random, randomOf } from './random.ts'

export const STORIES = [
  'honest',
  'blurred',
  'cropped',
  'glared',
  'expired',
  'altered digit',
  'swapped portrait',
  'other name',
] as const
export type Story = (typeof STORIES)[number]

/** The part that thresholds were chosen on, and the part that they were not. */
export const PARTS = ['tuning', 'held-out'] as const
export type Part = (typeof PARTS)[number]

/** One specimen before it is drawn; the same seed gives the same. */
export interface Plan {
  seed: number
  part: Part
  story: Story
  layout: Layout
  /** Whom the document was issued to. */
  holder: Holder
  /** Whom its print tells of, after a forger's work. */
  printed: Holder
  zone: readonly string[]
  /** Who the person says they are. */
  claimed: Holder
  /** The face of the person who comes with it. */
  bearer: Holder['face']
  /** Whether what was read of it comes along, as from a source; otherwise there are only the pictures. */
  shared: boolean
  /** Of the side that the story is about; the others are good. */
  shot(page: 'front' | 'back', random: Random): Shot
}

/** Of each layout, and of each part: so many honest specimens, and one of every other story. */
const HONEST_PER_LAYOUT = 6
const COLUMNS: readonly Story[] = [
  ...Array.from({ length: HONEST_PER_LAYOUT - 1 }, () => 'honest' as const),
  ...STORIES,
]

/** All specimens of a part, so ordered that its beginning holds something of everything. */
export const plansOf = (part: Part): Plan[] =>
  COLUMNS.toReversed().flatMap((story, column) =>
    layouts.map((layout, row) => {
      const seed = (part === 'tuning' ? 10_000 : 20_000) + row * 100 + column
      return planOf(part, layout, story, seed)
    }),
  )

function planOf(part: Part, layout: Layout, story: Story, seed: number): Plan {
  const random = randomOf(seed)
  const issued = holderOf(random, layout.state)
  const holder = story === 'expired' ? expired(issued) : issued
  const printed = story === 'altered digit' ? altered(holder, layout, random) : holder
  const other = holderOf(random, layout.state)
  const zone = layout.zoneOf(holder)
  const face = random.pick(Object.values(faces).filter(face => face !== holder.face))
  const quarterTurns = random.integer(0, 3)
  const shared = random.pick([true, false])
  return {
    seed,
    part,
    story,
    layout,
    holder,
    printed: story === 'swapped portrait' ? { ...printed, face } : printed,
    zone: story === 'altered digit' ? alteredZone(zone, holder, printed) : zone,
    claimed: story === 'other name' ? renamed(holder, other) : printed,
    bearer: story === 'swapped portrait' ? face : holder.face,
    shared,
    shot: (page, lot) => shotOf(story, layout, page, quarterTurns, lot),
  }
}

/** The birthdate, or the number of a document with a zone, with one digit changed, as a forger does it. */
function altered(holder: Holder, { idClass }: Layout, random: Random): Holder {
  if (idClass === 'dl' || random.pick([true, false])) {
    const year = holder.birthdate.slice(0, 3) + ((Number(holder.birthdate[3]) + random.integer(1, 9)) % 10)
    return { ...holder, birthdate: year + holder.birthdate.slice(4) }
  }
  const at = random.integer(3, 8)
  const digit = (Number(holder.documentNumber[at]) + random.integer(1, 9)) % 10
  const documentNumber = holder.documentNumber.slice(0, at) + digit + holder.documentNumber.slice(at + 1)
  return { ...holder, documentNumber }
}

/** The zone altered to match, but for the check digits. */
const alteredZone = (zone: readonly string[], from: Holder, to: Holder): string[] =>
  zone.map(line =>
    line
      .replace(from.documentNumber, to.documentNumber)
      .replace(new RegExp(`^(.{0,13})${short(from.birthdate)}`), `$1${short(to.birthdate)}`),
  )

const short = (isoDate: string): string => isoDate.slice(2).replaceAll('-', '')

/** The holder under a name that is not theirs. */
function renamed(holder: Holder, other: Holder): Holder {
  const nameLast = other.nameLast === holder.nameLast ? 'Andersson' : other.nameLast
  return { ...holder, nameLast }
}

function shotOf(
  story: Story,
  layout: Layout,
  page: 'front' | 'back',
  quarterTurns: number,
  random: Random,
): Shot {
  const good: Shot = { quarterTurns, blur: random.between(0, 1.1), glare: null, crop: null }
  const machineReadable = layout.idClass === 'pp' || layout.name.includes('TD2') ? 'front' : 'back'
  if (page !== machineReadable) return good
  switch (story) {
    case 'blurred':
      return { ...good, blur: random.between(4, 8) }
    case 'glared':
      return {
        ...good,
        glare: {
          x: random.between(0.25, 0.75),
          y: random.between(0.35, 0.8),
          radius: random.between(0.13, 0.22),
        },
      }
    case 'cropped':
      return { ...good, crop: random.pick(CROPS) }
    default:
      return good
  }
}

/** A quarter or more of the document is outside the picture. */
const CROPS = [
  { left: 0, top: 0, width: 0.72, height: 1 },
  { left: 0.3, top: 0, width: 0.7, height: 1 },
  { left: 0, top: 0, width: 1, height: 0.5 },
  { left: 0.2, top: 0.1, width: 0.6, height: 0.6 },
] as const
