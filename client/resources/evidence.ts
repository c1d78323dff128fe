import type { documentSchema } from '../../server/api/documents/document-resource.ts'
import type { verificationSchema } from '../../server/api/verifications/verification-resource.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'

/** What was checked, with which result. The type of each says of which kind it is. */
export function verifications(http: Http) {
  const at = endpoints(http, '/verifications')
  return {
    retrieve: at.retrieve<typeof verificationSchema>(),
    /** Erases the personal data; the results stay. */
    redact: at.delete<typeof verificationSchema>(),
  }
}

/** Sets of files, each behind a link that expires. */
export function documents(http: Http) {
  const at = endpoints(http, '/documents')
  return { retrieve: at.retrieve<typeof documentSchema>() }
}
