import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { AgreementVersion } from '../connect/agreement.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
import type { AgreementSignatureTable, AgreementTable } from './tables/agreements.ts'
import type { EnvironmentVault } from './vault.ts'

export type Agreement = Selectable<AgreementTable>
export type AgreementSignature = Selectable<AgreementSignatureTable>

/** Adds a version. Versions are append-only: the table refuses every change. */
export const insertAgreement = (db: Db, row: AgreementTable) =>
  db.insertInto('agreement').values(row).execute()

/** All versions, without their texts. */
export const listAgreementVersions = (db: Db): Promise<AgreementVersion[]> =>
  db
    .selectFrom('agreement')
    .select(['id', 'effective_at as effectiveAt', 'grace_until as graceUntil'])
    .execute()

export const listAgreements = (db: Db, page: PageRequest): Promise<Page<Agreement>> =>
  readPage(db.selectFrom('agreement').selectAll(), page)

export const findAgreement = (db: Db, id: string): Promise<Agreement | undefined> =>
  db.selectFrom('agreement').selectAll().where('id', '=', id).executeTakeFirst()

export const findAgreementByVersion = (db: Db, version: string): Promise<Agreement | undefined> =>
  db.selectFrom('agreement').selectAll().where('version', '=', version).executeTakeFirst()

/** Adds a signature. Signatures are append-only: the table refuses every change. */
export const insertSignature = (db: Db, row: AgreementSignatureTable) =>
  db.insertInto('agreement_signature').values(row).execute()

/** What each of these environments has signed; an environment that has signed nothing has an empty set. */
export async function signedBy(
  db: Db,
  environmentIds: readonly string[],
): Promise<(environmentId: string) => ReadonlySet<string>> {
  const rows = await db
    .selectFrom('agreement_signature')
    .select(['environment_id', 'agreement_id'])
    .where('environment_id', 'in', environmentIds)
    .execute()
  const byEnvironment = Map.groupBy(rows, row => row.environment_id)
  return id => new Set(byEnvironment.get(id)?.map(row => row.agreement_id))
}

const signaturesOf = (db: Db, environmentId: string) =>
  db.selectFrom('agreement_signature').selectAll().where('environment_id', '=', environmentId)

export const listSignatures = (
  db: Db,
  environmentId: string,
  page: PageRequest,
): Promise<Page<AgreementSignature>> => readPage(signaturesOf(db, environmentId), page)

export const findSignature = (
  db: Db,
  environmentId: string,
  id: string,
): Promise<AgreementSignature | undefined> =>
  signaturesOf(db, environmentId).where('id', '=', id).executeTakeFirst()

/** The environment's signatures of these versions. */
export const signaturesOfVersions = (
  db: Db,
  environmentId: string,
  agreementIds: readonly string[],
): Promise<AgreementSignature[]> =>
  signaturesOf(db, environmentId).where('agreement_id', 'in', agreementIds).execute()

const signer = z.strictObject({ name: z.string(), title: z.string(), email: z.string() })

/** The person who signed for the organization. */
export type Signer = z.infer<typeof signer>

const contextOf = (signatureId: string) => ['agreement_signature', signatureId, 'signer']

export const sealSigner = (vault: EnvironmentVault, id: string, person: Signer): Buffer =>
  vault.seal(JSON.stringify(person), contextOf(id))

export const unsealSigner = (vault: EnvironmentVault, { id, sealed_signer }: AgreementSignature): Signer =>
  signer.parse(JSON.parse(vault.unseal(sealed_signer, contextOf(id))))
