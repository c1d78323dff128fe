import { findInquiry } from '../../store/inquiries.ts'
import type { Db } from '../../store/store.ts'
import { reference, references, toOne } from '../http/document.ts'

/** What everything that belongs to an inquiry refers to. */
export const inquiryReferencesShape = {
  inquiry: toOne,
  template: toOne,
  'inquiry-template': toOne,
  'inquiry-template-version': toOne,
  transaction: toOne,
}

/** The references of something that belongs to an inquiry, and the accounts of that inquiry. */
export async function readInquiryReferences(db: Db, environmentId: string, inquiryId: string | null) {
  const inquiry = inquiryId === null ? undefined : await findInquiry(db, environmentId, inquiryId)
  const { template_id: templateId = null, template_version_id: versionId = null } = inquiry ?? {}
  return {
    relationships: {
      inquiry: reference('inquiry', inquiryId),
      template: reference('template', null),
      'inquiry-template': reference('inquiry-template', templateId),
      'inquiry-template-version': reference('inquiry-template-version', versionId),
      transaction: reference('transaction', null),
    },
    accounts: references(inquiry?.account_id ? [{ type: 'account', id: inquiry.account_id }] : []),
  }
}
