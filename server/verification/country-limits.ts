import type { TemplateVerification } from '../connect/template.ts'

type Limits = Pick<TemplateVerification, 'allowed-countries' | 'disallowed-countries'>

/** Whether a template says anything of the countries that it takes. */
export const limitsCountries = (limits: Limits): boolean =>
  limits['allowed-countries'] !== undefined || limits['disallowed-countries'] !== undefined

/** Whether a template takes a country (ISO 3166-1 alpha-2): it is among those allowed, and not among the others. */
export const admitsCountry = (limits: Limits, country: string): boolean =>
  (limits['allowed-countries']?.includes(country) ?? true) &&
  !limits['disallowed-countries']?.includes(country)
