import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { examineFaces, type FaceReport } from '../../server/verification/examine/faces.ts'
import { photograph } from './phone.ts'
import type { Part } from './plan.ts'
import type { Random } from './random.ts'

/**
 * Faces of real people: drawn ones are not told apart by the recogniser. They are from the six photographs of groups that
 * face-api's package ships (MIT). Two people in one photograph are two people for certain; whether one is in two
 * photographs is not known, so that nobody is compared with people of another.
 */
export interface PhotographedPerson {
  /** `3.1`: the largest face of the third photograph. */
  name: string
  /** The number of the photograph. */
  group: number
  /** The face with something around it, head upright. */
  picture: Buffer
}

const GROUPS: Readonly<Record<Part, readonly number[]>> = { tuning: [1, 2, 4, 5], 'held-out': [3, 6] }

/** A document's portrait looks straight at the camera (ICAO Doc 9303-3): the others are nobody's. */
const TURN_MAX = 0.3
const NOD_MAX = 0.2

export async function photographedPeople(part: Part): Promise<PhotographedPerson[]> {
  const people: PhotographedPerson[] = []
  for (const group of GROUPS[part]) {
    const path = `../../node_modules/@vladmandic/face-api/demo/sample${group}.jpg`
    const photo = readFileSync(new URL(path, import.meta.url))
    for (const [index, face] of (await examineFaces(photo)).faces.entries()) {
      const picture = await upright(photo, face)
      const [seen] = (await examineFaces(picture)).faces
      if (!seen || Math.abs(seen.pose.turn) > TURN_MAX || Math.abs(seen.pose.nod) > NOD_MAX) continue
      people.push({ name: `${group}.${index + 1}`, group, picture })
    }
  }
  return people
}

/** Turned so that the eyes are level, and cut out with half a face around. */
async function upright(photo: Buffer, { box, pose }: FaceReport): Promise<Buffer> {
  const { width, height } = await sharp(photo).metadata()
  const reach = Math.round(Math.max(box.width, box.height) * 1.5)
  const [x, y] = [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]
  const edge = { left: Math.max(0, x - reach), top: Math.max(0, y - reach) }
  const around = await sharp(photo)
    .extract({
      ...edge,
      width: Math.min(width, x + reach) - edge.left,
      height: Math.min(height, y + reach) - edge.top,
    })
    .extend({
      left: Math.max(0, reach - x),
      top: Math.max(0, reach - y),
      right: Math.max(0, x + reach - width),
      bottom: Math.max(0, y + reach - height),
      extendWith: 'copy',
    })
    .toBuffer()
  const turned = await sharp(around).rotate(-pose.roll).toBuffer({ resolveWithObject: true })
  const side = Math.round(Math.max(box.width, box.height) * 1.8)
  return sharp(turned.data)
    .extract({
      left: Math.round((turned.info.width - side) / 2),
      top: Math.round((turned.info.height - side) / 2),
      width: side,
      height: side,
    })
    .jpeg({ quality: 95 })
    .toBuffer()
}

/** Markup of a person's portrait as it is printed on a document: small, pale and not quite sharp. */
export async function printedPortrait({ picture }: PhotographedPerson): Promise<string> {
  const printed = await sharp(picture)
    .resize(330, 420, { fit: 'cover' })
    .modulate({ saturation: 0.6 })
    .linear(0.85, 25)
    .blur(0.8)
    .jpeg({ quality: 90 })
    .toBuffer()
  const url = `data:image/jpeg;base64,${printed.toString('base64')}`
  return `<image href="${url}" x="58" y="56" width="184" height="235" preserveAspectRatio="xMidYMid slice"/>`
}

/** A photo of the person by another camera in other light: the same moment, since there is no other. */
export const photoOf = ({ picture }: PhotographedPerson, random: Random): Promise<Buffer> =>
  photograph(picture, { quarterTurns: 0, blur: random.between(0, 1.1), glare: null, crop: null }, random)
