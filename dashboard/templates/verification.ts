import { html } from 'lit'
import type { Client } from '../../client/client.ts'
import { photos } from './evidence.ts'
import { identifier } from './identifier.ts'
import { moment } from './moment.ts'
import { status, words } from './status.ts'

export type VerificationShown = Awaited<ReturnType<Client['verifications']['retrieve']>>['data']

type Check = VerificationShown['attributes']['checks'][number]

/** One verification: its result, whose it is, what was looked at, and each check. */
export function verificationPanel({ type, id, attributes }: VerificationShown, own: string) {
  const kind = words(type.replace('verification/', ''))
  return html`<article class="verification" aria-label=${kind}>
    <div class="panel-head">
      <h3>${kind}</h3>
      ${status(attributes.status)}
    </div>
    <p class="provenance">${provenance(attributes, own)}</p>
    <p>${identifier(id)}</p>
    ${photos('photo-urls' in attributes ? attributes['photo-urls'] : [])}
    <details>
      <summary>${summary(attributes.checks)}</summary>
      <ul class="checks">${attributes.checks.map(checked)}</ul>
    </details>
  </article>`
}

/** How many checks came to what, those that failed first: `19 checks: 14 passed, 5 not applicable`. */
function summary(checks: readonly Check[]): string {
  const counted = (['failed', 'passed', 'not_applicable'] as const)
    .map(status => ({ status, count: checks.filter(check => check.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${words(status).toLowerCase()}`)
  const all = checks.length === 1 ? '1 check' : `${checks.length} checks`
  return [all, counted.join(', ')].filter(part => part !== '').join(': ')
}

/** Whether somebody looked here, or whose verification was taken over, and when they looked. */
function provenance(attributes: VerificationShown['attributes'], own: string) {
  const from = attributes['cloned-from']
  if (from === null) return html`Verified here ${when(attributes['completed-at'])}`
  const whose =
    from['organization-id'] === own ? 'your own organization' : identifier(from['organization-id'])
  return html`Taken over from ${whose}, which verified it ${when(from['completed-at'])}`
}

const when = (time: string | null) => (time === null ? '' : html`on ${moment(time)}`)

const checked = ({ name, status: result, requirement, reasons }: Check) => html`<li>
  ${status(result)}
  <span>
    ${words(name)}
    <small>${[requirement === 'required' ? 'required' : 'not required', ...reasons.map(words)].join(' · ')}</small>
  </span>
</li>`
