import { knownAttributes } from '../connect/document-attributes.ts'
import { limitsCountries } from './country-limits.ts'
import {
  COMPARED_FIELDS,
  extractedProperties,
  extractionConsistency,
  inquiryComparison,
} from './government-id/comparison.ts'
import { age, expiry, validDates } from './government-id/date-checks.ts'
import { lookAt } from './government-id/look.ts'
import { machineChecks, machinePartOf } from './government-id/machine-checks.ts'
import { numberFormat } from './government-id/number-format.ts'
import { pictureChecks } from './government-id/picture-checks.ts'
import { type Properties, sharedProperties } from './government-id/properties.ts'
import { country, type } from './government-id/template-checks.ts'
import type { Verifier } from './verifier.ts'

/**
 * A passport, identity card or driver licence: its pictures, what their machine-readable part says, and what came with
 * them as already read. Check names are the published ones. Not looked at: security features, and whether the print is
 * genuine.
 */
export const governmentId: Verifier = {
  kind: 'government-id',
  evidence: 'government-id',
  compares: COMPARED_FIELDS,
  checks: template => ({
    id_unprocessable_submission_detection: true,
    id_blur_detection: true,
    id_glare_detection: true,
    id_portrait_detection: true,
    id_double_side_detection: true,
    id_mrz_detection: true,
    id_mrz_inconsistency_detection: true,
    id_barcode_detection: true,
    id_barcode_inconsistency_detection: true,
    id_extraction_inconsistency_detection: true,
    id_extracted_properties_detection: true,
    id_expired_detection: true,
    id_valid_dates_detection: true,
    id_age_comparison: template['minimum-age'] !== undefined,
    id_inquiry_comparison: true,
    id_number_format_inconsistency_detection: false,
    id_disallowed_country_detection: limitsCountries(template),
    id_disallowed_type_detection: template['id-classes'] !== undefined,
  }),
  async run({ documents, fields, today, wanted, examine, keepRead }) {
    const document = documents.at(-1)
    if (!document) return []
    const { attributes } = document
    const look = await lookAt(document, examine)
    const shared = sharedProperties(attributes)
    const machine = machinePartOf(look, attributes, today)
    const read = machine.shared ? {} : machine.properties
    keepRead(document.id, read)
    const properties: Properties = knownAttributes(read, shared)
    return [
      ...pictureChecks(look),
      ...machineChecks(machine, look, shared),
      extractionConsistency(machine, shared),
      extractedProperties(properties),
      expiry(properties, today),
      validDates(properties, today),
      age(properties, today, wanted['minimum-age']),
      inquiryComparison(fields, attributes, machine),
      numberFormat(properties),
      country(properties, wanted),
      type(properties, wanted),
    ]
  },
}
