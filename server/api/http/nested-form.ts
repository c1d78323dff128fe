import { ApiError } from './api-error.ts'

/** `data[attributes][tags][]`: names of properties one within the other; an empty one is an entry of a list. */
const PART_NAME = /^[A-Za-z0-9_-]{1,64}(\[[A-Za-z0-9_-]{0,64}\]){0,7}$/

interface Part {
  path: string[]
  value: unknown
}

/**
 * The body that a form says part by part, as JSON would have said it. A file is `{ data }`, its bytes in base64: the name
 * that somebody has given it is not looked at. Throws `bad_request` where two parts contradict each other.
 */
export async function nestedForm(form: FormData): Promise<unknown> {
  const parts: Part[] = []
  for (const [name, content] of form) {
    const value = typeof content === 'string' ? content : { data: await base64(content) }
    parts.push({ path: pathOf(name), value })
  }
  return nest(parts)
}

function pathOf(name: string): string[] {
  if (PART_NAME.test(name)) return name.replaceAll(']', '').split('[')
  throw new ApiError('bad_request', 'the form has a part whose name is not known')
}

function nest(parts: Part[]): unknown {
  const groups = Map.groupBy(parts, ({ path }) => path[0] ?? '')
  return Object.fromEntries([...groups].map(([name, group]) => [name, memberOf(group)]))
}

function memberOf(group: Part[]): unknown {
  const inner = group.map(({ path, value }) => ({ path: path.slice(1), value }))
  if (inner.every(({ path }) => path.length === 1 && path[0] === '')) return inner.map(({ value }) => value)
  if (inner.every(({ path }) => path.length > 0)) return nest(inner)
  const [only, ...others] = inner
  if (others.length > 0) throw new ApiError('bad_request', 'the form has the same property twice')
  return only?.value
}

const base64 = async (file: Blob): Promise<string> => Buffer.from(await file.arrayBuffer()).toString('base64')
