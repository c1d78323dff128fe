import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type Box, DESCRIPTOR_SIDE, type FaceEngine, type OpenFaceEngine } from './face-engine.ts'
import { type FaceLight, lightOf } from './face-light.ts'
import { openPicture } from './face-picture.ts'
import type { Pose } from './face-pose.ts'
import { type Found, findFaces } from './find-faces.ts'
import { findPortrait } from './find-portrait.ts'

/** A face, in pixels of the upright picture. */
export interface FaceReport extends FaceLight {
  box: Box
  /** How sure the detector is, 0 to 1. */
  score: number
  /** Side of the upright square that is compared: about the height from the brow to the chin. */
  size: number
  pose: Pose
}

export interface FacesReport {
  /** Of the upright picture. */
  width: number
  height: number
  /** The largest first; of a document, the portrait. */
  faces: readonly FaceReport[]
}

/** The portrait on a document, in the picture turned upright. */
export interface PortraitReport {
  /** Null where there is none. */
  portrait: FaceReport | null
  /** Quarter turns clockwise by which the picture is to be turned to stand upright. */
  quarterTurns: number
}

export interface FaceComparison {
  /** Between the first faces of both pictures, from 0; null where one has none. */
  distance: number | null
  one: FacesReport
  other: FacesReport
}

/** Examines the faces of a picture. Throws Unprocessable for a file that is none. */
export async function examineFaces(bytes: Uint8Array): Promise<FacesReport> {
  return reportOf(await findFaces(await openEngine(), await openPicture(bytes)))
}

/**
 * Compares the largest faces of two pictures. The descriptors, which are biometric data, are made here and forgotten
 * here. Throws Unprocessable for a file that is no picture, whichever of the two it is.
 */
export async function compareFaces(one: Uint8Array, other: Uint8Array): Promise<FaceComparison> {
  const engine = await openEngine()
  const left = await findFaces(engine, await openPicture(one))
  return comparison(engine, left, await findFaces(engine, await openPicture(other)))
}

/** The same with a document, of which the portrait is compared, whichever way up the picture lies. */
export async function compareWithPortrait(selfie: Uint8Array, document: Uint8Array): Promise<FaceComparison> {
  const engine = await openEngine()
  const left = await findFaces(engine, await openPicture(selfie))
  const picture = await openPicture(document)
  const right = (await findPortrait(engine, picture)) ?? (await findFaces(engine, picture))
  return comparison(engine, left, right)
}

async function comparison(engine: FaceEngine, one: Found, other: Found): Promise<FaceComparison> {
  return { distance: await distanceOf(engine, one, other), one: reportOf(one), other: reportOf(other) }
}

/** Looks for the portrait on a document. Throws Unprocessable for a file that is no picture. */
export async function examinePortrait(bytes: Uint8Array): Promise<PortraitReport> {
  const found = await findPortrait(await openEngine(), await openPicture(bytes))
  if (!found) return { portrait: null, quarterTurns: 0 }
  return { portrait: reportOf(found).faces[0] ?? null, quarterTurns: found.quarterTurns }
}

function reportOf({ picture, faces }: Found): FacesReport {
  const original = (pixels: number) => Math.round(pixels * picture.scale)
  return {
    width: original(picture.width),
    height: original(picture.height),
    faces: faces.map(({ score, box, pose, square, chip }) => ({
      box: {
        left: original(box.left),
        top: original(box.top),
        width: original(box.width),
        height: original(box.height),
      },
      score: rounded(score, 2),
      size: original(square.side),
      pose: { turn: rounded(pose.turn, 2), nod: rounded(pose.nod, 2), roll: rounded(pose.roll, 0) },
      ...lightOf(chip, DESCRIPTOR_SIDE),
    })),
  }
}

async function distanceOf(engine: FaceEngine, one: Found, other: Found): Promise<number | null> {
  const [left, right] = [one.faces[0], other.faces[0]]
  if (!left || !right) return null
  const descriptor = await engine.describe(left.chip)
  const beside = await engine.describe(right.chip)
  const squares = descriptor.reduce((sum, value, index) => sum + (value - (beside[index] ?? 0)) ** 2, 0)
  return rounded(Math.sqrt(squares), 3)
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

const require = createRequire(import.meta.url)

const engineFile = z.object({
  openFaceEngine: z.custom<OpenFaceEngine>(value => typeof value === 'function'),
})

/** Opened when a face is first looked for, once for this process. */
let opened: Promise<FaceEngine> | undefined

function openEngine(): Promise<FaceEngine> {
  opened ??= (async () => {
    const path = require.resolve('#faces/engine.cjs')
    return engineFile.parse(require(path)).openFaceEngine(dirname(path))
  })()
  return opened
}
