import { findAccount } from '../store/accounts.ts'
import { readDocument, readDocuments, type StoredDocument } from '../store/documents.ts'
import { readFields } from '../store/fields.ts'
import { findInquiry, type Inquiry } from '../store/inquiries.ts'
import type { Redemption } from '../store/redemptions.ts'
import { findShareToken, type ShareToken } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'
import { findTransaction } from '../store/transactions.ts'
import type { EnvironmentVault, Vault } from '../store/vault.ts'
import { findVerification, listVerifications, type Verification } from '../store/verifications.ts'
import { RedemptionFailed } from './engine.ts'

/** What a token stands for, as it is at the source now. Reading it writes nothing there. */
export interface Source {
  vault: EnvironmentVault
  /** Set where the source is an inquiry. */
  inquiry: Inquiry | null
  fields: Map<string, string>
  documents: StoredDocument[]
  verifications: Verification[]
}

/** Reads the source of a redemption. Throws RedemptionFailed where it is gone or redacted. */
export async function readSource(db: Db, vault: Vault, redemption: Redemption): Promise<Source> {
  const token = await findShareToken(db, redemption.environment_id, redemption.share_token_id)
  if (!token) throw new RedemptionFailed('source_not_found')
  const opened = await vault.of(db, token.source_environment_id)
  switch (token.source_type) {
    case 'inquiry':
      return readInquiry(db, opened, token)
    case 'verification':
      return readVerification(db, opened, token)
    case 'account':
      return readObject(db, opened, token, await findAccount(db, opened.environmentId, token.source_id))
    case 'transaction':
      return readObject(db, opened, token, await findTransaction(db, opened.environmentId, token.source_id))
  }
}

function present<Row extends { redacted_at: number | null }>(row: Row | undefined): Row {
  if (!row) throw new RedemptionFailed('source_not_found')
  if (row.redacted_at !== null) throw new RedemptionFailed('source_redacted')
  return row
}

async function readInquiry(db: Db, vault: EnvironmentVault, token: ShareToken): Promise<Source> {
  const inquiry = present(await findInquiry(db, vault.environmentId, token.source_id))
  const verifications = await listVerifications(db, vault.environmentId, [inquiry.id])
  return {
    vault,
    inquiry,
    fields: await readFields(db, vault, inquiry.id),
    documents: await readDocuments(db, vault, inquiry.id),
    verifications: verifications.filter(one => one.redacted_at === null),
  }
}

async function readObject(
  db: Db,
  vault: EnvironmentVault,
  token: ShareToken,
  row: { redacted_at: number | null } | undefined,
): Promise<Source> {
  present(row)
  const fields = await readFields(db, vault, token.source_id)
  return { vault, inquiry: null, fields, documents: [], verifications: [] }
}

async function readVerification(db: Db, vault: EnvironmentVault, token: ShareToken): Promise<Source> {
  const verification = present(await findVerification(db, vault.environmentId, token.source_id))
  if (verification.inquiry_id) present(await findInquiry(db, vault.environmentId, verification.inquiry_id))
  const document = verification.document_id
    ? await readDocument(db, vault, verification.document_id)
    : undefined
  return {
    vault,
    inquiry: null,
    fields: new Map(),
    documents: document ? [document] : [],
    verifications: [verification],
  }
}
