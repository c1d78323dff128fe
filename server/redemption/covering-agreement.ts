import type { AgreementRefusal } from '../api/wire.ts'
import { type AgreementGap, agreementGap } from '../connect/agreement.ts'
import { listAgreementVersions, signedBy } from '../store/agreements.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentKind } from '../store/tables/organizations.ts'

interface Parties {
  kind: EnvironmentKind
  /** Who acts. */
  own: string
  /** Whose data it is, where that has to be covered as well. */
  partner?: string
  now: number
}

const OWN: Readonly<Record<AgreementGap, AgreementRefusal>> = {
  not_published: 'agreement_not_published',
  not_signed: 'agreement_not_signed',
  outdated: 'agreement_outdated',
}

/**
 * Why these environments may not share in production, by the signatures that there are at `now`; null where they may, and
 * in the sandbox always. To be asked in the transaction of what relies on it, which sees both environments.
 */
export async function agreementRefusal(
  tx: Db,
  { kind, own, partner, now }: Parties,
): Promise<AgreementRefusal | null> {
  if (kind === 'sandbox') return null
  const versions = await listAgreementVersions(tx)
  const signed = await signedBy(tx, partner === undefined ? [own] : [own, partner])
  const gap = agreementGap(versions, signed(own), now)
  if (gap !== null) return OWN[gap]
  if (partner === undefined) return null
  return agreementGap(versions, signed(partner), now) === null ? null : 'partner_agreement_missing'
}
