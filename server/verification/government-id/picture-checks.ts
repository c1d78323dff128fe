import { type Finding, failed, failedIf, notApplicable, notExpected, passed } from '../verifier.ts'
import type { Look } from './look.ts'

/** Least variance of the Laplacian of a picture that can be read: chosen on the tuning part of the specimens. */
const SHARPNESS_MIN = 2000
/** Most of a picture that may be burnt out. */
const GLARE_MAX = 0.01
/** Smallest side of a picture, and largest, in pixels (published). */
const SIDE_MIN = 200
const SIDE_MAX = 15_000

/** What the pictures themselves are worth, whatever they show. */
export const pictureChecks = (look: Look): Finding[] => [
  unprocessable(look),
  quality('id_blur_detection', look, ({ sharpness }) => sharpness < SHARPNESS_MIN, 'too_blurry'),
  quality('id_glare_detection', look, ({ glare }) => glare > GLARE_MAX, 'too_much_glare'),
  portrait(look),
  doubleSide(look),
]

function unprocessable({ pictures, refused, unavailable, photos }: Look): Finding {
  const name = 'id_unprocessable_submission_detection'
  if (pictures === 0) return notExpected(name, 'no_image')
  if (refused.length === 0 && unavailable) return notApplicable(name, 'not_available')
  const sides = photos.flatMap(({ width, height }) => [width, height])
  return failedIf(name, [
    ...new Set(refused),
    ...(sides.some(side => side < SIDE_MIN) ? ['image_too_small'] : []),
    ...(sides.some(side => side > SIDE_MAX) ? ['image_too_large'] : []),
  ])
}

/** The measures of the worst picture are told, so that a limit can be judged by them. */
function quality(
  name: string,
  { pictures, photos, unavailable }: Look,
  isBad: (photo: Look['photos'][number]) => boolean,
  reason: string,
): Finding {
  if (pictures === 0) return notExpected(name, 'no_image')
  if (photos.length === 0)
    return unavailable ? notApplicable(name, 'not_available') : failed(name, 'unprocessable')
  return { ...failedIf(name, photos.some(isBad) ? [reason] : []), metadata: measuresOf(photos) }
}

const measuresOf = (photos: Look['photos']) => ({
  sharpness: Math.round(Math.min(...photos.map(({ sharpness }) => sharpness))),
  glare: Number(Math.max(...photos.map(({ glare }) => glare)).toFixed(4)),
})

/** Whether there is a face on the document; whose it is is asked of a selfie. */
function portrait({ pictures, portrait: seen }: Look): Finding {
  const name = 'id_portrait_detection'
  if (pictures === 0) return notExpected(name, 'no_image')
  if (seen?.outcome === 'unavailable') return notApplicable(name, 'not_available')
  const found = seen?.outcome === 'read' ? seen.report.portrait : null
  if (!found) return failed(name, 'portrait_not_found')
  return { ...passed(name), metadata: { score: found.score, size: found.size } }
}

function doubleSide({ doubled }: Look): Finding {
  const name = 'id_double_side_detection'
  if (doubled === null) return notExpected(name, 'one_side')
  return failedIf(name, doubled ? ['side_submitted_twice'] : [])
}
