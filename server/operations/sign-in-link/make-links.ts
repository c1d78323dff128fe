import { signInUrl } from '../../dashboard/send-links.ts'
import { newId } from '../../ids.ts'
import { emailMac, findOperator, insertOperator, listOperatorsByEmail } from '../../store/operators.ts'
import { getOrganization } from '../../store/organizations.ts'
import { makeSignInLink } from '../../store/sign-in-links.ts'
import { transaction } from '../../store/store.ts'
import { CommandRefused, type Desk } from '../command-line.ts'

/** Who is to sign in, and where. */
export interface Wanted {
  email: string
  /** The organization meant, where the address may be at several; whoever is not there yet is made an admin of it. */
  organizationId: string | null
  name: string
}

/** Makes a link for each organization at which the address is; a line for each. Throws {@link CommandRefused}. */
export async function makeLinks(
  { db, vault, clock }: Desk,
  wanted: Wanted,
  origin: string,
): Promise<string[]> {
  const { email, organizationId, name } = wanted
  return transaction(db, async tx => {
    const known = await listOperatorsByEmail(tx, emailMac(vault, email))
    const meant = known.filter(row => organizationId === null || row.organization_id === organizationId)
    if (meant.length === 0) {
      if (organizationId === null) throw new CommandRefused('nobody has that e-mail address')
      const found = await tx
        .selectFrom('organization')
        .select('id')
        .where('id', '=', organizationId)
        .executeTakeFirst()
      if (!found) throw new CommandRefused(`${organizationId} is no organization here`)
      const id = newId('operator')
      await insertOperator(tx, vault, { id, organizationId, role: 'admin', email, name, createdAt: clock() })
      const made = await findOperator(tx, organizationId, id)
      if (made) meant.push(made)
    }
    const lines: string[] = []
    for (const row of meant) {
      const organization = await getOrganization(tx, row.organization_id)
      const { secret } = await makeSignInLink(tx, row, clock())
      lines.push(`${organization.name} (${row.role}): ${signInUrl(origin, secret)}`)
    }
    return lines
  })
}
