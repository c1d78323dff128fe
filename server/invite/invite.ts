import { fileURLToPath } from 'node:url'
import { Router } from 'express'
import helmet from 'helmet'

const fileOf = (name: string): string => fileURLToPath(new URL(`page/${name}`, import.meta.url))

/** `/invite`: what the link of a connection invite leads to. All it does it does by the public API. */
export function invitePage(): Router {
  const router = Router({ strict: true })
  router.use('/invite', secured)
  router.get('/invite', (_req, res) => res.sendFile(fileOf('invite.html'), { cacheControl: false }))
  for (const name of ['invite.css', 'invite.js']) {
    router.get(`/invite/${name}`, (_req, res) => res.sendFile(fileOf(name), { cacheControl: false }))
  }
  return router
}

/** The page holds a secret and an API key: only its own script runs, and it talks to nobody but this server. */
const secured = helmet({
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
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
})
