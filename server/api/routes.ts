import { accountRoutes } from './accounts/accounts.ts'
import { agreementRoutes } from './agreements/agreements.ts'
import type { Api } from './api.ts'
import { apiKeyRoutes } from './api-keys/api-keys.ts'
import { auditRoutes } from './audit/audit.ts'
import { connectionInviteRoutes } from './connection-invites/connection-invites.ts'
import { connectionRoutes } from './connections/connections.ts'
import { consentRoutes } from './consents/consents.ts'
import { documentRoutes } from './documents/documents.ts'
import { eventRoutes } from './events.ts'
import type { Route } from './http/route.ts'
import { inquiryContinueRoutes } from './inquiries/continue.ts'
import { inquiryRoutes } from './inquiries/inquiries.ts'
import { inquiryReviewRoutes } from './inquiries/review.ts'
import { simulateRoute } from './inquiries/simulate.ts'
import { inquiryTagRoutes } from './inquiries/tags.ts'
import { inquirySessionActionRoutes } from './inquiry-sessions/inquiry-session-actions.ts'
import { inquirySessionRoutes } from './inquiry-sessions/inquiry-sessions.ts'
import { operatorRoutes } from './operators/operators.ts'
import { rateLimitRoutes } from './rate-limits.ts'
import { redemptionRoutes } from './redemptions/redemptions.ts'
import { referenceListRoutes } from './reference-lists/reference-lists.ts'
import { sandboxRoutes } from './sandbox/reset.ts'
import { sessionRoutes } from './session/session.ts'
import { sessionsRoutes } from './sessions/sessions.ts'
import { shareRequestRoutes } from './share-requests/share-requests.ts'
import { shareTokenRoutes } from './share-tokens/share-tokens.ts'
import { statisticsRoute } from './statistics/statistics.ts'
import { dryRunRoute } from './templates/dry-run.ts'
import { inquiryTemplateRoutes } from './templates/inquiry-templates.ts'
import { templateVersionRoutes } from './templates/template-versions.ts'
import { transactionRoutes } from './transactions/transactions.ts'
import { priceListRoutes } from './usage/price-lists.ts'
import { statementRoutes } from './usage/statements.ts'
import { usageEntryRoutes } from './usage/usage-entries.ts'
import { verificationRoutes } from './verifications/verifications.ts'
import { webhookDeliveryRoutes } from './webhooks/webhook-deliveries.ts'
import { webhookRoutes } from './webhooks/webhooks.ts'
import { workflowDryRunRoute } from './workflows/dry-run.ts'
import { workflowRunRoutes } from './workflows/workflow-runs.ts'
import { workflowVersionRoutes } from './workflows/workflow-versions.ts'
import { workflowRoutes } from './workflows/workflows.ts'

/** Every operation of the API. What is not in this list is not there. */
export const routesOf = (api: Api): Route[] => [
  ...connectionRoutes(api),
  ...connectionInviteRoutes(api),
  ...shareTokenRoutes(api),
  ...shareRequestRoutes(api),
  ...sessionsRoutes(api),
  ...sessionRoutes(api),
  ...consentRoutes(api),
  ...redemptionRoutes(api),
  ...usageEntryRoutes(api),
  ...statementRoutes(api),
  ...priceListRoutes(api),
  statisticsRoute(api),
  ...referenceListRoutes(api),
  ...inquiryRoutes(api),
  ...inquiryReviewRoutes(api),
  ...inquiryContinueRoutes(api),
  ...inquiryTagRoutes(api),
  simulateRoute(api),
  ...inquirySessionActionRoutes(api),
  ...inquirySessionRoutes(api),
  ...inquiryTemplateRoutes(api),
  ...templateVersionRoutes(api),
  dryRunRoute(api),
  ...verificationRoutes(api),
  ...documentRoutes(api),
  ...accountRoutes(api),
  ...transactionRoutes(api),
  ...eventRoutes(api),
  ...webhookRoutes(api),
  ...webhookDeliveryRoutes(api),
  ...workflowRoutes(api),
  workflowDryRunRoute(api),
  ...workflowVersionRoutes(api),
  ...workflowRunRoutes(api),
  ...auditRoutes(api),
  ...apiKeyRoutes(api),
  ...operatorRoutes(api),
  ...agreementRoutes(api),
  ...sandboxRoutes(api),
  ...rateLimitRoutes(api),
]
