/** Of these what came with a document is kept: names in all their letters and scripts, a nationality in its own code. */
const isKept = (name: string): boolean => name.startsWith('name-') || name === 'nationality'

/** What is known of a document: what its pictures say where they say it, otherwise what came with it as already read. */
export const knownAttributes = <Value extends string | string[]>(
  read: Readonly<Partial<Record<string, Value>>>,
  came: Readonly<Partial<Record<string, Value>>>,
): Record<string, Value> =>
  Object.fromEntries([...filled(came), ...filled(read), ...filled(came).filter(([name]) => isKept(name))])

const filled = <Value extends string | string[]>(attributes: Readonly<Partial<Record<string, Value>>>) =>
  Object.entries(attributes).flatMap(([name, value]): [string, Value][] =>
    value?.length ? [[name, value]] : [],
  )
