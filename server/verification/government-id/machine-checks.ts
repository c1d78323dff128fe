import type { DocumentAttributes } from '../../store/documents.ts'
import { type MachineReadableZone, readZone } from '../mrz.ts'
import { type Finding, failed, failedIf, notApplicable, notExpected, passed } from '../verifier.ts'
import { differences } from './compare.ts'
import type { Look } from './look.ts'
import { licenceProperties, type Properties, zoneProperties } from './properties.ts'

/** The part of a document that is made for machines. */
export interface MachinePart {
  /** The part that a document of its class has. */
  kind: 'zone' | 'barcode'
  zone: MachineReadableZone | null
  /** The zone was not read from a picture: there is none, and its lines came with the document. */
  shared: boolean
  properties: Properties
}

/** What was read of it from the pictures; what came with the document only where there is no picture. */
export function machinePartOf(look: Look, attributes: DocumentAttributes, today: string): MachinePart {
  const shared = look.pictures === 0
  const lines = Array.isArray(attributes.mrz) ? attributes.mrz : []
  const zone = shared ? readZone(lines) : (look.zone?.read ?? null)
  if (zone) return { kind: 'zone', zone, shared, properties: zoneProperties(zone, today) }
  if (look.licence) return { kind: 'barcode', zone, shared, properties: licenceProperties(look.licence) }
  return { kind: attributes['id-class'] === 'dl' ? 'barcode' : 'zone', zone, shared, properties: {} }
}

/**
 * The zone or the barcode, whichever a document of its class has, and either against what is printed beside it. The
 * other one is not expected.
 */
export const machineChecks = (part: MachinePart, look: Look, printed: Properties): Finding[] => [
  zoneDetection(part, look),
  zoneConsistency(part, look, printed),
  barcodeDetection(part, look),
  barcodeConsistency(part, look, printed),
]

function zoneDetection({ kind, zone, shared }: MachinePart, { unavailable }: Look): Finding {
  const name = 'id_mrz_detection'
  if (kind !== 'zone') return notExpected(name, 'no_mrz_of_class')
  if (zone) return { ...passed(name), metadata: { source: shared ? 'shared' : 'image', format: zone.format } }
  return unavailable ? notApplicable(name, 'not_available') : failed(name, 'mrz_not_found')
}

/** The zone against itself, by its check digits, and against what is printed beside it. */
function zoneConsistency(
  { kind, zone, shared, properties }: MachinePart,
  look: Look,
  printed: Properties,
): Finding {
  const name = 'id_mrz_inconsistency_detection'
  if (kind !== 'zone') return notExpected(name, 'no_mrz_of_class')
  if (!zone) return look.unavailable ? notApplicable(name, 'not_available') : failed(name, 'mrz_not_found')
  const reasons = [
    ...zone.wrongCheckDigits.map(digit => `${digit}_check_digit_wrong`),
    ...differences(printed, properties, zone),
  ]
  return { ...failedIf(name, reasons), metadata: { source: shared ? 'shared' : 'image' } }
}

function barcodeDetection({ kind }: MachinePart, { barcode, licence, unavailable }: Look): Finding {
  const name = 'id_barcode_detection'
  if (kind !== 'barcode') return notExpected(name, 'no_barcode_of_class')
  if (licence) return passed(name)
  if (unavailable) return notApplicable(name, 'not_available')
  return failed(name, barcode ? 'barcode_of_unknown_format' : 'barcode_not_decoded')
}

function barcodeConsistency({ kind, properties }: MachinePart, look: Look, printed: Properties): Finding {
  const name = 'id_barcode_inconsistency_detection'
  if (kind !== 'barcode') return notExpected(name, 'no_barcode_of_class')
  if (look.licence) return failedIf(name, differences(printed, properties, null))
  return look.unavailable ? notApplicable(name, 'not_available') : failed(name, 'barcode_not_decoded')
}
