import { z } from 'zod'
import { fileOf } from '../documents/evidence.ts'
import type { PublishedKind } from './kind.ts'
import { photoUrls, photoUrlsOf } from './photo-urls.ts'

const url = z.string().nullable()

/** `verification/selfie`: the photos of the face. */
export const selfieKind: PublishedKind = {
  shape: {
    'center-photo-url': url,
    'left-photo-url': url,
    'right-photo-url': url,
    'photo-urls': photoUrls,
    'center-photo-face-coordinates': z.null(),
    'document-similarity-score': z.null(),
    'selfie-similarity-score-left': z.null(),
    'selfie-similarity-score-right': z.null(),
    'video-url': z.null(),
    'capture-method': z.null(),
    'entity-confidence-reasons': z.array(z.string()).max(0),
    'from-reusable-persona': z.literal(false),
  },
  attributes: ({ evidence }) => ({
    'center-photo-url': fileOf(evidence, 'center')?.url ?? null,
    'left-photo-url': fileOf(evidence, 'left')?.url ?? null,
    'right-photo-url': fileOf(evidence, 'right')?.url ?? null,
    'photo-urls': photoUrlsOf(evidence),
    'center-photo-face-coordinates': null,
    'document-similarity-score': null,
    'selfie-similarity-score-left': null,
    'selfie-similarity-score-right': null,
    'video-url': null,
    'capture-method': null,
    'entity-confidence-reasons': [],
    'from-reusable-persona': false,
  }),
}
