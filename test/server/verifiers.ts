import type { Channel } from '../../server/delivery/delivery.ts'
import { embeddedVerifiers, type Verifiers } from '../../server/verification/registry.ts'
import { failedIf, type Verifier } from '../../server/verification/verifier.ts'

/** A verifier that an organization brings itself: it looks at one field, which must be of a form. */
const ofField = (kind: Verifier['kind'], field: string, form: RegExp, channel?: Channel): Verifier => {
  const check = `${field}-form`
  return {
    kind,
    evidence: null,
    compares: [field],
    reach: fields => (channel && fields.has(field) ? { channel, to: fields.get(field) ?? '' } : null),
    checks: () => ({ [check]: true }),
    run: async ({ fields }) => [failedIf(check, form.test(fields.get(field) ?? '') ? [] : ['wrong_form'])],
  }
}

/** The embedded verifiers, and one each of the kinds that this server leaves to its organization. */
export const allVerifiers: Verifiers = new Map([
  ...embeddedVerifiers,
  ...[
    ofField('email-address', 'email-address', /^\S+@\S+$/, 'email'),
    ofField('phone-number', 'phone-number', /^\+\d[\d ]+$/, 'sms'),
    ofField('database', 'identification-number', /./),
  ].map(one => [one.kind, one] as const),
])
