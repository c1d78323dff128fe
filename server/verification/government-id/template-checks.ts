import type { TemplateVerification } from '../../connect/template.ts'
import { admitsCountry, limitsCountries } from '../country-limits.ts'
import { type Finding, failed, failedIf, notApplicable } from '../verifier.ts'
import type { Properties } from './properties.ts'

/** Who issued the document, against the countries that the template takes. */
export function country(properties: Properties, wanted: TemplateVerification): Finding {
  const name = 'id_disallowed_country_detection'
  if (!limitsCountries(wanted)) return notApplicable(name, 'no_limit')
  const issuer = properties['issuing-country'] ?? ''
  if (issuer === '') return failed(name, 'no_country')
  return failedIf(name, admitsCountry(wanted, issuer) ? [] : ['disallowed_country'])
}

/** What kind of document it is, against the classes that the template takes. */
export function type(properties: Properties, wanted: TemplateVerification): Finding {
  const name = 'id_disallowed_type_detection'
  const allowed = wanted['id-classes']
  if (!allowed) return notApplicable(name, 'no_limit')
  const idClass = properties['id-class'] ?? ''
  if (idClass === '') return failed(name, 'type_not_detected')
  return failedIf(name, allowed.some(one => one === idClass) ? [] : ['disallowed_type'])
}
