import type { Examine, Examined } from './examine/examine.ts'
import type { FaceComparison, FacesReport } from './examine/faces.ts'
import { areDifferent, matchOf } from './face-match.ts'
import { hasGlare, isFrontal, showsSeveral, weaknessesOf } from './face-quality.ts'
import { isOfType } from './file-type.ts'
import {
  type EvidenceFile,
  type Finding,
  failed,
  failedIf,
  notApplicable,
  notExpected,
  type Verifier,
} from './verifier.ts'

/** Smallest and largest photo that is taken, in bytes and in pixels of a side (published). */
const BYTES = { min: 10_000, max: 15_000_000 }
const SIDE = { min: 200, max: 15_000 }

/**
 * A selfie: whether it shows one face, well enough and from the front, and whether that is the face on the document of
 * identity. Whether somebody alive held the camera cannot be told from a photo: only a provider's capture can tell, and
 * a template that requires it is not passed here.
 */
export const selfie: Verifier = {
  kind: 'selfie',
  evidence: 'selfie',
  beside: ['government-id'],
  compares: [],
  checks: () => ({
    selfie_image_quality_detection: true,
    selfie_pose_detection: true,
    selfie_glare_detection: true,
    selfie_id_comparison: true,
    selfie_account_comparison: true,
    selfie_multiple_faces_detection: false,
    selfie_liveness_detection: false,
  }),
  async run({ documents, beside, accountPhoto, examine }) {
    const files = documents.at(-1)?.files ?? []
    const center = pageOf(files, 'center')
    const fileProblems = [...new Set((await Promise.all(files.map(problemOf))).flat())]
    if (!center || fileProblems.length > 0)
      return unseen('failed', fileProblems.length > 0 ? fileProblems : ['no_file'])
    const photo = await center.read()
    const portrait = await pageOf(beside.at(-1)?.files ?? [], 'front')?.read()
    const comparison = portrait ? await examine('portrait-comparison', photo, portrait) : null
    const seen = await facesOf(examine, photo, comparison)
    if (seen.outcome !== 'read') return unseen(...withoutFaces(seen))
    return [
      quality(seen.report),
      pose(seen.report),
      glare(seen.report),
      match(comparison),
      await accountMatch(examine, photo, accountPhoto),
      await samePerson(examine, photo, files),
      liveness(),
    ]
  },
}

const pageOf = (files: readonly EvidenceFile[], page: string): EvidenceFile | undefined =>
  files.find(file => file.page === page) ?? files[0]

async function problemOf(file: EvidenceFile): Promise<string[]> {
  const bytes = await file.read()
  if (!file.contentType.startsWith('image/') || !isOfType(bytes, file.contentType))
    return ['type_not_detected']
  if (bytes.length < BYTES.min) return ['photo_too_small']
  return bytes.length > BYTES.max ? ['photo_too_large'] : []
}

/** What a comparison saw in the selfie. Where one of its two pictures is refused, the selfie is looked at alone. */
async function facesOf(
  examine: Examine,
  photo: Uint8Array,
  comparison: Examined<FaceComparison> | null,
): Promise<Examined<FacesReport>> {
  if (comparison?.outcome === 'unavailable') return comparison
  if (comparison?.outcome === 'read') return { outcome: 'read', report: comparison.report.one }
  return await examine('faces', photo)
}

type NotRead = Exclude<Examined<unknown>, { outcome: 'read' }>

const withoutFaces = (examined: NotRead): [Finding['status'], string[]] =>
  examined.outcome === 'refused' ? ['failed', [examined.reason]] : ['not_applicable', ['service_unavailable']]

/** The findings where nobody saw the face: the photo's own as given, the rest does not apply. */
const unseen = (status: Finding['status'], reasons: string[]): Finding[] => [
  { name: 'selfie_image_quality_detection', status, reasons, metadata: {} },
  notApplicable('selfie_pose_detection', ...reasons),
  notApplicable('selfie_glare_detection', ...reasons),
  notApplicable('selfie_id_comparison', ...reasons),
  notApplicable('selfie_account_comparison', ...reasons),
  notApplicable('selfie_multiple_faces_detection', ...reasons),
  liveness(),
]

function quality(report: FacesReport): Finding {
  const [face] = report.faces
  const [shorter, longer] = [Math.min(report.width, report.height), Math.max(report.width, report.height)]
  return failedIf('selfie_image_quality_detection', [
    ...(shorter < SIDE.min ? ['resolution_too_low'] : []),
    ...(longer > SIDE.max ? ['resolution_too_high'] : []),
    ...(face ? weaknessesOf(face) : ['no_face']),
  ])
}

function pose(report: FacesReport): Finding {
  const [face] = report.faces
  if (!face) return failed('selfie_pose_detection', 'no_face')
  if (showsSeveral(report)) return failed('selfie_pose_detection', 'several_faces')
  return failedIf('selfie_pose_detection', isFrontal(face) ? [] : ['not_frontal'])
}

function glare({ faces: [face] }: FacesReport): Finding {
  if (!face) return notApplicable('selfie_glare_detection', 'no_face')
  return failedIf('selfie_glare_detection', hasGlare(face) ? ['too_much_glare'] : [])
}

function match(comparison: Examined<FaceComparison> | null): Finding {
  if (!comparison) return notApplicable('selfie_id_comparison', 'no_government_id')
  if (comparison.outcome === 'read') return matchOf('selfie_id_comparison', comparison.report)
  return notApplicable('selfie_id_comparison', 'portrait_not_found')
}

/**
 * Against the photo that the organization had of the person before. A forged document and a selfie that match each other
 * do not match it.
 */
async function accountMatch(
  examine: Examine,
  photo: Uint8Array,
  known: EvidenceFile | null,
): Promise<Finding> {
  const name = 'selfie_account_comparison'
  if (!known) return notExpected(name, 'no_account_selfie_present')
  const examined = await examine('face-comparison', photo, await known.read())
  if (examined.outcome === 'read') return matchOf(name, examined.report, 'account_selfie')
  return notApplicable(
    name,
    examined.outcome === 'refused' ? 'account_selfie_not_found' : 'service_unavailable',
  )
}

/** The published check of this name says whether the poses show different people. */
async function samePerson(
  examine: Examine,
  photo: Uint8Array,
  files: readonly EvidenceFile[],
): Promise<Finding> {
  const name = 'selfie_multiple_faces_detection'
  const turned = files.filter(({ page }) => page === 'left' || page === 'right')
  if (turned.length === 0) return notApplicable(name, 'one_pose')
  for (const file of turned) {
    const examined = await examine('face-comparison', photo, await file.read())
    if (examined.outcome !== 'read') return notApplicable(name, 'pose_not_read')
    if (examined.report.distance === null) return notApplicable(name, 'no_face')
    if (areDifferent(examined.report)) return failed(name, 'different_people')
  }
  return { name, status: 'passed', reasons: [], metadata: {} }
}

const liveness = (): Finding => notApplicable('selfie_liveness_detection', 'needs_provider')
