import type { RequestHandler } from 'express'
import { z } from 'zod'
import { hashSecret } from '../../secrets.ts'
import { recordEvent } from '../../store/events.ts'
import { startSession } from '../../store/inquiry-sessions.ts'
import { useOneTimeLink } from '../../store/one-time-links.ts'
import { getOrganizationOf } from '../../store/organizations.ts'
import { transaction } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { expireDueInquiries } from '../inquiries/expire-due.ts'

const linkQuery = z.object({ code: z.string().max(100) })

/**
 * `GET /verify?code=…`: what a one-time link leads to. The first visit uses the code up; every code that opens
 * nothing, whether used, over, ended or never made, gets one and the same answer. Collecting by link is not part of
 * this server yet, and the page says so.
 */
export const verifyPage =
  (api: Api): RequestHandler =>
  async (req, res) => {
    // Asking for the headers alone opens nothing: programs that look ahead at links do that.
    if (req.method === 'HEAD') return void res.status(204).end()
    const query = linkQuery.safeParse(req.query)
    const organization = query.success ? await open(api, query.data.code) : null
    if (organization === null) return void res.status(404).type('html').send(page(USED_UP))
    res.type('html').send(page(opened(organization)))
  }

/** Uses the code up and starts its session; the name of the organization that sent it, or null. */
async function open(api: Api, code: string): Promise<string | null> {
  const now = api.clock()
  await expireDueInquiries(api.everyone, now)
  return transaction(api.everyone, async tx => {
    const link = await useOneTimeLink(tx, hashSecret(code), now)
    if (!link) return null
    const { session_id: id, environment_id: environmentId } = link
    if (await startSession(tx, id, now)) {
      const object = { type: 'inquiry-session', id }
      await recordEvent(tx, { environmentId, name: 'inquiry-session.started', object }, now)
    }
    return (await getOrganizationOf(tx, environmentId)).name
  })
}

interface Words {
  title: string
  paragraphs: readonly string[]
}

const USED_UP: Words = {
  title: 'This link does not work any more',
  paragraphs: [
    'It opens once, and for a limited time. Please ask whoever sent it to you for a new one.',
    'Opening it has stored nothing about you.',
  ],
}

const opened = (organization: string): Words => ({
  title: `${organization} asks you to verify your identity`,
  paragraphs: [
    `This link is real: ${organization} made it for you. It has now been used and will not open again.`,
    `Documents cannot be handed in on this page yet. Please go back to ${organization} and go on from there.`,
    'Opening it has stored nothing about you.',
  ],
})

const page = ({ title, paragraphs }: Words): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<title>${escaped(title)}</title>`,
    '<main>',
    `<h1>${escaped(title)}</h1>`,
    ...paragraphs.map(text => `<p>${escaped(text)}</p>`),
    '</main>',
    '</html>',
    '',
  ].join('\n')

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character] ?? '')
