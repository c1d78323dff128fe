import type { FaceReport, FacesReport } from '../../../server/verification/examine/faces.ts'

/** A face as a good selfie shows it, but for what is said. */
export const faceWith = (different: Partial<FaceReport> = {}): FaceReport => ({
  box: { left: 200, top: 200, width: 300, height: 300 },
  score: 0.9,
  size: 280,
  pose: { turn: 0, nod: 0, roll: 0 },
  sharpness: 100,
  brightness: 140,
  glare: 0,
  ...different,
})

export const reportOf = (...faces: FaceReport[]): FacesReport => ({ width: 720, height: 960, faces })
