import sharp from 'sharp'
import {
  type Box,
  DESCRIPTOR_SIDE,
  type DetectedFace,
  type FaceEngine,
  LANDMARKS_SIDE,
} from './face-engine.ts'
import { cut, type Picture, pointIn, type Square, squareAround } from './face-picture.ts'
import { align, type Pose } from './face-pose.ts'

/** The faces of a picture, the largest first. */
export interface Found {
  picture: Picture
  faces: readonly FoundFace[]
}

export interface FoundFace extends DetectedFace {
  square: Square
  pose: Pose
  /** The square as the recogniser sees it. */
  chip: Uint8Array
}

interface Look {
  /** Of what the detector is shown, in pixels. */
  side: number
  /** How much wider that is than the picture. */
  border: number
  /** The least score of a face. */
  score: number
}

/**
 * Each is tried while no face is found. Drawn faces score from 0.36, photographed ones from 0.66; the more pixels the
 * detector is shown, the more it takes letters for faces, up to 0.36.
 */
const LOOKS: readonly Look[] = [
  { side: 416, border: 1, score: 0.3 },
  // A face that fills the picture is found with something around it.
  { side: 416, border: 1.5, score: 0.3 },
  // A portrait on a document that was photographed from afar.
  { side: 832, border: 1, score: 0.5 },
]

/** More than these are not looked at closer. */
const FACES_MAX = 8

/** Finds the faces of a picture, and measures each. */
export async function findFaces(engine: FaceEngine, picture: Picture): Promise<Found> {
  for (const look of LOOKS) {
    const detected = await detect(engine, picture, look)
    const largest = detected.toSorted((one, other) => areaOf(other.box) - areaOf(one.box)).slice(0, FACES_MAX)
    const faces: FoundFace[] = []
    for (const face of largest) {
      const found = await measure(engine, picture, face)
      if (found) faces.push(found)
    }
    if (faces.length > 0)
      return { picture, faces: faces.toSorted((one, other) => other.square.side - one.square.side) }
  }
  return { picture, faces: [] }
}

const areaOf = ({ width, height }: Box): number => width * height

async function detect(
  engine: FaceEngine,
  { width, height, pixels }: Picture,
  { side, border, score: least }: Look,
): Promise<DetectedFace[]> {
  const inner = Math.round(side / border)
  const margin = Math.floor((side - inner) / 2)
  const { data, info } = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ width: inner, height: inner, fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const shown = new Uint8Array(side * side * 3)
  const line = info.width * 3
  for (let row = 0; row < info.height; row++)
    shown.set(data.subarray(row * line, (row + 1) * line), ((row + margin) * side + margin) * 3)
  const step = Math.max(width, height) / inner
  const detected = await engine.detect(shown, side, least)
  return detected.map(({ score, box }) => ({
    score,
    box: {
      left: (box.left - margin) * step,
      top: (box.top - margin) * step,
      width: box.width * step,
      height: box.height * step,
    },
  }))
}

/** How large a face is in the box of the detector. Landmarks that say otherwise were found on an arm, or on hair. */
const SIZE_IN_BOX = { min: 0.55, max: 1.4 }
/** The same for how far they are from those of a frontal face. */
const TURN_MAX = 1

async function measure(engine: FaceEngine, picture: Picture, face: DetectedFace): Promise<FoundFace | null> {
  const around = squareAround(face.box)
  const landmarks = await engine.landmarks(cut(picture, around, LANDMARKS_SIDE))
  const { pose, square } = align(landmarks.map(point => pointIn(around, LANDMARKS_SIDE, point)))
  const size = square.side / Math.sqrt(areaOf(face.box))
  if (size < SIZE_IN_BOX.min || size > SIZE_IN_BOX.max || Math.abs(pose.turn) > TURN_MAX) return null
  return { ...face, pose, square, chip: cut(picture, square, DESCRIPTOR_SIDE) }
}
