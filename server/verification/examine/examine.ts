import type { ExaminationName, ReportOf } from './examinations.ts'
import type { UnprocessableReason } from './unprocessable.ts'

/** What an examination came to. */
export type Examined<Report> =
  | { outcome: 'read'; report: Report }
  /** The file is not one that can be examined: whatever rests on it fails. */
  | { outcome: 'refused'; reason: UnprocessableReason }
  /** This server lacks what the examination needs: whatever rests on it does not apply. */
  | { outcome: 'unavailable' }

/** Examines files out of the way of everything else, within limits of time and memory. Never rejects. */
export type Examine = <Name extends ExaminationName>(
  name: Name,
  ...files: Uint8Array[]
) => Promise<Examined<ReportOf<Name>>>
