import express, { Router } from 'express'
import type { Clock } from '../clock.ts'
import { isSignedBy } from '../signature.ts'
import { findSubmitted, keepProviderAnswer } from '../store/provider-answers.ts'
import type { Store } from '../store/store.ts'
import { readAnswer } from '../verification/provider/answer.ts'
import { requestNamed } from '../verification/provider/request.ts'
import type { ProviderSettings } from '../verification/provider/settings.ts'

/** Largest answer that is taken, in bytes. */
const BODY_BYTES_MAX = 100_000

/**
 * `POST /provider-callbacks/{request}`: where a provider that answered 202 brings its answer, signed with the
 * secret that it shares with this server (`Connect-Signature`). 204; again 204 for a repetition, of which the first
 * stands; 404 for what waits for no answer of this provider, and for a wrong signature alike; 422 for an answer that
 * was not asked for.
 */
export function providerCallbacks(
  store: Store,
  providers: readonly ProviderSettings[],
  clock: Clock,
): Router {
  const router = Router()
  router.post(
    '/provider-callbacks/:request',
    express.text({ type: () => true, limit: BODY_BYTES_MAX }),
    async (req, res) => {
      const body: unknown = req.body
      const text = typeof body === 'string' ? body : ''
      const signature = req.get('connect-signature') ?? ''
      const request = requestNamed(req.params.request)
      const waiting = request && (await findSubmitted(store.db, request.verificationId))
      const provider = providers.find(one => one.kind === waiting?.kind)
      res.set('Cache-Control', 'no-store')
      if (
        !waiting ||
        !provider ||
        !isSignedBy(provider.secret, `${req.params.request}.${text}`, signature, clock())
      ) {
        res.status(404).end()
        return
      }
      if (!readAnswer(text, Object.keys(provider.checks))) {
        res.status(422).json({ errors: [{ title: 'The answer is not one that was asked for' }] })
        return
      }
      await keepProviderAnswer(store.db, request, waiting.environment_id, text, clock())
      res.status(204).end()
    },
  )
  return router
}
