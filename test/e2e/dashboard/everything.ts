import type { RunningServer } from '../server.ts'
import { newToken, openInquiry, redeemedInquiry } from './objects.ts'

/** Objects of the bank's sandbox by which every page has something to show: its identifiers. */
export interface Everything {
  connection: string
  /** Offered to the bank, and not accepted yet. */
  pendingConnection: string
  /** Which the bank has offered and deactivated. */
  inactiveConnection: string
  token: string
  redeemedToken: string
  inquiry: string
  openInquiry: string
  template: string
  workflow: string
  run: string
  webhook: string
}

/** A webhook's address that refuses what is sent there. */
const REFUSING = 'https://core.bank.example/hooks'

export async function makeEverything(server: RunningServer): Promise<Everything> {
  const { source, destination, sandbox } = server
  const webhook = await destination.webhooks.create({
    name: 'Core banking',
    url: REFUSING,
    'enabled-events': ['*'],
  })
  await destination.webhooks.enable(webhook.data.id)
  const workflow = await destination.workflows.create({
    name: 'Tag what is approved',
    document: {
      trigger: { type: 'event', event: 'inquiry.approved' },
      steps: [{ type: 'tag', name: 'tag-it', 'tag-name': 'vip' }],
    },
  })
  await destination.workflows.enable(workflow.data.id)
  const { data: organizations } = await destination.connections.retrieve(sandbox['connection-id'])
  const { attributes } = organizations
  const pending = await source.connections.create({
    'destination-organization-id': attributes['destination-organization-id'],
    'data-types': ['name', 'birthdate'],
  })
  const inactive = await destination.connections.create({
    'destination-organization-id': attributes['source-organization-id'],
    'data-types': ['name'],
  })
  await destination.connections.deactivate(inactive.data.id)
  await destination.connectionInvites.create({ 'data-types': ['name'], note: 'Harbour Insurance' })
  const inquiry = await redeemedInquiry(server)
  const { data: redeemed } = await destination.shareTokens.list({ filter: { status: 'redeemed' } })
  const approved = await openInquiry(server)
  await destination.inquiries.approve(approved)
  return {
    connection: sandbox['connection-id'],
    pendingConnection: pending.data.id,
    inactiveConnection: inactive.data.id,
    token: await newToken(server),
    redeemedToken: redeemed[0]?.id ?? '',
    inquiry,
    openInquiry: await openInquiry(server),
    template: sandbox['destination-inquiry-template-id'],
    workflow: workflow.data.id,
    run: await firstRun(server),
    webhook: webhook.data.id,
  }
}

/** The run that the approval has caused, which begins by itself soon after. */
async function firstRun({ destination }: RunningServer): Promise<string> {
  for (;;) {
    const { data } = await destination.workflowRuns.list({ filter: { status: 'completed' } })
    if (data[0]) return data[0].id
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
