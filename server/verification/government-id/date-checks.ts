import { ageOn, isDate } from '../dates.ts'
import { type Finding, failed, failedIf, notApplicable } from '../verifier.ts'
import type { Properties } from './properties.ts'

/** A document is good through the day that is printed on it. */
export function expiry(properties: Properties, today: string): Finding {
  const date = properties['expiration-date'] ?? ''
  if (!isDate(date)) return failed('id_expired_detection', 'no_expiration_date')
  return failedIf('id_expired_detection', date < today ? ['expired'] : [])
}

/** The dates against one another and today, as far as they are known. */
export function validDates(properties: Properties, today: string): Finding {
  const [birth, issue, expiration] = [
    properties.birthdate ?? '',
    properties['issue-date'] ?? '',
    properties['expiration-date'] ?? '',
  ]
  const written = [birth, issue, expiration].filter(date => date !== '')
  if (written.length === 0) return notApplicable('id_valid_dates_detection', 'no_dates')
  const both = (one: string, other: string): boolean => isDate(one) && isDate(other)
  return failedIf('id_valid_dates_detection', [
    ...(written.every(isDate) ? [] : ['not_a_date']),
    ...(isDate(birth) && birth > today ? ['born_in_the_future'] : []),
    ...(isDate(issue) && issue > today ? ['issued_in_the_future'] : []),
    ...(both(birth, issue) && issue < birth ? ['issued_before_birth'] : []),
    ...(both(issue, expiration) && expiration <= issue ? ['expires_before_issue'] : []),
    ...(both(birth, expiration) && expiration <= birth ? ['expires_before_birth'] : []),
  ])
}

export function age(properties: Properties, today: string, minimumAge: number | undefined): Finding {
  const birthdate = properties.birthdate ?? ''
  if (minimumAge === undefined) return notApplicable('id_age_comparison', 'no_minimum_age')
  if (!isDate(birthdate)) return failed('id_age_comparison', 'missing_birthdate')
  return failedIf('id_age_comparison', ageOn(birthdate, today) < minimumAge ? ['below_minimum_age'] : [])
}
