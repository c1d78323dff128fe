import { fileFindings } from './document/file-findings.ts'
import { addressWords, hasAddress } from './document/find-address.ts'
import { hasName } from './document/find-name.ts'
import { type ReadDocument, readDocument } from './document/read-document.ts'
import { sameReadWord, sameWord, wordsOf } from './document/words.ts'
import { issueDate, writtenDates } from './document/written-dates.ts'
import {
  type Evidence,
  type Finding,
  failed,
  failedIf,
  notApplicable,
  passed,
  type VerificationInput,
  type Verifier,
} from './verifier.ts'

const COMPARED_FIELDS = [
  'name-first',
  'name-last',
  'address-street-1',
  'address-city',
  'address-postal-code',
  'address-country-code',
]

/**
 * A proof of address: whether its files are what they say and can be read, whether the text in them has the person's
 * name and address and a date that is recent enough, and what the files tell of having been changed. The latter are
 * signs, no proof, and required only where a template says so. Check names are the published ones.
 */
export const document: Verifier = {
  kind: 'document',
  evidence: 'proof-of-address',
  compares: COMPARED_FIELDS,
  checks: template => ({
    document_type_detection: true,
    document_unprocessable_submission_detection: true,
    document_extracted_properties_detection: true,
    document_recency_detection: template['issued-within-days'] !== undefined,
    document_expired_detection: false,
    document_pdf_modification_detection: false,
    document_pdf_editor_detection: false,
    document_pdf_inconsistent_timestamp_detection: false,
    document_pdf_annotation_detection: false,
    document_image_suspicious_metadata_detection: false,
  }),
  async run(input) {
    const files = input.documents.flatMap(one => one.files)
    if (files.length === 0) return [failed('document_type_detection', 'no_file')]
    const documents = await readAll(input.documents, input)
    const read = documents.flatMap(one => one.files)
    const wrongType = read.some(one => one.outcome === 'wrong_type')
    return [
      failedIf('document_type_detection', wrongType ? ['type_not_detected'] : []),
      processed(documents),
      extractedProperties(documents, input.fields),
      recency(documents, input),
      expiry(documents, input),
      ...fileFindings(read),
    ]
  },
}

/** One after another: two files of one person do not take both processes. */
async function readAll(
  documents: readonly Evidence[],
  { examine }: VerificationInput,
): Promise<ReadDocument[]> {
  const read: ReadDocument[] = []
  for (const one of documents) read.push(await readDocument(one, examine))
  return read
}

function processed(documents: readonly ReadDocument[]): Finding {
  const name = 'document_unprocessable_submission_detection'
  const files = documents.flatMap(one => one.files)
  const refused = files.flatMap(one => (one.outcome === 'refused' ? [one.reason] : []))
  const wrong = files.some(one => one.outcome === 'wrong_type') ? ['type_not_detected'] : []
  const reasons = [...new Set([...refused, ...wrong])]
  if (reasons.length > 0) return failed(name, ...reasons)
  if (files.some(one => one.outcome === 'unavailable')) return notApplicable(name, 'not_available')
  return failedIf(name, documents.some(one => one.text === '') ? ['no_text'] : [])
}

/** Why nothing can be said of what the documents say; null where it can. */
function unread(name: string, documents: readonly ReadDocument[]): Finding | null {
  const files = documents.flatMap(one => one.files)
  if (files.some(one => one.outcome === 'unavailable')) return notApplicable(name, 'not_available')
  return files.some(one => one.outcome !== 'read') ? notApplicable(name, 'unprocessable_submission') : null
}

/** Each document has the name and the address that the person gave. */
function extractedProperties(
  documents: readonly ReadDocument[],
  fields: ReadonlyMap<string, string>,
): Finding {
  const check = 'document_extracted_properties_detection'
  const field = (name: string) => fields.get(name) ?? ''
  const name = { first: field('name-first'), last: field('name-last') }
  const address = {
    street: field('address-street-1'),
    city: field('address-city'),
    postalCode: field('address-postal-code'),
  }
  if (`${name.first}${name.last}` === '') return notApplicable(check, 'no_name')
  if (address.street === '' || `${address.postalCode}${address.city}` === '')
    return notApplicable(check, 'no_address')
  const nothing = unread(check, documents)
  if (nothing) return nothing
  const photographed = documents.some(one => one.recognised)
  if (photographed && ![name.first, name.last, address.street].every(isLatin))
    return notApplicable(check, 'script_not_supported')
  const reasons = documents.flatMap(({ text, recognised }) => {
    const words = wordsOf(text)
    const same = recognised ? sameReadWord : sameWord
    return [
      ...(hasName(words, name, same) ? [] : ['name_not_found']),
      ...(hasAddress(addressWords(words), address, same) ? [] : ['address_not_found']),
    ]
  })
  return failedIf(check, [...new Set(reasons)])
}

/** Only Latin letters are read from pictures. */
const isLatin = (text: string): boolean => !/(?!\p{Script=Latin})\p{L}/u.test(text)

const DAY_MS = 86_400_000

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** Each document was issued within the template's limit. */
function recency(documents: readonly ReadDocument[], input: VerificationInput): Finding {
  const name = 'document_recency_detection'
  const limit = input.wanted['issued-within-days']
  if (limit === undefined) return notApplicable(name, 'no_limit')
  const nothing = unread(name, documents)
  if (nothing) return nothing
  const reasons = documents.flatMap(({ text }) => {
    const date = issueDate(writtenDates(text, countryOf(input)), input.today)
    if (date === null) return ['no_date']
    // Where the document was printed it may already be tomorrow.
    const age = daysBetween(date, input.today)
    if (age < -1) return ['date_in_future']
    return age > limit ? ['too_old'] : []
  })
  return failedIf(name, [...new Set(reasons)])
}

/** No document says that it has ended to be good. */
function expiry(documents: readonly ReadDocument[], input: VerificationInput): Finding {
  const name = 'document_expired_detection'
  const nothing = unread(name, documents)
  if (nothing) return nothing
  const ends = documents.flatMap(({ text }) =>
    writtenDates(text, countryOf(input)).filter(({ meaning }) => meaning === 'expires'),
  )
  if (ends.length === 0) return notApplicable(name, 'no_expiration_date')
  return ends.some(({ date }) => date < input.today) ? failed(name, 'expired') : passed(name)
}

const countryOf = ({ fields }: VerificationInput): string => fields.get('address-country-code') ?? ''
