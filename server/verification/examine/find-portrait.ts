import type { FaceEngine } from './face-engine.ts'
import { type Picture, turnedPicture } from './face-picture.ts'
import { type Found, type FoundFace, findFaces } from './find-faces.ts'

/** The faces of a document's picture turned upright, the portrait first. */
export interface FoundPortrait extends Found {
  /** Quarter turns clockwise by which the picture was turned. */
  quarterTurns: number
}

/** In the order in which pictures mostly lie. */
const QUARTER_TURNS = [0, 1, 3, 2] as const

/**
 * What the detector takes for a face on a document is as often a pattern of its print. A portrait looks at the camera
 * (ICAO Doc 9303-3) and takes up a known part of the document; it may be turned as far as a face that can be compared. The
 * limits and the weights are chosen on the tuning part of the specimens, with drawn portraits and photographed ones, where
 * they find 66 of 66.
 */
const SCORE_MIN = 0.35
const TURN_MAX = 0.45
const NOD_MAX = 0.25
const ROLL_MAX = 15
/** From this likeness on the other ways up need not be tried: patterns, and faces upside down, have up to 0.60. */
const LIKENESS_SURE = 0.65
/** Of the face, from the brow to the chin, in longest sides of the picture. */
const SIZE = { min: 0.1, max: 0.3 }

/** Finds the portrait on a document, whichever way up its picture lies; null where there is none. */
export async function findPortrait(engine: FaceEngine, picture: Picture): Promise<FoundPortrait | null> {
  const longest = Math.max(picture.width, picture.height)
  let best: { likeness: number; found: FoundPortrait } | null = null
  for (const quarterTurns of QUARTER_TURNS) {
    const { faces, picture: turned } = await findFaces(engine, await turnedPicture(picture, quarterTurns))
    const [portrait] = faces
      .filter(face => isPortrait(face, longest))
      .toSorted((one, other) => likenessOf(other) - likenessOf(one))
    if (!portrait) continue
    const likeness = likenessOf(portrait)
    const others = faces.filter(face => face !== portrait)
    const found = { picture: turned, faces: [portrait, ...others], quarterTurns }
    if (likeness >= LIKENESS_SURE) return found
    if (!best || likeness > best.likeness) best = { likeness, found }
  }
  return best?.found ?? null
}

/**
 * How much a face is like a portrait that stands upright. The detector finds one upside down as well, at times with a
 * better score; but then its landmarks say that the head is turned. Weighed more, a photographed head that really is
 * turned a little would lose to a pattern that is not.
 */
const likenessOf = ({ score, pose: { turn, nod, roll } }: FoundFace): number =>
  score - 0.3 * (Math.abs(turn) + Math.abs(nod)) - 0.01 * Math.abs(roll)

function isPortrait({ score, pose, square }: FoundFace, longest: number): boolean {
  const size = square.side / longest
  return (
    score >= SCORE_MIN &&
    size >= SIZE.min &&
    size <= SIZE.max &&
    Math.abs(pose.turn) <= TURN_MAX &&
    Math.abs(pose.nod) <= NOD_MAX &&
    Math.abs(pose.roll) <= ROLL_MAX
  )
}
