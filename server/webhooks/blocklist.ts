/**
 * A document without the attributes that a webhook's blocklist names (published): a bare name, `name-last` or
 * `address-*`, is left out wherever it stands below `attributes`; a path, `/data/attributes/fields/*-number`, just
 * there. `*` stands for any part of one name. Types, identifiers and relationships stay.
 */
export function withoutBlocked(document: unknown, blocklist: readonly string[]): unknown {
  if (blocklist.length === 0) return document
  const rules = blocklist.map(rule => ({ anywhere: !rule.startsWith('/'), pattern: patternOf(rule) }))
  const isBlocked = (path: readonly string[], inAttributes: boolean): boolean =>
    inAttributes &&
    rules.some(({ anywhere, pattern }) => pattern.test(anywhere ? (path.at(-1) ?? '') : `/${path.join('/')}`))

  const strip = (value: unknown, path: readonly string[], inAttributes: boolean): unknown => {
    if (Array.isArray(value)) return value.map(item => strip(item, path, inAttributes))
    if (value === null || typeof value !== 'object') return value
    const kept = Object.entries(value).filter(([name]) => !isBlocked([...path, name], inAttributes))
    const below = (name: string) => inAttributes || name === 'attributes'
    return Object.fromEntries(
      kept.map(([name, member]) => [name, strip(member, [...path, name], below(name))]),
    )
  }
  return strip(document, [], false)
}

const patternOf = (rule: string): RegExp => {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${rule.split('*').map(literal).join('[^/]*')}$`)
}
