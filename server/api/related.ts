import { findAccount } from '../store/accounts.ts'
import { readDocument } from '../store/documents.ts'
import { findEvent } from '../store/events.ts'
import { findInquiry } from '../store/inquiries.ts'
import { findInquirySession } from '../store/inquiry-sessions.ts'
import { findLatestVersion, findTemplateVersion } from '../store/templates.ts'
import { findTransaction } from '../store/transactions.ts'
import { findVerification } from '../store/verifications.ts'
import { findWorkflow, findWorkflowVersion, getWorkflowVersion } from '../store/workflows.ts'
import { readAccountResource } from './accounts/account-resource.ts'
import { readAccountType } from './accounts/account-type.ts'
import type { Api } from './api.ts'
import { readDocumentResource } from './documents/document-resource.ts'
import { selfieResource } from './documents/selfie-resource.ts'
import { eventResource } from './events.ts'
import type { Resource } from './http/document.ts'
import type { Permission } from './http/permissions.ts'
import { readInquiryResources } from './inquiries/inquiry-resource.ts'
import { inquirySessionResource } from './inquiry-sessions/inquiry-session-resource.ts'
import type { Reader } from './reader.ts'
import { templateResource } from './templates/template-resource.ts'
import { templateVersionResource } from './templates/template-version-resource.ts'
import { readTransactionLabel } from './transactions/transaction-label.ts'
import { readTransactionResource } from './transactions/transaction-resource.ts'
import { readVerificationResource } from './verifications/verification-resource.ts'
import { workflowResource } from './workflows/workflow-resource.ts'
import { workflowVersionResource } from './workflows/workflow-version-resource.ts'

/** Reads the resource of an identifier; null where it is not one of the reader's environment. */
export type Loader = (api: Api, reader: Reader, id: string) => Promise<Resource | null>

/** What `include` can bring. */
export interface Related {
  /** The type, or the beginning of it. */
  type: string
  /** What the caller must be allowed to read: including a resource asks for no less than retrieving it. */
  permission: Permission
  load: Loader
}

export const related: readonly Related[] = [
  { type: 'verification', permission: 'verification.read', load: loadVerification },
  { type: 'inquiry-template', permission: 'inquiry-template.read', load: loadTemplate },
  { type: 'inquiry-template-version', permission: 'inquiry-template.read', load: loadTemplateVersion },
  { type: 'inquiry', permission: 'inquiry.read', load: loadInquiry },
  { type: 'inquiry-session', permission: 'inquiry.read', load: loadInquirySession },
  { type: 'account', permission: 'account.read', load: loadAccount },
  {
    type: 'account-type',
    permission: 'account.read',
    load: (_api, { db, vault }, id) => readAccountType(db, vault.environmentId, id),
  },
  { type: 'transaction', permission: 'transaction.read', load: loadTransaction },
  {
    type: 'transaction-label',
    permission: 'transaction.read',
    load: (_api, { db, vault }, id) => readTransactionLabel(db, vault.environmentId, id),
  },
  { type: 'document', permission: 'document.read', load: loadDocument },
  { type: 'selfie', permission: 'document.read', load: loadSelfie },
  { type: 'event', permission: 'event.read', load: loadEvent },
  { type: 'workflow', permission: 'workflow.read', load: loadWorkflow },
  { type: 'workflow-version', permission: 'workflow.read', load: loadWorkflowVersion },
]

async function loadVerification(_api: Api, reader: Reader, id: string): Promise<Resource | null> {
  const row = await findVerification(reader.db, reader.vault.environmentId, id)
  return row ? readVerificationResource(reader, row) : null
}

async function loadTemplate(_api: Api, { db, vault }: Reader, id: string): Promise<Resource | null> {
  const row = await findLatestVersion(db, vault.environmentId, id)
  return row ? templateResource(row) : null
}

async function loadTemplateVersion(_api: Api, { db, vault }: Reader, id: string): Promise<Resource | null> {
  const version = await findTemplateVersion(db, vault.environmentId, id)
  return version ? templateVersionResource(version) : null
}

async function loadInquirySession(api: Api, { db, vault }: Reader, id: string): Promise<Resource | null> {
  const session = await findInquirySession(db, vault.environmentId, id)
  return session ? inquirySessionResource(session, api.clock()) : null
}

async function loadInquiry(api: Api, { db, vault }: Reader, id: string): Promise<Resource | null> {
  const row = await findInquiry(db, vault.environmentId, id)
  const [resource] = row ? await readInquiryResources(api, db, vault.environmentId, [row]) : []
  return resource ?? null
}

async function loadAccount(_api: Api, reader: Reader, id: string): Promise<Resource | null> {
  const row = await findAccount(reader.db, reader.vault.environmentId, id)
  return row ? readAccountResource(reader, row) : null
}

async function loadTransaction(_api: Api, { db, vault }: Reader, id: string): Promise<Resource | null> {
  const row = await findTransaction(db, vault.environmentId, id)
  return row ? readTransactionResource(db, vault, row) : null
}

async function loadDocument(_api: Api, reader: Reader, id: string): Promise<Resource | null> {
  const document = await readDocument(reader.db, reader.vault, id)
  return document ? readDocumentResource(reader, document) : null
}

async function loadSelfie(_api: Api, { db, vault }: Reader, id: string): Promise<Resource | null> {
  const document = await readDocument(db, vault, id)
  return document?.kind === 'selfie' ? selfieResource(document) : null
}

async function loadEvent(_api: Api, { db, vault }: Reader, id: string): Promise<Resource | null> {
  const row = await findEvent(db, vault.environmentId, id)
  return row ? { ...eventResource(row), relationships: {} } : null
}

async function loadWorkflow(_api: Api, { db, vault }: Reader, id: string): Promise<Resource | null> {
  const row = await findWorkflow(db, vault.environmentId, id)
  return row
    ? workflowResource(row, await getWorkflowVersion(db, vault.environmentId, row.latest_version_id))
    : null
}

async function loadWorkflowVersion(_api: Api, { db, vault }: Reader, id: string): Promise<Resource | null> {
  const version = await findWorkflowVersion(db, vault.environmentId, id)
  const workflow = version && (await findWorkflow(db, vault.environmentId, version.workflow_id))
  return workflow ? workflowVersionResource(version, workflow) : null
}
