import type { Selectable } from 'kysely'
import { type Check, type ClonedFrom, checks, clonedFrom, readJson, readJsonOrNull } from './json.ts'
import type { Db } from './store.ts'
import type { VerificationTable } from './tables/verifications.ts'

export interface Verification
  extends Omit<Selectable<VerificationTable>, 'checks_json' | 'cloned_from_json'> {
  checks: Check[]
  /** Null where its organization has looked itself. */
  clonedFrom: ClonedFrom | null
}

type Row = Selectable<VerificationTable>

const toVerification = ({ checks_json, cloned_from_json, ...row }: Row): Verification => ({
  ...row,
  checks: readJson(checks, checks_json),
  clonedFrom: readJsonOrNull(clonedFrom, cloned_from_json),
})

export type NewVerification = Omit<VerificationTable, 'redacted_at' | 'evidence_mac'>

export const insertVerification = (db: Db, row: NewVerification) =>
  db
    .insertInto('verification')
    .values({ ...row, redacted_at: null, evidence_mac: null })
    .execute()

/** Takes the result of a verification back, so that it is submitted again. One that has been redacted stays so. */
export const reopenVerification = (db: Db, environmentId: string, id: string, now: number) =>
  db
    .updateTable('verification')
    .set({
      status: 'submitted',
      checks_json: '[]',
      document_id: null,
      cloned_from_json: null,
      submitted_at: now,
      completed_at: null,
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('redacted_at', 'is', null)
    .execute()

/** Sets the result of a submitted verification, with a MAC over what it looked at. */
export const finishVerification = (
  db: Db,
  environmentId: string,
  id: string,
  result: {
    status: string
    checks: Check[]
    documentId: string | null
    evidenceMac: string | null
    /** Where it has been taken over: whose it is. */
    clonedFrom: ClonedFrom | null
    now: number
  },
) =>
  db
    .updateTable('verification')
    .set({
      status: result.status,
      checks_json: JSON.stringify(result.checks),
      document_id: result.documentId,
      evidence_mac: result.evidenceMac,
      cloned_from_json: result.clonedFrom && JSON.stringify(result.clonedFrom),
      completed_at: result.now,
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('status', '=', 'submitted')
    .execute()

export async function findVerification(db: Db, environmentId: string, id: string) {
  const row = await db
    .selectFrom('verification')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toVerification(row)
}

/** The verifications of these inquiries, oldest first. */
export async function listVerifications(
  db: Db,
  environmentId: string,
  inquiryIds: string[],
): Promise<Verification[]> {
  if (inquiryIds.length === 0) return []
  const rows = await db
    .selectFrom('verification')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('inquiry_id', 'in', inquiryIds)
    .orderBy('id')
    .execute()
  return rows.map(toVerification)
}

/** The verifications that one redemption has started, oldest first. */
export async function verificationsOfRedemption(
  db: Db,
  environmentId: string,
  redemptionId: string,
): Promise<Verification[]> {
  const rows = await db
    .selectFrom('verification')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('redemption_id', '=', redemptionId)
    .orderBy('id')
    .execute()
  return rows.map(toVerification)
}
