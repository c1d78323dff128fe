/** The steps into which a transaction is cut: it begins and looks, writes for the first time, does the rest, commits. */
export const STEPS = 4

type Name = 'a' | 'b'

/**
 * All orders of the steps of two transactions in which both have begun before either commits: then what each of them read
 * is what it read alone, so that what was recorded is what it would send.
 */
export function ordersOf(): string[][] {
  const orders = interleave(stepsOf('a'), stepsOf('b'))
  return orders.filter(order => isBefore(order, 'a1', `b${STEPS}`) && isBefore(order, 'b1', `a${STEPS}`))
}

const isBefore = (order: readonly string[], one: string, other: string): boolean =>
  order.indexOf(one) < order.indexOf(other)

export const stepsOf = (name: Name): string[] => Array.from({ length: STEPS }, (_, n) => `${name}${n + 1}`)

function interleave(one: readonly string[], other: readonly string[]): string[][] {
  const [first, ...rest] = one
  const [second, ...more] = other
  if (first === undefined || second === undefined) return [[...one, ...other]]
  return [
    ...interleave(rest, other).map(order => [first, ...order]),
    ...interleave(one, more).map(order => [second, ...order]),
  ]
}

/** Cuts a recorded transaction into its steps; the first leaves word, which stands if the transaction is committed. */
export function cut(name: Name, statements: readonly string[]): string[] {
  const write = statements.findIndex(statement => /^(insert|update|delete)/.test(statement))
  const parts = [
    [...statements.slice(0, write), `insert into saved.done values ('${name}')`],
    statements.slice(write, write + 1),
    statements.slice(write + 1, -1),
    // By itself: what follows a refused statement in the same message is not carried out.
    ['commit'],
  ]
  return parts.map(part => part.join(';\n'))
}
