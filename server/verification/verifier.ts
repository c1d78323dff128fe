import type { VerificationKind } from '../api/wire.ts'
import type { TemplateVerification } from '../connect/template.ts'
import type { DocumentAttributes } from '../store/documents.ts'
import type { Check } from '../store/json.ts'
import type { Examine } from './examine/examine.ts'
import type { Fingerprint } from './fingerprint.ts'
import type { Possession, Reach } from './possession.ts'
import type { Reference } from './reference.ts'

/** A document with its files, as a verification sees it. */
export interface Evidence {
  id: string
  kind: string
  attributes: DocumentAttributes
  files: readonly EvidenceFile[]
}

export interface EvidenceFile {
  page: string
  contentType: string
  /** The decrypted bytes, read when a check asks for them. */
  read(): Promise<Uint8Array>
}

export interface VerificationInput {
  /** The verification that is run; the same when it is run again after a crash. */
  id: string
  /** Names what is looked at without telling it: other evidence has another name. */
  evidenceMac: string
  /** The fields that the verifier compares and that have a value, by published name. */
  fields: ReadonlyMap<string, string>
  /** Documents of the kind that the verifier looks at; never empty where it looks at one. */
  documents: readonly Evidence[]
  /** Documents of the kinds that the verifier looks at beside its own, as far as there are any. */
  beside: readonly Evidence[]
  /** The photo that the organization has of the person in their account; null where it has none. */
  accountPhoto: EvidenceFile | null
  /** The day of the verification in UTC, `YYYY-MM-DD`. */
  today: string
  /** What the template says about this kind. */
  wanted: TemplateVerification
  /** What the organization compares people with; null where it has given nothing. */
  reference: Reference | null
  /**
   * Whether a picture of one of the documents has been used for another person in this organization; null where it is
   * not known who this one is.
   */
  isAnotherPersons(documentId: string, print: Fingerprint): Promise<boolean | null>
  /** Keeps what the pictures of a document say, beside what came with it; it is stored together with the result. */
  keepRead(documentId: string, read: DocumentAttributes): void
  /** Whether the person has shown that they read what is sent to the address; of the kinds that can be reached. */
  possession: Possession
  /** Opens files; nothing that a stranger made is opened in this process. */
  examine: Examine
}

/** What one check found. Reasons and metadata are words and numbers of ours, never a person's values. */
export type Finding = Omit<Check, 'requirement'>

export interface Verifier {
  kind: VerificationKind
  /** The kind of document it looks at; null where fields are enough. */
  evidence: string | null
  /** Kinds of documents that it compares its own with, and for which it is run again when they change. */
  beside?: readonly string[]
  /** The fields that it is shown, and run again for when they change; all of them where it names none. */
  compares?: readonly string[]
  /** Of these fields at least one has to be there; without any, there is nothing to look at. */
  needs?: readonly string[]
  /** Where the person can be sent a code; null where these fields name nothing that one can be sent to. */
  reach?(fields: VerificationInput['fields']): Reach | null
  /** Its checks, each with whether it must pass where the template does not name the check. */
  checks(template: TemplateVerification): Readonly<Record<string, boolean>>
  run(input: VerificationInput): Promise<Finding[]>
  /** The same without asking anybody outside; of the kinds of which somebody outside is asked. */
  rehearse?(input: VerificationInput): Promise<Finding[]>
}

export const passed = (name: string): Finding => ({ name, status: 'passed', reasons: [], metadata: {} })

export const failed = (name: string, ...reasons: string[]): Finding => ({
  name,
  status: 'failed',
  reasons,
  metadata: {},
})

export const notApplicable = (name: string, ...reasons: string[]): Finding => ({
  name,
  status: 'not_applicable',
  reasons,
  metadata: {},
})

/** Not applicable to documents like this one, so that it must pass only where the template names it. */
export const notExpected = (name: string, ...reasons: string[]): Finding => ({
  ...notApplicable(name, ...reasons),
  metadata: { expected: false },
})

/** Whether a check has nothing to look at in documents like this one. */
export const isNotExpected = ({ status, metadata }: Pick<Finding, 'status' | 'metadata'>): boolean =>
  status === 'not_applicable' && metadata.expected === false

/** Passed where nothing speaks against it, failed with what does. */
export const failedIf = (name: string, reasons: string[]): Finding =>
  reasons.length === 0 ? passed(name) : failed(name, ...reasons)
