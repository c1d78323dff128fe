import type { RequestHandler } from 'express'
import helmet from 'helmet'

/**
 * The headers of a page that holds a secret: only this server's scripts and sheets run, they talk to nobody but this
 * server, nobody frames it, and its address is told to nobody. `more` is what else it may, by directive.
 */
export const closedPage = (more: Readonly<Record<string, readonly string[]>> = {}): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        ...more,
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
