import { fileURLToPath } from 'node:url'
import { Router } from 'express'
import { closedPage } from '../closed-page.ts'

const fileOf = (name: string): string => fileURLToPath(new URL(`page/${name}`, import.meta.url))

/** `/invite`: what the link of a connection invite leads to. All it does it does by the public API. */
export function invitePage(): Router {
  const router = Router({ strict: true })
  // It holds a secret and an API key.
  router.use('/invite', closedPage())
  router.get('/invite', (_req, res) => res.sendFile(fileOf('invite.html'), { cacheControl: false }))
  for (const name of ['invite.css', 'invite.js']) {
    router.get(`/invite/${name}`, (_req, res) => res.sendFile(fileOf(name), { cacheControl: false }))
  }
  return router
}
