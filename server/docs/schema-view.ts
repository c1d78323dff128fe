import type { Schema } from '../api/openapi/openapi.ts'
import { type Html, html, prose } from './html.ts'

/** What is remarkable of a property: that it has to be sent, or that it may be missing from an answer. */
export type Marks = 'required' | 'optional'

/** A schema for people: the properties of an object one below the other, what is within them behind a disclosure. */
export function schemaView(schema: Schema, marks: Marks): Html {
  const { properties = {}, required = [] } = schema
  const rows = Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property === 'boolean' || property.not !== undefined) return []
    const isMarked = required.includes(name) === (marks === 'required')
    return [propertyView(name, property, isMarked ? marks : null, marks)]
  })
  return rows.length === 0 ? html`` : html`<dl class="properties">${rows}</dl>`
}

function propertyView(name: string, schema: Schema, mark: Marks | null, marks: Marks): Html {
  const limits = limitsOf(schema)
  return html`<div>
    <dt><code>${name}</code> <span class="type">${typeView(schema)}</span>${mark ? html` <span class="${mark}">${mark}</span>` : null}</dt>
    <dd>
      ${schema.description ? html`<p>${prose(schema.description)}</p>` : null}
      ${limits ? html`<p class="limits">${limits}</p>` : null}
      ${withinView(name, innerOf(schema), marks)}
    </dd>
  </div>`
}

/** Everybody looks into these; they are open from the start. */
const ENVELOPE = ['data', 'attributes']

function withinView(name: string, within: Schema | null, marks: Marks): Html | null {
  if (!within) return null
  const title = html`<summary>Properties of <code>${name}</code></summary>`
  return ENVELOPE.includes(name)
    ? html`<details open>${title}${schemaView(within, marks)}</details>`
    : html`<details>${title}${schemaView(within, marks)}</details>`
}

/** The object within a property: itself, or what its list holds. */
function innerOf(schema: Schema): Schema | null {
  if (Object.keys(schema.properties ?? {}).length > 0) return schema
  const inner = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flat()
  for (const one of inner) {
    const found = typeof one === 'object' ? innerOf(one) : null
    if (found) return found
  }
  return null
}

/** The type in a word or two; a component by its name, which leads to it. */
function typeView(schema: Schema): Html {
  const { $ref, items, enum: words, format } = schema
  if ($ref !== undefined) return componentLink($ref)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return separated(choices.map(typeView), ' or ')
  if (words)
    return html`${words.length === 1 ? 'always' : 'one of'} ${separated(
      words.map(word => html`<code>${String(word)}</code>`),
      ', ',
    )}`
  if (schema.const !== undefined) return html`always <code>${String(schema.const)}</code>`
  if (schema.type === 'array') return html`list of ${isOne(items) ? typeView(items) : 'anything'}`
  return html`${format ?? [schema.type ?? 'anything'].flat().join(' or ')}`
}

const isOne = (items: Schema['items']): items is Schema =>
  typeof items === 'object' && items !== null && !Array.isArray(items)

export function componentLink(reference: string): Html {
  const name = reference.replace('#/components/schemas/', '')
  return html`<a href="#schema-${name}">${name}</a>`
}

const separated = (parts: Html[], separator: string): Html =>
  html`${parts.map((part, index) => (index === 0 ? part : html`${separator}${part}`))}`

/** The bounds of a value, in words. */
function limitsOf(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema
  const fallback = schema.default
  return [
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    range(minItems, maxItems, ' entries'),
    pattern === undefined ? null : `matches ${pattern}`,
    fallback === undefined || typeof fallback === 'object'
      ? null
      : `${String(fallback)} where nothing is said`,
  ]
    .filter(limit => limit !== null)
    .join('; ')
}

function range(least: number | undefined, most: number | undefined, unit: string): string | null {
  if (least === undefined && most === undefined) return null
  if (least === undefined) return `at most ${most}${unit}`
  return most === undefined ? `at least ${least}${unit}` : `${least} to ${most}${unit}`
}
