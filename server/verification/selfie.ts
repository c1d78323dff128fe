import { isOfType } from './file-type.ts'
import { type EvidenceFile, failed, failedIf, notApplicable, type Verifier } from './verifier.ts'

/** Smallest and largest photo that is taken, in bytes (published). */
const PHOTO_BYTES_MIN = 10_000
const PHOTO_BYTES_MAX = 15_000_000

/**
 * A selfie: a photo that can be one. Whose face it is, and whether it is alive, is not looked at yet, and the checks
 * say so: a template that requires them is not passed.
 */
export const selfie: Verifier = {
  kind: 'selfie',
  evidence: 'selfie',
  compares: [],
  checks: () => ({
    selfie_image_quality_detection: true,
    selfie_id_comparison: false,
    selfie_liveness_detection: false,
  }),
  async run({ documents }) {
    const files = documents.flatMap(one => one.files)
    const problems = await Promise.all(files.map(problemOf))
    const reasons = [...new Set(problems.filter(problem => problem !== null))]
    return [
      files.length === 0
        ? failed('selfie_image_quality_detection', 'no_file')
        : failedIf('selfie_image_quality_detection', reasons),
      notApplicable('selfie_id_comparison', 'not_supported'),
      notApplicable('selfie_liveness_detection', 'not_supported'),
    ]
  },
}

async function problemOf(file: EvidenceFile): Promise<string | null> {
  const bytes = await file.read()
  if (!file.contentType.startsWith('image/') || !isOfType(bytes, file.contentType)) return 'type_not_detected'
  if (bytes.length < PHOTO_BYTES_MIN) return 'photo_too_small'
  return bytes.length > PHOTO_BYTES_MAX ? 'photo_too_large' : null
}
