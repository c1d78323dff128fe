import { timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import { hashSecret } from '../secrets.ts'
import type { Db } from '../store/store.ts'
import type { Figures } from './meter.ts'

interface Operated {
  db: Db
  figures: Figures
  /** Ends when this instance is told to stop. */
  retiring: AbortSignal
  /** What a reader of the figures sends as Bearer; null where nobody may read them. */
  metricsToken: string | null
}

/**
 * For whoever runs the server:
 *
 * - `GET /healthz`: 200 as long as the process answers and its store does.
 * - `GET /readyz`: 200 while this instance takes new work; 503 from the moment it is told to stop, so that a load
 *   balancer sends it nothing more while it finishes what it has.
 * - `GET /metrics`: the figures in Prometheus' text format, for who sends the token; 404 where none is set, or for
 *   anybody else.
 */
export function operations({ db, figures, retiring, metricsToken }: Operated): Router {
  const router = Router()
  router.get('/healthz', async (_req, res) => {
    await askStore(db)
    res.set('Cache-Control', 'no-store').json({ status: 'ok' })
  })
  router.get('/readyz', async (_req, res) => {
    res.set('Cache-Control', 'no-store')
    if (retiring.aborted) return void res.status(503).json({ status: 'stopping' })
    await askStore(db)
    res.json({ status: 'ready' })
  })
  router.get('/metrics', async (req, res, next) => {
    if (metricsToken === null || !isToken(req.get('authorization'), metricsToken)) return next()
    const { text, contentType } = await figures.read()
    res.set({ 'Cache-Control': 'no-store', 'Content-Type': contentType }).send(text)
  })
  return router
}

const askStore = (db: Db) => db.selectFrom('setting').select('name').limit(1).execute()

/** In constant time, whatever the lengths. */
const isToken = (sent: string | undefined, token: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(sent ?? '')), Buffer.from(hashSecret(`Bearer ${token}`)))
