import { type TemplateDocument, templateDocument } from '../../../server/connect/template.ts'

interface Wish {
  /** Field keys and document kinds; a name that ends in `?` is optional. */
  fields?: readonly string[]
  documents?: readonly string[]
  verifications?: TemplateDocument['verifications']
  decision?: TemplateDocument['decision']
}

const required = (name: string) => !name.endsWith('?')
const bare = (name: string) => name.replace(/\?$/, '')

/** A template that requires just this. */
export const templateOf = ({ fields = [], documents = [], verifications = [], decision }: Wish) =>
  templateDocument.parse({
    fields: fields.map(name => ({
      key: bare(name),
      type: 'string',
      label: bare(name),
      required: required(name),
    })),
    documents: documents.map(name => ({ kind: bare(name), required: required(name) })),
    verifications,
    decision: decision ?? { passed: 'approved', failed: 'needs_review' },
    'retention-days': null,
  })
