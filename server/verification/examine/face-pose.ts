import type { Point } from './face-engine.ts'
import type { Square } from './face-picture.ts'

/** How a face is turned away from the camera. A frontal one is near 0 in each. */
export interface Pose {
  /** To a side: how far the tip of the nose is from the middle of the cheeks, in half widths; the sign tells the side. */
  turn: number
  /** Up or down: how far the tip of the nose is from its usual height between eyes and mouth, in that distance. */
  nod: number
  /** Of the head towards a shoulder, in degrees. */
  roll: number
}

/** A face as its 68 landmarks show it. */
export interface Aligned {
  pose: Pose
  /** The upright square in which the recogniser was trained to see a face. */
  square: Square
}

/** Where the tip of a frontal face's nose is between its eyes (0) and its mouth (1): the mean over the bench's faces. */
const NOSE_HEIGHT = 0.6

/** Of the square that the recogniser sees: its side in distances from eye to mouth, and where their middle is in it. */
const SQUARE_SIDE = 1 / 0.45
const SQUARE_MIDDLE = 0.43

/** Measures a face. Landmarks are numbered as iBUG does: jaw 0–16, tip of the nose 30, eyes 36–47, mouth 48–67. */
export function align(landmarks: readonly Point[]): Aligned {
  const leftEye = middleOf(landmarks.slice(36, 42))
  const rightEye = middleOf(landmarks.slice(42, 48))
  const mouth = middleOf(landmarks.slice(48, 68))
  const angle = Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x)
  const upright = ({ x, y }: Point): Point => ({
    x: x * Math.cos(angle) + y * Math.sin(angle),
    y: y * Math.cos(angle) - x * Math.sin(angle),
  })
  const [leftCheek, rightCheek, nose] = [0, 16, 30].map(index => upright(landmarks[index] ?? mouth))
  if (!leftCheek || !rightCheek || !nose) throw new RangeError('a face has 68 landmarks')
  const eyes = upright(middleOf([leftEye, rightEye]))
  const side = ((distance(leftEye, mouth) + distance(rightEye, mouth)) / 2) * SQUARE_SIDE
  const middle = middleOf([leftEye, rightEye, mouth])
  const down = (0.5 - SQUARE_MIDDLE) * side
  return {
    pose: {
      turn: (2 * nose.x - leftCheek.x - rightCheek.x) / (rightCheek.x - leftCheek.x),
      nod: (nose.y - eyes.y) / (upright(mouth).y - eyes.y) - NOSE_HEIGHT,
      roll: (angle * 180) / Math.PI,
    },
    square: {
      x: middle.x - Math.sin(angle) * down,
      y: middle.y + Math.cos(angle) * down,
      side,
      angle,
    },
  }
}

const middleOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
})

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)
