import type { FaceComparison, FaceReport, FacesReport } from './examine/faces.ts'
import { isFrontal, portraitWeaknessesOf, showsSeveral, weaknessesOf } from './face-quality.ts'
import { type Finding, failed, notApplicable, passed } from './verifier.ts'

/**
 * Below the first, two faces are taken for one person's; from the second on, for two people's; between them nobody
 * should decide without looking. The recogniser's own authors use 0.6; at 0.5 fewer strangers pass.
 */
const SAME_BELOW = 0.5
const OTHER_FROM = 0.6

const ENGINE = 'face-api-1.7.15'

/**
 * What the comparison of a selfie (`one`) with the portrait on a document, or another known picture (`other`), says under
 * the name of a check; the reasons call the other by `called`. Where either face is not one that can be compared, nothing
 * is said about whose it is.
 */
export function matchOf(
  name: string,
  { distance, one, other }: FaceComparison,
  called: keyof typeof IS_FIT = 'portrait',
): Finding {
  const [selfie, portrait] = [one.faces[0], other.faces[0]]
  if (distance === null || !selfie || !portrait)
    return notApplicable(name, ...(selfie ? [] : ['no_face']), ...(portrait ? [] : [`${called}_not_found`]))
  const unfit = [
    ...(showsSeveral(one) ? ['several_faces'] : []),
    ...(isFit(selfie) ? [] : ['selfie_not_comparable']),
    ...(IS_FIT[called](other, portrait) ? [] : [`${called}_not_comparable`]),
  ]
  if (unfit.length > 0) return notApplicable(name, ...unfit)
  return { ...judged(name, distance), metadata: { distance, limit: SAME_BELOW, engine: ENGINE } }
}

const isFit = (face: FaceReport): boolean => isFrontal(face) && weaknessesOf(face).length === 0

/** Whether the other picture's first face can be compared. */
const IS_FIT = {
  // A document may show its holder twice.
  portrait: (_: FacesReport, face: FaceReport) => isFrontal(face) && portraitWeaknessesOf(face).length === 0,
  // A photo of several people says of none whose it is.
  account_selfie: (report: FacesReport, face: FaceReport) => isFit(face) && !showsSeveral(report),
} as const

function judged(name: string, distance: number): Finding {
  if (distance < SAME_BELOW) return passed(name)
  return failed(name, distance < OTHER_FROM ? 'low_confidence_match' : 'different_people')
}

/** Whether two pictures, that may show a face from different sides, show different people beyond doubt. */
export const areDifferent = ({ distance }: FaceComparison): boolean =>
  distance !== null && distance >= OTHER_FROM
