import type { DocumentAttributes } from '../../store/documents.ts'
import { sameName } from '../names.ts'
import { type Finding, failedIf, notApplicable, notExpected } from '../verifier.ts'
import { differences, reasonOf } from './compare.ts'
import type { MachinePart } from './machine-checks.ts'
import { type Properties, sharedProperties } from './properties.ts'

const REQUIRED_PROPERTIES = [
  'name-first',
  'name-last',
  'birthdate',
  'document-number',
  'expiration-date',
] as const

/** The fields that a document is compared with. */
export const COMPARED_FIELDS = ['name-first', 'name-last', 'birthdate'] as const

export function extractedProperties(properties: Properties): Finding {
  const lacking = REQUIRED_PROPERTIES.filter(name => !properties[name])
  return failedIf('id_extracted_properties_detection', lacking.length === 0 ? [] : ['no_required_properties'])
}

/** What the pictures say against what came with them as read. */
export function extractionConsistency(
  { shared: noImage, zone, properties }: MachinePart,
  shared: Properties,
): Finding {
  const name = 'id_extraction_inconsistency_detection'
  if (noImage) return notExpected(name, 'no_image')
  if (!COMPARED_FIELDS.some(field => shared[field])) return notExpected(name, 'nothing_shared')
  if (Object.keys(properties).length === 0) return notApplicable(name, 'missing_properties')
  return failedIf(name, differences(shared, properties, zone))
}

/**
 * The document against what the person's fields say: against what came with it as read, where a name may be written in
 * the document's own script too, and otherwise against what its pictures say.
 */
export function inquiryComparison(
  fields: ReadonlyMap<string, string>,
  attributes: DocumentAttributes,
  machine: MachinePart,
): Finding {
  const claimed: Properties = Object.fromEntries([...COMPARED_FIELDS].map(name => [name, fields.get(name)]))
  const compared = COMPARED_FIELDS.filter(name => claimed[name])
  if (compared.length === 0) return notApplicable('id_inquiry_comparison', 'no_inquiry')
  const shared = sharedProperties(attributes)
  const seen = machine.shared ? {} : machine.properties
  const unlike = differences(claimed, seen, machine.zone)
  const differing = compared.filter(name => {
    const value = claimed[name] ?? ''
    if (!shared[name]) return !seen[name] || unlike.includes(reasonOf(name))
    return name === 'birthdate' ? value !== shared[name] : !isNameOn(attributes, name, value)
  })
  return failedIf('id_inquiry_comparison', differing.map(reasonOf))
}

const isNameOn = (attributes: DocumentAttributes, name: string, value: string): boolean =>
  [attributes[name], attributes[`native-${name}`]].some(
    printed => typeof printed === 'string' && sameName(value, printed),
  )
