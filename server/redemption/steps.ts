import type { TemplateDocument } from '../connect/template.ts'

/** The steps of a redemption that verifies nothing: data copied, redemption finished. */
export const OBJECT_STEPS = 2

/** The steps of a progress bar: data copied, each verification, inquiry decided, redemption finished. */
export function stepsOf(template: TemplateDocument) {
  const verifications = template.verifications.length
  return {
    copied: 1,
    /** `index` counts the template's verifications from 0. */
    verified: (index: number) => 2 + index,
    decided: verifications + 2,
    total: verifications + 3,
  }
}
