import { type Finding, failedIf, notApplicable, type VerificationInput, type Verifier } from './verifier.ts'

/**
 * A verifier that looks at pictures, with one check more: that none of them has been used for another person in this
 * organization. The back of a card is not looked at: those of one issuer look much the same. Not required by itself:
 * who shares a household's computer may hand the wrong picture in.
 */
export const withRepeatCheck = (verifier: Verifier, name: string): Verifier => ({
  ...verifier,
  checks: template => ({ ...verifier.checks(template), [name]: false }),
  run: async input => [...(await verifier.run(input)), await repeatCheck(name, input)],
})

async function repeatCheck(name: string, input: VerificationInput): Promise<Finding> {
  const pictures = input.documents.flatMap(document =>
    document.files
      .filter(file => file.contentType.startsWith('image/') && file.page !== 'back')
      .map(file => ({ documentId: document.id, file })),
  )
  if (pictures.length === 0) return notApplicable(name, 'no_picture')
  const reasons = new Set<string>()
  for (const { documentId, file } of pictures) {
    const print = await input.examine('fingerprint', await file.read())
    if (print.outcome === 'unavailable') return notApplicable(name, 'not_supported')
    if (print.outcome === 'refused') return notApplicable(name, print.reason)
    const repeated = await input.isAnotherPersons(documentId, print.report)
    if (repeated === null) return notApplicable(name, 'no_person')
    if (repeated) reasons.add('repeated_for_another_person')
  }
  return failedIf(name, [...reasons])
}
