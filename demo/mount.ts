import type { IncomingMessage } from 'node:http'
import type { Express } from 'express'
import helmet from 'helmet'
import { type DemoDeps, demoRouter } from './router.ts'

/**
 * Puts the demo at `/demo`. Its pages are under a policy that a strict host would use, but for the opener policy: the
 * bank's page opens the exchange's in a popup, which may answer it.
 */
export function mountDemo(app: Express, deps: DemoDeps): void {
  app.use('/demo', secured, demoRouter(deps))
  app.get('/', (_req, res) => res.redirect('/demo/'))
}

const self = "'self'"

/** The playground shows one of its own pages in a frame; nobody else's page shows any. */
const framedBy = ({ url }: IncomingMessage): string =>
  url?.startsWith('/playground/preview.html') ? self : "'none'"

const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: [self],
      scriptSrc: [self],
      styleSrc: [self],
      imgSrc: [self, 'data:', 'blob:'],
      connectSrc: [self],
      baseUri: ["'none'"],
      formAction: [self],
      frameAncestors: [framedBy],
    },
  },
  crossOriginOpenerPolicy: { policy: 'unsafe-none' },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
})
