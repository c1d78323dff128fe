import { type Outcome, runSpecification } from './isolationtester.ts'
import type { Operation } from './operations.ts'
import { cut, stepsOf } from './orders.ts'
import { record, type Statement } from './record.ts'
import { FIND, find, RESTORE, restore } from './state.ts'

/** How long a step waits for a row that its own order never gives free, in ms; then its transaction is given up. */
const LOCK_MS = 150

/** What an operation sends, and what the real server reaches with two of them. */
export interface Pair {
  names: string
  a: readonly Statement[]
  b: readonly Statement[]
  /** By which of them were carried out, what may stand in the end. */
  allowed: ReadonlyMap<string, readonly string[]>
}

/** Asks the real server for both, alone and one after the other, each time from what was saved. */
export async function learn(url: string, a: Operation, b: Operation): Promise<Pair> {
  const from = async <T>(work: () => Promise<T>): Promise<T> => {
    await restore(url)
    return work()
  }
  const sent = (one: Operation) =>
    from(async () => {
      const statements = await record(one.ask, one.writes)
      await find(url)
      return statements
    })
  const statements = { a: await sent(a), b: await sent(b) }
  const allowed = new Map<string, string[]>()
  const reach = (...asked: readonly (readonly ['a' | 'b', Operation])[]) =>
    from(async () => {
      const done: string[] = []
      for (const [name, { ask }] of asked) {
        if ((await ask()).status < 300) done.push(name)
        await find(url)
      }
      const key = JSON.stringify(done.sort())
      allowed.set(key, [...(allowed.get(key) ?? []), withoutDone(await find(url))])
    })
  await reach()
  await reach(['a', a])
  await reach(['b', b])
  await reach(['a', a], ['b', b])
  await reach(['b', b], ['a', a])
  return { names: `${a.name} and ${b.name}`, ...statements, allowed }
}

/** What an order found, without which of the two were carried out. */
const withoutDone = (found: string): string => JSON.stringify({ ...JSON.parse(found), done: null })

/** Lets PostgreSQL's tool try the orders, each from what was saved. `change` plants a bug in what is sent. */
export function tryOrders(
  url: string,
  { a, b }: Pair,
  orders: readonly (readonly string[])[],
  change = (statement: Statement): Statement => statement,
): Promise<Outcome[]> {
  const own = `set session authorization connect; set lock_timeout = ${LOCK_MS}`
  const session = (name: 'a' | 'b', statements: readonly Statement[]) => {
    const parts = cut(name, statements.map(change))
    const steps = stepsOf(name).map((step, n) => `step ${step} { ${parts[n]}; }`)
    return [`session ${name}`, `setup { ${own}; }`, ...steps]
  }
  return runSpecification(
    url,
    [
      `setup { ${RESTORE}; }`,
      ...session('a', a),
      ...session('b', b),
      'session judge',
      `step found { ${FIND}; }`,
      ...orders.map(order => `permutation ${order.join(' ')} found`),
      '',
    ].join('\n'),
  )
}

/** What the database says to one of two where the other was there first, so that the server does it again. */
export const GIVEN_UP = /could not serialize access|deadlock detected/
/** What it says where the order itself keeps the other from going on. */
export const STUCK = /due to lock timeout/
/** What it says to whatever the same transaction sends after that. */
const ABORTED = /current transaction is aborted/

/** Why an outcome is none that the real server would have reached; null where it is one. */
export function mismatchOf({ allowed }: Pair, { order, found, errors }: Outcome): string | null {
  const strange = errors.find(error => ![GIVEN_UP, STUCK, ABORTED].some(known => known.test(error)))
  if (strange) return `${order}: ${strange}`
  if (found === '') return `${order}: nothing was found`
  const { done } = JSON.parse(found)
  const may = allowed.get(JSON.stringify(done)) ?? []
  return may.includes(withoutDone(found))
    ? null
    : `${order}: ${found}, where there may be ${may.join(' or ')}`
}
