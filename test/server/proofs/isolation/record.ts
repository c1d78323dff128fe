import { Client } from 'pg'
import { vi } from 'vitest'

/** One statement that the server has sent, with its parameters in their places. */
export type Statement = string

/**
 * What the server sends in the one transaction in which it carries `ask` out: the first that has a statement which begins
 * with `writes`. Each is a text of its own, without parameters.
 */
export async function record(ask: () => Promise<unknown>, writes: string): Promise<Statement[]> {
  const sending = vi.spyOn(Client.prototype, 'query')
  try {
    await ask()
    const open = new Map<unknown, Statement[]>()
    for (const [n, args] of sending.mock.calls.entries()) {
      const [statement, values]: readonly unknown[] = args
      if (typeof statement !== 'string') continue
      const client = sending.mock.contexts[n]
      if (statement.startsWith('begin')) open.set(client, [])
      const sent = open.get(client)
      sent?.push(inPlace(statement, Array.isArray(values) ? values : []))
      if (statement !== 'commit' || !sent) continue
      if (sent.some(one => one.startsWith(writes))) return sent
      open.delete(client)
    }
    throw new Error(`nothing was sent that begins with: ${writes}`)
  } finally {
    sending.mockRestore()
  }
}

const inPlace = (statement: string, values: readonly unknown[]): Statement =>
  statement.replace(/\$(\d+)/g, (_, place) => literal(values[Number(place) - 1]))

/** A value as `pg` sends it, a text whose type the database finds out. In a specification a brace would end a step. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  const sent = Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value)
  return `E'${sent.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('}', '\\x7D')}'`
}
