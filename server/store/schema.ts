/**
 * The tables, one interface each. Times are milliseconds since the epoch; `*_json` columns hold JSON text;
 * `sealed_*` columns hold ciphertext of the vault (vault.ts) under the environment's own key. Whatever belongs to
 * an organization carries `environment_id`, and every statement names it.
 */
import type { AgreementSignatureTable, AgreementTable } from './tables/agreements.ts'
import type {
  AuditEntryTable,
  AuditLeafTable,
  AuditObjectTable,
  AuditRootTable,
  AuditUnsealedTable,
} from './tables/audit.ts'
import type { ConnectionInviteTable, ConnectionTable } from './tables/connections.ts'
import type { EventTable, WebhookDeliveryTable, WebhookTable } from './tables/events.ts'
import type {
  InquirySessionTable,
  InquiryTable,
  InquiryTemplateTable,
  InquiryTemplateVersionTable,
  OneTimeLinkTable,
} from './tables/inquiries.ts'
import type { OutboxTable, WorkerBeatTable } from './tables/jobs.ts'
import type {
  DashboardSessionTable,
  OperatorTable,
  PasskeyChallengeTable,
  PasskeyTable,
  SignInLinkTable,
} from './tables/operators.ts'
import type { ApiKeyTable, EnvironmentTable, OrganizationTable } from './tables/organizations.ts'
import type {
  AccountTable,
  BlobTable,
  DocumentTable,
  FieldTable,
  FileTable,
  TransactionTable,
} from './tables/people.ts'
import type { ProgressEventTable, RedemptionTable } from './tables/redemptions.ts'
import type {
  ConsentTable,
  NoticeTable,
  SessionTable,
  ShareRequestTable,
  ShareTokenTable,
} from './tables/sharing.ts'
import type { PriceListTable, UsageEntryTable } from './tables/usage.ts'
import type {
  ConfirmationCodeTable,
  PictureBandTable,
  PictureTable,
  ProviderAnswerTable,
  ReferenceKeyTable,
  ReferenceListTable,
  ReferenceRowTable,
  VerificationTable,
} from './tables/verifications.ts'
import type {
  WorkflowRunStepTable,
  WorkflowRunTable,
  WorkflowTable,
  WorkflowVersionTable,
} from './tables/workflows.ts'

/** Answers kept for repeated requests. */
export interface IdempotencyTable {
  environment_id: string
  key: string
  fingerprint: string
  /** What the answer is about; null where it is about nothing with an identifier. */
  object_id: string | null
  /** Null once what it is about has been redacted. */
  sealed_answer: Uint8Array | null
  created_at: number
}

export interface SettingTable {
  name: string
  value: string
}

export interface Schema {
  organization: OrganizationTable
  environment: EnvironmentTable
  api_key: ApiKeyTable
  connection: ConnectionTable
  connection_invite: ConnectionInviteTable
  inquiry_template: InquiryTemplateTable
  inquiry_template_version: InquiryTemplateVersionTable
  inquiry: InquiryTable
  inquiry_session: InquirySessionTable
  one_time_link: OneTimeLinkTable
  field: FieldTable
  account: AccountTable
  transaction: TransactionTable
  document: DocumentTable
  file: FileTable
  blob: BlobTable
  verification: VerificationTable
  share_token: ShareTokenTable
  session: SessionTable
  share_request: ShareRequestTable
  notice: NoticeTable
  consent: ConsentTable
  redemption: RedemptionTable
  progress_event: ProgressEventTable
  event: EventTable
  webhook: WebhookTable
  webhook_delivery: WebhookDeliveryTable
  idempotency: IdempotencyTable
  reference_list: ReferenceListTable
  reference_row: ReferenceRowTable
  reference_key: ReferenceKeyTable
  picture: PictureTable
  picture_band: PictureBandTable
  provider_answer: ProviderAnswerTable
  confirmation_code: ConfirmationCodeTable
  workflow: WorkflowTable
  workflow_version: WorkflowVersionTable
  workflow_run: WorkflowRunTable
  workflow_run_step: WorkflowRunStepTable
  audit_entry: AuditEntryTable
  audit_object: AuditObjectTable
  audit_unsealed: AuditUnsealedTable
  audit_root: AuditRootTable
  audit_leaf: AuditLeafTable
  operator: OperatorTable
  sign_in_link: SignInLinkTable
  dashboard_session: DashboardSessionTable
  passkey: PasskeyTable
  passkey_challenge: PasskeyChallengeTable
  price_list: PriceListTable
  usage_entry: UsageEntryTable
  agreement: AgreementTable
  agreement_signature: AgreementSignatureTable
  outbox: OutboxTable
  worker_beat: WorkerBeatTable
  setting: SettingTable
}
