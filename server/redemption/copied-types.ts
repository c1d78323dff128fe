import type { DataType } from '../api/wire.ts'
import { dataTypeOfDocument, dataTypeOfField } from '../connect/data-type.ts'

/** The data types of which something was copied, in the scope's order. */
export function copiedTypes(
  scope: readonly DataType[],
  fields: Iterable<string>,
  documents: readonly { kind: string }[],
): DataType[] {
  const present = new Set([
    ...[...fields].map(dataTypeOfField),
    ...documents.map(document => dataTypeOfDocument(document.kind)),
  ])
  return scope.filter(type => present.has(type))
}
