import type { Api } from '../api/api.ts'
import { LINK_MS } from '../connect/dashboard-session.ts'
import { listOperatorsByEmail, type OperatorRow, openOperator } from '../store/operators.ts'
import { getOrganization } from '../store/organizations.ts'
import { makeSignInLink } from '../store/sign-in-links.ts'

/** Where a sign-in link leads. Its secret is in the fragment, which no server and no log gets to see. */
export const signInUrl = (origin: string, secret: string): string => `${origin}/dashboard/#sign-in=${secret}`

/**
 * The job `send-sign-in-links`: whoever has an e-mail address, by its keyed hash, is sent a link for each organization
 * that they belong to. Only at the configured address: nobody who asks decides where a link leads. A message that was not
 * taken is not sent later, when the person has long asked again.
 */
export const createSendSignInLinks =
  (api: Api, publicUrl: string | null) =>
  async (emailMac: string): Promise<void> => {
    const { email: deliver } = api.engine.deliveries
    if (deliver === null || publicUrl === null) {
      api.engine.log.info('a sign-in link was asked for and nothing sends it: npm run -s dashboard:link')
      return
    }
    for (const row of await listOperatorsByEmail(api.everyone, emailMac)) {
      const wasTaken = await deliver(await messageFor(api, row, publicUrl))
      if (!wasTaken) api.engine.log.warn({ operator: row.id }, 'a sign-in link was not taken for delivery')
    }
  }

async function messageFor(api: Api, row: OperatorRow, publicUrl: string) {
  const operator = await openOperator(api.everyone, api.vault, row)
  const { name } = await getOrganization(api.everyone, row.organization_id)
  const { id, secret } = await makeSignInLink(api.everyone, row, api.clock())
  const link = signInUrl(publicUrl, secret)
  const text = `Sign in to the dashboard of ${name}: ${link} The link works once, for 15 minutes. If you have not asked for it, leave it alone.`
  const message = { id, channel: 'email', to: operator.email, locale: 'en', link, text } as const
  return { ...message, 'expires-in-seconds': LINK_MS / 1000 }
}
