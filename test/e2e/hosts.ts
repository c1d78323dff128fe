import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express, { type Express } from 'express'
import type { Client } from '../../client/client.ts'

/** A site of its own, with one page and perhaps a backend. */
export interface Host {
  origin: string
  close(): Promise<void>
}

/** Serves an app at an origin of its own. */
export async function serveApp(make: (origin: () => string) => Express): Promise<Host> {
  let origin = ''
  const server: Server = createServer(make(() => origin)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  origin = `http://127.0.0.1:${address.port}`
  return {
    origin,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const page = (title: string, head: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>${head}<body>${body}</body></html>`

/** Headers of a page, such as its policies. */
export type Headers = Readonly<Record<string, string>>

/**
 * A destination's page at `/`, with the widget in a form and nothing else but what comes `before` our script; the test
 * gives it a session.
 */
export const destinationHost = (connect: string, headers: Headers, before = ''): Promise<Host> =>
  serveApp(() => {
    const script = `${before}<script src="${connect}/connect-widget.js"></script>`
    const widget = `<form><connect-widget name="inquiry-id" server="${connect}"></connect-widget></form>`
    return express().get('/', (_req, res) => {
      res.set(headers).send(page('Destination', script, widget))
    })
  })

/** A page at `/` with a form, in which an app of these modules draws the widget; `app.js` is the first of them. */
export const appHost = (modules: ReadonlyMap<string, string>): Promise<Host> =>
  serveApp(() => {
    const app = express()
    app.get('/', (_req, res) => {
      const script = '<script type="module" src="/app.js"></script>'
      res.send(page('App', script, '<form><div id="app"></div></form>'))
    })
    app.get('/:file', (req, res) => {
      const code = modules.get(req.params.file)
      if (code === undefined) return res.sendStatus(404)
      return res.type('text/javascript').send(code)
    })
    return app
  })

interface Source {
  client: Client
  connectionId: string
  inquiryId: string
}

/** A source's page at `/`, where one person is signed in, with `<connect-share>` and the backend that it needs. */
export const sourceHost = (connect: string, headers: Headers, source: Source): Promise<Host> =>
  serveApp(() => {
    const app = express().use(express.json())
    app.get('/', (_req, res) => {
      const script = `<script src="${connect}/connect-share.js"></script>`
      res.set(headers).send(page('Source', script, '<connect-share backend="/share"></connect-share>'))
    })
    app.get('/share', async (req, res) => {
      res.json(await source.client.shareRequests.retrieve(String(req.query['share-request'])))
    })
    app.post('/share', async (req, res) => {
      const { 'share-request-id': id, ...decision } = req.body
      await source.client.shareRequests.decide(id, decision)
      const { meta } = await source.client.shareTokens.create({
        'connection-id': source.connectionId,
        'source-id': source.inquiryId,
        'share-request-id': id,
      })
      res.status(201).json({ 'share-token': meta['share-token'] })
    })
    return app
  })
