import type { Sent } from './http.ts'
import { NOBODY } from './identifiers.ts'
import type { Described } from './operations.ts'
import { type Intent, OF_THE_OTHER_KIND, type Plan } from './plans.ts'
import { type Prepared, RECIPES } from './recipes.ts'
import { SIDES, type Side, type World } from './world.ts'

/** A plan made into a request, with what has to be known to judge the answer. */
export interface Ready {
  sent: Sent
  side: Side
  /** Whether the path leads to an object that is there; true where it names none. */
  reachable: boolean
  /** Whether a stranger's body names objects that are there. */
  names: boolean
  /** The value of the JSON body. */
  body: unknown
}

/** Makes the request of a plan: what it stands on is made first, where it needs that. */
export async function ready(world: World, operation: Described, plan: Plan): Promise<Ready> {
  const recipe = RECIPES[operation.id]
  const isRight = plan.intent === 'right'
  const side = operation.bySecret ? 'destination' : (isRight && recipe?.side) || plan.side
  const prepared = ((isRight || recipe?.apart) && (await recipe?.prepare?.(world))) || {}
  const pool = world.pools[side]
  const avoid = avoided(world, operation, plan)
  const id = plan.unknownId ?? prepared.id ?? pool.fillText(plan.pick, avoid)
  const path = operation.path.replace(/\{[^}]+\}/, id) + queryOf(plan, text => pool.fillText(text, avoid))
  const body = bodyOf(world, plan, pool.fill(plan.body, avoid), prepared)
  const text = JSON.stringify(body)
  return {
    side,
    body,
    reachable: prepared.id === id || !path.includes(NOBODY),
    names: plan.intent === 'stranger' && identifiersIn(text ?? '').some(one => pool.has(one)),
    sent: {
      method: operation.method.toUpperCase(),
      path,
      headers: { ...headersOf(plan, body), ...authorizationOf(world, operation, plan, side, prepared) },
      body: plan.raw?.text ?? text ?? null,
    },
  }
}

/** What changes or erases leaves alone what everything stands on; a stranger makes no connection to the sandbox. */
function avoided({ anchors, pools }: World, { method }: Described, { intent }: Plan): ReadonlySet<string> {
  const organizations = intent === 'stranger' ? SIDES.flatMap(side => pools[side].of('organization')) : []
  return new Set(method === 'get' ? organizations : [...anchors, ...organizations])
}

const identifiersIn = (text: string): string[] => text.match(/[a-z]+_[0-9a-z]{26}/g) ?? []

/** What was made up, with what it must hold in its place; for a wrong one, as it is. */
function bodyOf(world: World, { operation, intent }: Plan, body: unknown, prepared: Prepared): unknown {
  if (intent !== 'right' && intent !== 'well-formed') return body
  const { given, leaveOut = [] } = RECIPES[operation] ?? {}
  const must = { attributes: { ...given?.(world), ...prepared.attributes }, meta: prepared.meta ?? {} }
  return completed(body, must, intent === 'right' ? leaveOut : [])
}

/** A body with what it must hold, and without what is left out. */
function completed(
  body: unknown,
  must: { attributes: object; meta: object },
  leaveOut: readonly string[],
): unknown {
  const { data, meta } = isEnvelope(body) ? body : {}
  const kept = (object: object = {}) =>
    Object.fromEntries(Object.entries(object).filter(([name]) => !leaveOut.includes(name)))
  const attributes = { ...kept(data?.attributes), ...must.attributes }
  const told = { ...kept(meta), ...must.meta }
  const whole = {
    ...(data || Object.keys(attributes).length > 0 ? { data: { attributes } } : {}),
    ...(meta || Object.keys(told).length > 0 ? { meta: told } : {}),
  }
  return isEnvelope(body) || Object.keys(whole).length > 0 ? whole : body
}

interface Envelope {
  data?: { attributes?: object }
  meta?: object
}

const isEnvelope = (body: unknown): body is Envelope => typeof body === 'object' && body !== null

const queryOf = ({ query }: Plan, fill: (text: string) => string): string =>
  query.length === 0 ? '' : `?${query.map(([name, value]) => `${name}=${encoded(fill(value))}`).join('&')}`

/** A lone surrogate cannot be encoded, and so cannot be sent. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())

function headersOf({ headers, raw }: Plan, body: unknown): Record<string, string> {
  const media = raw?.media ?? (body === undefined ? null : 'application/json')
  return { accept: 'application/json', ...headers, ...(media ? { 'content-type': media } : {}) }
}

function authorizationOf(
  { keys, session }: World,
  { bySecret }: Described,
  { intent, authorization }: Plan,
  side: Side,
  { secret }: Prepared,
): Record<string, string> {
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
  if (intent === 'no-key') {
    if (authorization === OF_THE_OTHER_KIND) return bearer(bySecret ? keys.destination : session.secret)
    return authorization === null ? {} : { authorization }
  }
  if (bySecret && intent !== 'other-method') {
    const origin = intent === 'stranger' ? { origin: 'https://elsewhere.example' } : {}
    return { ...bearer(secret ?? session.secret), ...origin }
  }
  const other = KEY_OF[intent]
  return bearer(other ? keys[other] : (secret ?? keys[side]))
}

const KEY_OF: Readonly<Partial<Record<Intent, keyof World['keys']>>> = {
  stranger: 'outsider',
  'powerless-key': 'powerless',
  'expired-key': 'expired',
}
