import { fileURLToPath } from 'node:url'
import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { closedPage } from '../../closed-page.ts'
import { getOrganizationOf } from '../../store/organizations.ts'
import type { Api } from '../api.ts'
import { jsonBody } from '../http/body.ts'
import { replying } from '../http/reply.ts'
import { admitOpening } from './admit-opening.ts'
import { standingOfLink } from './link-session.ts'
import { lookAtLink, openLink } from './open-link.ts'
import { languageOf, type VerifyWords, verifyWords } from './verify-words.ts'

const linkQuery = z.object({ code: z.string().max(100) })

const fileOf = (name: string): string => fileURLToPath(new URL(`page/${name}`, import.meta.url))

/**
 * `/verify`: what a one-time link leads to. `GET /verify?code=…` opens nothing, so that whatever looks ahead at links
 * uses none up: the page asks the person, and its button opens the link (`POST /verify`). From then on the widget is
 * there and collects what is missing. Every code that opens nothing, whether used, over, ended or never made, gets one
 * and the same answer.
 */
export function verifyRoutes(api: Api): Router {
  const router = Router({ strict: true })
  router.use('/verify', secured)
  router.get('/verify', showPage(api))
  router.post(
    '/verify',
    admitOpening(api),
    jsonBody,
    replying(req => openLink(api, req)),
  )
  for (const name of ['verify.css', 'verify.js']) {
    router.get(`/verify/${name}`, (_req, res) => res.sendFile(fileOf(name), { cacheControl: false }))
  }
  return router
}

/** It holds a secret of the session. Pictures are shown from `blob:`; the widget's templates alone may become markup. */
const secured = closedPage({ imgSrc: ["'self'", 'blob:', 'data:'], trustedTypes: ['connect-widget'] })

const showPage =
  (api: Api): RequestHandler =>
  async (req, res) => {
    if (req.method === 'HEAD') return void res.status(204).end()
    const query = linkQuery.safeParse(req.query)
    const language = languageOf(req)
    const words = verifyWords(language)
    const body = query.success ? await bodyOf(api, query.data.code, words) : null
    res
      .status(body === null ? 404 : 200)
      .type('html')
      .send(page(language, words, body ?? overBody(words)))
  }

interface Body {
  title: string
  /** What stands until the widget is there. */
  intro: string[]
}

/** What the page of a code says; null where the code opens nothing. */
async function bodyOf(api: Api, code: string, words: VerifyWords): Promise<Body | null> {
  const good = await lookAtLink(api, code)
  if (!good) return null
  const { db, session } = good
  const standing = await standingOfLink(db, session, api.clock())
  if (standing === 'over') return null
  const name = isolated((await getOrganizationOf(db, session.environment_id)).name)
  const intro =
    standing === 'nothing-awaited'
      ? [paragraph(words.nothing(name)), paragraph(words.stillGood)]
      : [
          paragraph(words.missing),
          paragraph(words.once),
          `<form id="open"><button type="submit">${escaped(words.start)}</button></form>`,
          `<noscript>${paragraph(words.script)}</noscript>`,
        ]
  return { title: words.title(name), intro }
}

const overBody = (words: VerifyWords): Body => ({ title: words.over, intro: [paragraph(words.askAgain)] })

const page = (language: string, words: VerifyWords, { title, intro }: Body): string =>
  [
    '<!doctype html>',
    `<html lang="${language}" dir="${words.direction}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex">',
    `<title>${escaped(title)}</title>`,
    // None, rather than one that a browser asks for and does not find.
    '<link rel="icon" href="data:,">',
    '<link rel="stylesheet" href="verify/verify.css">',
    '<script src="../../connect-widget.js" defer></script>',
    '<script src="verify/verify.js" defer></script>',
    '</head>',
    '<body>',
    `<main${told({ failed: words.failed, over: words.over, later: words.later })}>`,
    `<h1 tabindex="-1">${escaped(title)}</h1>`,
    '<div id="intro">',
    ...intro,
    '</div>',
    '<p id="told" role="status"></p>',
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')

/** What the script may have to tell. */
const told = (texts: Readonly<Record<string, string>>): string =>
  Object.entries(texts)
    .map(([name, text]) => ` data-${name}="${escaped(text)}"`)
    .join('')

const paragraph = (text: string): string => `<p>${escaped(text)}</p>`

/** A name in whichever direction its script runs (Unicode Bidirectional Algorithm, first strong isolate). */
const isolated = (name: string): string => `\u2068${name}\u2069`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character] ?? '')
