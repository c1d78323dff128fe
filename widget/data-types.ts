import type { DataType, SessionDataType } from '../server/api/wire.ts'

/** A notice's data types by the way the person is asked for them. */
export interface AskedDataTypes {
  /** Go with "Share" itself: required, and listed as such. */
  required: DataType[]
  /** A checkbox each, unticked. */
  optional: SessionDataType[]
  /** A checkbox each, unticked, and apart: the face of a person is special data (GDPR Art. 9), required or not. */
  biometric: SessionDataType[]
}

/** Sorts what the connection lets travel; what it does not is reported as missing and cannot be shared. */
export function askedDataTypes(dataTypes: readonly SessionDataType[]): AskedDataTypes {
  const available = dataTypes.filter(dataType => dataType.available)
  const plain = available.filter(dataType => !dataType.biometric)
  return {
    required: plain.filter(dataType => dataType.required).map(dataType => dataType.name),
    optional: plain.filter(dataType => !dataType.required),
    biometric: available.filter(dataType => dataType.biometric),
  }
}

/** What "Share" grants, in the notice's order: all that is required, and of the rest what the person ticked. */
export function grantedDataTypes(
  dataTypes: readonly SessionDataType[],
  ticked: ReadonlySet<string>,
): DataType[] {
  const granted = dataTypes.filter(
    ({ name, available, required, biometric }) => available && ((required && !biometric) || ticked.has(name)),
  )
  return granted.map(({ name }) => name)
}
