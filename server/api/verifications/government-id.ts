import { z } from 'zod'
import { fileOf } from '../documents/evidence.ts'
import { printedAttributes, printedShape, textOf } from '../documents/printed-attributes.ts'
import type { PublishedKind } from './kind.ts'
import { photoUrls, photoUrlsOf } from './photo-urls.ts'

const url = z.string().nullable()

/** `verification/government-id`: the photos of the ID, who issued it and what is printed on it. */
export const governmentIdKind: PublishedKind = {
  shape: {
    'front-photo-url': url,
    'back-photo-url': url,
    'photo-urls': photoUrls,
    'selfie-photo': z.null(),
    'selfie-photo-url': z.null(),
    'video-url': z.null(),
    'capture-method': z.null(),
    'entity-confidence-score': z.null(),
    'entity-confidence-reasons': z.array(z.string()).max(0),
    'from-reusable-persona': z.literal(false),
    ...printedShape,
  },
  attributes: ({ evidence }) => ({
    'country-code': textOf(evidence.attributes, 'issuing-country'),
    'front-photo-url': fileOf(evidence, 'front')?.url ?? null,
    'back-photo-url': fileOf(evidence, 'back')?.url ?? null,
    'photo-urls': photoUrlsOf(evidence),
    'selfie-photo': null,
    'selfie-photo-url': null,
    'video-url': null,
    'capture-method': null,
    'entity-confidence-score': null,
    'entity-confidence-reasons': [],
    'from-reusable-persona': false,
    ...printedAttributes(evidence.attributes),
  }),
}
