import type { Organization } from '../store/organizations.ts'
import type { Party } from './wire.ts'

/** An organization as others see it. */
export const partyOf = (organization: Organization): Party => ({
  'organization-id': organization.id,
  name: organization.name,
  'privacy-url': organization.privacy_url,
  'logo-url': organization.logo_url,
})
