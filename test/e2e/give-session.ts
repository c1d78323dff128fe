import type { Page } from 'playwright-core'
import type { Sandbox } from '../../server/sandbox-file.ts'
import type { Host } from './hosts.ts'
import type { RunningServer } from './server.ts'

interface Whom {
  template: `destination-inquiry-template-id${'' | '-strict'}`
  inquiry: Extract<keyof Sandbox, `source-inquiry-id${string}`>
}

/**
 * Gives the widget on a host's page a session, and a token that the source gives without being asked on a page of its
 * own: what is left to the person is the question.
 */
export async function giveSession(
  { sandbox, source, destination }: RunningServer,
  host: Host,
  page: Page,
  { template, inquiry }: Whom,
): Promise<void> {
  const { data, meta } = await destination.sessions.create({
    'inquiry-template-id': sandbox[template],
    'allowed-origins': [host.origin],
    purpose: 'Open an account',
  })
  const token = await source.shareTokens.create({
    'connection-id': sandbox['connection-id'],
    'source-id': sandbox[inquiry],
    'share-request-id': data.relationships?.['share-request'].data?.id,
  })
  const widget = "document.querySelector('connect-widget')"
  await page.evaluate(`${widget}.shareToken = ${JSON.stringify(token.meta['share-token'])}`)
  await page.evaluate(`${widget}.clientSecret = ${JSON.stringify(meta['client-secret'])}`)
}
