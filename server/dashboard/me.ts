import type { Api } from '../api/api.ts'
import { iso } from '../clock.ts'
import { endOf } from '../connect/dashboard-session.ts'
import { openOperator } from '../store/operators.ts'
import { getOrganization, listEnvironments } from '../store/organizations.ts'
import type { SignedIn } from './signed-in.ts'

/** Who is signed in, as the page shows it. `expires-at` is when the session ends if nothing more is asked. */
export async function meOf(api: Api, { session, operator }: SignedIn) {
  const { name, email } = await openOperator(api.everyone, api.vault, operator)
  const organization = await getOrganization(api.everyone, operator.organization_id)
  const now = api.clock()
  return {
    operator: { id: operator.id, name, 'email-masked': maskedEmail(email), role: operator.role },
    organization: { id: organization.id, name: organization.name },
    environments: await listEnvironments(api.everyone, organization.id),
    'expires-at': iso(endOf({ lastUsedAt: now, expiresAt: session.expires_at })),
  }
}

/** `a…@example.com`: enough to tell one's own, for a screen that others may see. */
export const maskedEmail = (email: string): string => email.replace(/^(.).*(?=@)/u, '$1…')
