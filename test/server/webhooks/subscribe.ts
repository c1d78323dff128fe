import type { Client } from '../../../client/client.ts'
import type { TestServer } from '../harness.ts'

type NewWebhook = Partial<Parameters<Client['webhooks']['create']>[0]>

/** An enabled webhook of the destination, or of the source; its identifier and its secret. */
export async function subscribe(
  server: TestServer,
  url: string,
  more: NewWebhook = {},
  side: 'source' | 'destination' = 'destination',
): Promise<{ id: string; secret: string }> {
  const { webhooks } = server[side]
  const { data } = await webhooks.create({ name: 'Test', url, 'enabled-events': ['*'], ...more })
  await webhooks.enable(data.id)
  return { id: data.id, secret: data.attributes.secret }
}

/** Makes so many events of the destination. */
export async function happen(server: TestServer, count = 1): Promise<void> {
  for (let made = 0; made < count; made++) await server.destination.accounts.create({})
}
