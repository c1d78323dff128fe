import { isDeepStrictEqual } from 'node:util'
import type { Client } from '../../client/client.ts'
import { templateDocument } from '../../server/connect/template.ts'
import { DOCUMENTS, type DocumentName } from './documents.ts'

const titleOf = (name: DocumentName): string => `Playground: ${name}`

/**
 * The ids of the playground's templates at the bank, each made when it is first wanted: a sandbox whose playground
 * nobody opens holds none. One that an earlier start has made is used again.
 */
export function playgroundTemplates(bank: Client): (name: DocumentName) => Promise<string> {
  const made = new Map<DocumentName, Promise<string>>()
  return name => {
    const known = made.get(name)
    if (known) return known
    const making = findOrMake(bank, name)
    made.set(name, making)
    // The next one who wants it tries again.
    making.catch(() => made.delete(name))
    return making
  }
}

async function findOrMake(bank: Client, name: DocumentName): Promise<string> {
  const document = templateDocument.parse(DOCUMENTS[name])
  for await (const { id, attributes } of bank.inquiryTemplates.all()) {
    if (attributes.name !== titleOf(name)) continue
    const { data } = await bank.inquiryTemplates.retrieve(id)
    if (!isDeepStrictEqual(data.attributes.document, document))
      await bank.inquiryTemplates.publish(id, { document })
    return id
  }
  return (await bank.inquiryTemplates.create({ name: titleOf(name), document })).data.id
}
