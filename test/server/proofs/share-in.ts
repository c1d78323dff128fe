import type { Client } from '../../../client/client.ts'
import type { SessionClient } from '../../../client/session-client.ts'
import type { Sandbox } from '../../../server/sandbox-file.ts'

type Session = Awaited<ReturnType<Client['sessions']['create']>>['data']

/** A person grants all that can travel, the source mints, and the page redeems. */
export async function shareIn(
  page: SessionClient,
  { attributes, relationships }: Session,
  { source, sandbox }: { source: Client; sandbox: Sandbox },
): Promise<void> {
  const types = attributes['data-types'].filter(type => type.available)
  await page.decide({
    decision: 'granted',
    'data-types': types.map(type => type.name),
    'notice-hash': attributes['notice-hash'],
    locale: 'en',
  })
  const token = await source.shareTokens.create({
    'connection-id': sandbox['connection-id'],
    'source-id': sandbox['source-inquiry-id'],
    'share-request-id': relationships?.['share-request'].data?.id ?? '',
  })
  await page.redeem(token.data.id)
}
