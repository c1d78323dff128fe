import type { Client } from '../../client/client.ts'

/** An object as a list of the API answers it. */
type Listed<Resource extends keyof Client> = Client[Resource] extends {
  list(...given: never[]): Promise<{ data: (infer Row)[] }>
}
  ? Row
  : never

export type Agreement = Listed<'agreements'>
export type AgreementSignature = Listed<'agreementSignatures'>
export type ApiKey = Listed<'apiKeys'>
export type AuditEntry = Listed<'auditEntries'>
export type Connection = Listed<'connections'>
export type ConnectionInvite = Listed<'connectionInvites'>
export type Consent = Listed<'consents'>
export type Inquiry = Listed<'inquiries'>
export type InquiryTemplate = Listed<'inquiryTemplates'>
export type Operator = Listed<'operators'>
export type Redemption = Listed<'redemptions'>
export type ShareToken = Listed<'shareTokens'>
export type Statement = Listed<'statements'>
export type UsageEntry = Listed<'usageEntries'>
export type Webhook = Listed<'webhooks'>
export type WebhookDelivery = Listed<'webhookDeliveries'>
export type Workflow = Listed<'workflows'>
export type WorkflowRun = Listed<'workflowRuns'>
