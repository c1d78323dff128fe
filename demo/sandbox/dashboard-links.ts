import type { ServerApi } from '../../server/api/api.ts'
import { signInUrl } from '../../server/dashboard/send-links.ts'
import { newId } from '../../server/ids.ts'
import type { Sandbox } from '../../server/sandbox-file.ts'
import {
  emailMac,
  insertOperator,
  listOperatorsByEmail,
  type OperatorRow,
} from '../../server/store/operators.ts'
import { makeSignInLink } from '../../server/store/sign-in-links.ts'
import { type Db, transaction } from '../../server/store/store.ts'

/** Who signs in at the dashboard of a sandbox organization; nobody reads mail there. */
const ADMINS = {
  source: { email: 'admin@meridian.example', name: 'Mira Meridian' },
  destination: { email: 'admin@northwind.example', name: 'Nora Northwind' },
} as const

/** The sandbox with a link to the dashboard for an admin of each organization, who is made where there is none. */
export async function withDashboardLinks(api: ServerApi, sandbox: Sandbox, origin: string): Promise<Sandbox> {
  const linkFor = (side: 'source' | 'destination') =>
    transaction(api.store.db, async tx => {
      const admin = await adminOf(tx, api, side, sandbox[side]['organization-id'])
      const { secret } = await makeSignInLink(tx, admin, api.clock())
      return { ...sandbox[side], 'dashboard-sign-in-url': signInUrl(origin, secret) }
    })
  return { ...sandbox, source: await linkFor('source'), destination: await linkFor('destination') }
}

async function adminOf(
  tx: Db,
  api: ServerApi,
  side: keyof typeof ADMINS,
  organizationId: string,
): Promise<Pick<OperatorRow, 'id' | 'organization_id'>> {
  const known = await listOperatorsByEmail(tx, emailMac(api.vault, ADMINS[side].email))
  const there = known.find(({ organization_id }) => organization_id === organizationId)
  if (there) return there
  const id = newId('operator')
  const admin = { id, organizationId, role: 'admin', createdAt: api.clock(), ...ADMINS[side] } as const
  await insertOperator(tx, api.vault, admin)
  return { id, organization_id: organizationId }
}
