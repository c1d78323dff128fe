import express from 'express'
import { z } from 'zod'
import { pageOrigin } from '../page-origin.ts'
import { PHASES } from './phases.ts'
import { REFUSALS } from './refusals.ts'
import { type Manner, relay } from './relay.ts'
import type { Scene, Stage } from './scene.ts'
import type { Companies } from './stage.ts'

/** What `POST /playground/scenes` answers: what the page gives its element; null for what the scene does not have. */
export interface SceneAnswer {
  'client-secret': string | null
  'share-token': string | null
  'share-request': string | null
  /** Path that the element's calls begin with; null where nothing stands between it and the server. */
  server: string | null
  press: Scene['press'] | null
}

/** What can go wrong: on the way to the server, in whatever phase, or at the server, which is a scene of its own. */
type Failure = { through?: Manner; stage?: Stage }

const NETWORK: Readonly<Record<string, Failure>> = {
  'server-down': { through: 'down' },
  'answers-lost': { through: 'lost' },
  'stream-cut': { through: 'cut' },
  'stream-held': { through: 'held' },
}

const refusals = Object.entries(REFUSALS).map(([name, stage]): [string, Failure] => [name, { stage }])

const FAILURES: Readonly<Record<string, Failure>> = {
  none: {},
  ...NETWORK,
  ...Object.fromEntries(refusals),
}

/** What a name stands for, of a closed list. */
const oneOf = <Value>(list: Readonly<Record<string, Value>>) =>
  z.string().transform((name, context) => {
    const found = Object.hasOwn(list, name) ? list[name] : undefined
    if (found !== undefined) return found
    context.addIssue({ code: 'custom', message: 'is none of the list' })
    return z.NEVER
  })

const wanted = z.strictObject({ phase: oneOf<Stage>(PHASES), failure: oneOf(FAILURES) })

/**
 * The playground's backend: has both companies and a person do, by the real API, all that comes before what the page
 * wants to see, and answers what a real page would have by then.
 */
export function playgroundRouter(companies: Companies): express.Router {
  const router = express.Router()
  router.post('/scenes', express.json({ limit: '1kb' }), async (req, res) => {
    const { phase, failure } = wanted.parse(req.body)
    const scene = await (failure.stage ?? phase)(companies, pageOrigin(req))
    const answer = answerOf({ ...scene, ...(failure.through ? { through: failure.through } : {}) })
    res.status(201).set('Cache-Control', 'no-store').json(answer)
  })
  router.use('/through', relay(new URL(companies.apiBaseUrl).origin))
  return router
}

/** Where a call goes that is treated in that manner; nowhere is the demo's own pages, which know no such call. */
const SERVERS: Readonly<Record<NonNullable<Scene['through']>, string>> = {
  down: '/demo/playground/through/down',
  lost: '/demo/playground/through/lost',
  unanswered: '/demo/playground/through/unanswered',
  cut: '/demo/playground/through/cut',
  held: '/demo/playground/through/held',
  nowhere: '/demo',
}

const answerOf = ({ clientSecret, shareToken, shareRequestId, through, press }: Scene): SceneAnswer => ({
  'client-secret': clientSecret ?? null,
  'share-token': shareToken ?? null,
  'share-request': shareRequestId ?? null,
  server: through ? SERVERS[through] : null,
  press: press ?? null,
})
