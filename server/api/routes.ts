import type { Api } from './api.ts'
import { connectionRoutes } from './connections.ts'
import { consentRoutes } from './consents/consents.ts'
import { eventRoutes } from './events.ts'
import type { Route } from './http/route.ts'
import { inquiryRoutes } from './inquiries/inquiries.ts'
import { redemptionRoutes } from './redemptions/redemptions.ts'
import { sessionRoutes } from './session/session.ts'
import { sessionsRoutes } from './sessions/sessions.ts'
import { shareTokenRoutes } from './share-tokens/share-tokens.ts'
import { inquiryTemplateRoutes } from './templates/inquiry-templates.ts'
import { verificationRoutes } from './verifications/verifications.ts'

/** Every operation of the API. What is not in this list is not there. */
export const routesOf = (api: Api): Route[] => [
  ...connectionRoutes(api),
  ...shareTokenRoutes(api),
  ...sessionsRoutes(api),
  ...sessionRoutes(api),
  ...consentRoutes(api),
  ...redemptionRoutes(api),
  ...inquiryRoutes(api),
  ...inquiryTemplateRoutes(api),
  ...verificationRoutes(api),
  ...eventRoutes(api),
]
