import type { FaceReport, FacesReport } from './examine/faces.ts'

/**
 * What a face must be like to be compared. The recogniser was trained on frontal faces at 150 pixels. The limits of
 * sharpness, light and pose are where the bench's faces still match themselves (docs/evidence, faces); no standard
 * names them.
 */
const SIZE_MIN = 100
const SHARPNESS_MIN = 15
/**
 * The same of a portrait, which was printed and then photographed: blurred down to 6, those of the tuning part of the
 * specimens were within 0.30 of their own and beyond 0.55 of others.
 */
const PORTRAIT_SHARPNESS_MIN = 8
const BRIGHTNESS = { min: 35, max: 235 }
const GLARE_MAX = 0.1
const TURN_MAX = 0.45
const NOD_MAX = 0.25
const ROLL_MAX = 30

/** From this part of the largest face's size on, another face in the picture is as much the person as the largest. */
const SECOND_FACE = 0.6

export const isFrontal = ({ pose: { turn, nod, roll } }: FaceReport): boolean =>
  Math.abs(turn) <= TURN_MAX && Math.abs(nod) <= NOD_MAX && Math.abs(roll) <= ROLL_MAX

export const hasGlare = ({ glare }: FaceReport): boolean => glare > GLARE_MAX

/** Why a face shows too little of the person; nothing where it shows enough. */
export const weaknessesOf = (face: FaceReport): string[] => weaknesses(face, SHARPNESS_MIN)

/** The same of a portrait on a document. */
export const portraitWeaknessesOf = (face: FaceReport): string[] => weaknesses(face, PORTRAIT_SHARPNESS_MIN)

function weaknesses({ size, sharpness, brightness }: FaceReport, sharpnessMin: number): string[] {
  return [
    ...(size < SIZE_MIN ? ['face_too_small'] : []),
    ...(sharpness < sharpnessMin ? ['too_blurry'] : []),
    ...(brightness < BRIGHTNESS.min ? ['too_dark'] : []),
    ...(brightness > BRIGHTNESS.max ? ['too_bright'] : []),
  ]
}

/** Whether a picture shows more than one person in front. A document's second, smaller portrait is not one. */
export function showsSeveral({ faces }: FacesReport): boolean {
  const [largest, second] = faces
  return largest !== undefined && second !== undefined && second.size >= largest.size * SECOND_FACE
}
