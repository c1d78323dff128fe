import { type Finding, findingsOf } from './findings.ts'
import type { Answer, Http } from './http.ts'
import type { Described } from './operations.ts'
import type { Plan } from './plans.ts'
import { type Ready, ready } from './requests.ts'
import { resourcesIn } from './resources.ts'
import { SIDES, type World } from './world.ts'

/** What a run has counted. */
export interface Tally {
  requests: number
  findings: Record<Finding, number>
  /** How often each operation has done what it was asked. */
  done: Map<string, number>
}

export const newTally = (): Tally => ({
  requests: 0,
  findings: {
    '5xx': 0,
    undocumented: 0,
    schema: 0,
    'accepted-invalid': 0,
    'refused-valid': 0,
    'auth-ignored': 0,
    allow: 0,
  },
  done: new Map(),
})

/** Sends a plan's request and judges the answer. Returns what is wrong, in words; null where nothing is. */
export async function carryOut(
  world: World,
  http: Http,
  operations: readonly Described[],
  plan: Plan,
  tally: Tally,
): Promise<string | null> {
  const operation = operations.find(one => one.id === plan.operation)
  if (!operation) throw new Error(`${plan.operation} is no operation`)
  const there = plan.intent === 'other-method' ? methodsAt(operations, operation.path) : []
  const request = await ready(world, operation, plan)
  if (plan.intent === 'other-method') request.sent.method = otherMethod(plan, there.flat())
  forgetDoomed(world, request.sent)
  const answer = await untilTaken(http, request.sent)
  tally.requests++
  const findings = findingsOf(plan, operation, answer, {
    reachable: request.reachable && !isDoomed(world, request.sent),
    foreign: foreignIn(operation, request),
    admitted: operation.admits(request.body),
    methods: there,
    known: id => SIDES.some(side => world.pools[side].has(id)),
  })
  for (const finding of findings) tally.findings[finding]++
  if (answer.status < 300) {
    tally.done.set(operation.id, (tally.done.get(operation.id) ?? 0) + 1)
    learn(world, plan, request, answer)
  }
  return findings.length === 0 ? null : report(findings, plan, request, answer)
}

/** Several plans run at the same time, and some operations take one at a time of a key: such a one asks again. */
async function untilTaken(http: Http, sent: Parameters<Http['send']>[0]): Promise<Answer> {
  let answer = await http.send(sent)
  while (answer.status === 429) answer = await http.send(sent)
  return answer
}

function foreignIn({ bySecret, path }: Described, { names, reachable }: Ready) {
  if (bySecret) return 'session'
  if (path.includes('{')) return reachable ? 'path' : null
  return names ? 'body' : null
}

/** The methods of each path that this one is an instance of: `/things/batch` is one of `/things/{id}` as well. */
function methodsAt(operations: readonly Described[], path: string): string[][] {
  const matching = operations.filter(one =>
    new RegExp(`^${one.path.replace(/\{[^}]+\}/, '[^/]+')}$`).test(path),
  )
  return [...Map.groupBy(matching, one => one.path).values()].map(some =>
    some.map(one => one.method.toUpperCase()),
  )
}

function otherMethod({ otherMethod: index }: Plan, there: readonly string[]): string {
  const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(method => !there.includes(method))
  return others[index % others.length] ?? 'PUT'
}

/** Remembers what a side was shown of its own. */
function learn({ pools }: World, { intent }: Plan, { side }: Ready, { json }: Answer): void {
  if (intent !== 'right' && intent !== 'well-formed') return
  const primary = isDocument(json) ? [json.data].flat() : []
  for (const { type, id } of resourcesIn(json)) {
    const isPrimary = primary.some(one => typeof one === 'object' && one?.id === id)
    if (isPrimary ? !SHOWN.test(type) : !OF_OTHERS.test(type)) pools[side].add(type, id)
  }
}

/** What vanishes is forgotten before it is asked for: of requests at the same time, others may come after. */
function forgetDoomed({ pools }: World, { method, path }: Ready['sent']): void {
  const doomed = method === 'DELETE' ? VANISHES.exec(path)?.[1] : undefined
  if (doomed) for (const side of SIDES) pools[side].remove(doomed)
}

/** Whether a path leads to what may have vanished meanwhile. */
function isDoomed({ pools }: World, { path }: Ready['sent']): boolean {
  const id = VANISHES.exec(path)?.[1]
  return id !== undefined && SIDES.some(side => pools[side].isGone(id))
}

interface Identified {
  id?: unknown
}

const isDocument = (json: unknown): json is { data: Identified | Identified[] } =>
  typeof json === 'object' && json !== null && 'data' in json

/** A connection names the key of whoever made it, which both its sides see; a peek names what the source has. */
const OF_OTHERS = /^(api-key|organization|connect\/source-data\/.*)$/

/** What is not there any more once it is deleted; everything else stays, without its values. */
const VANISHES = /^\/connect\/reference-lists\/(rlist_[0-9a-z]{26})/

/** What is the source's own, and shown to whoever holds its link. */
const SHOWN = /^connect\/connection-offer$/

function report(findings: Finding[], plan: Plan, { sent, side }: Ready, { status, text }: Answer): string {
  const body = String(sent.body ?? '').slice(0, 1000)
  return [
    `${findings.join(', ')} for ${plan.intent} ${plan.operation} as the ${side}`,
    `  ${sent.method} ${sent.path.slice(0, 300)} ${JSON.stringify(plan.headers)}`,
    ...(body ? [`  ${body}`] : []),
    `  → ${status} ${text.slice(0, 500)}`,
  ].join('\n')
}
