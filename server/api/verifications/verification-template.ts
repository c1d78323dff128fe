import { idOf } from '../../ids.ts'
import { type Reference, reference } from '../http/document.ts'
import type { VerificationKind } from '../wire.ts'

/**
 * Published, a verification is of a template of its own. Here the inquiry's template says what is required of each kind,
 * and that part of it goes by an identifier that both have made: a template has one part of each kind.
 */
export const verificationTemplateId = (inquiryTemplateId: string, kind: VerificationKind): string =>
  idOf('verification-template', inquiryTemplateId, kind)

/** What a verification refers to, out of the template of its inquiry; nothing where that has none. */
export const verificationTemplateReferences = (
  kind: string,
  inquiryTemplateId: string | null,
  versionId: string | null,
): Record<'verification-template' | 'verification-template-version', Reference> => ({
  'verification-template': reference(
    `verification-template/${kind}`,
    inquiryTemplateId && idOf('verification-template', inquiryTemplateId, kind),
  ),
  'verification-template-version': reference(
    `verification-template-version/${kind}`,
    versionId && idOf('verification-template-version', versionId, kind),
  ),
})
