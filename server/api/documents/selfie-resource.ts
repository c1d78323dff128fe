import { iso } from '../../clock.ts'
import type { StoredDocument } from '../../store/documents.ts'
import { type Resource, reference } from '../http/document.ts'

/** A selfie in the published shape, which has no photo: that is in the verification that looked at it. */
export const selfieResource = (document: StoredDocument): Resource => ({
  type: 'selfie/profile-and-center',
  id: document.id,
  attributes: {
    status: document.status,
    'created-at': iso(document.created_at),
    'processed-at': iso(document.created_at),
  },
  relationships: document.inquiry_id ? { inquiry: reference('inquiry', document.inquiry_id) } : {},
})
