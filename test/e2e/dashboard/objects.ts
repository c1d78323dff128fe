import type { RunningServer } from '../server.ts'

/** A token of the exchange's for the bank, made by the API. */
export async function newToken({ source, sandbox }: RunningServer): Promise<string> {
  const { data } = await source.shareTokens.create({
    'connection-id': sandbox['connection-id'],
    'source-id': sandbox['source-inquiry-id'],
  })
  return data.id
}

/** A specimen person's inquiry at the bank, cloned from the exchange. */
export async function redeemedInquiry(server: RunningServer): Promise<string> {
  const { destination } = server
  const token = await newToken(server)
  await destination.shareTokens.redeem(token, {})
  const { data } = await destination.redemptions.list({ filter: { 'share-token-id': token } })
  for await (const event of destination.redemptions.events(data[0]?.id ?? '')) {
    if (event.name === 'redemption.failed') throw new Error(event.reason)
  }
  const redeemed = await destination.shareTokens.retrieve(token)
  return redeemed.data.relationships?.destination?.data?.id ?? ''
}

/** An inquiry of the bank's that waits for somebody's decision. */
export async function openInquiry({ destination, sandbox }: RunningServer): Promise<string> {
  const { data } = await destination.inquiries.create({
    'inquiry-template-id': sandbox['destination-inquiry-template-id'],
  })
  return data.id
}
