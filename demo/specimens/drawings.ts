import type { GovernmentId, Person, PersonDocument } from '../people/person.ts'
import { cardBack, cardFront, cardSize } from './card.ts'
import { faces } from './faces.ts'
import { passportPage, passportSize } from './passport.ts'
import { type Picture, photographDocument, photographPerson } from './photograph.ts'
import { portrait } from './portrait.ts'
import { electricityBill } from './proof-of-address.ts'

/** What one file shows: a picture for a JPEG, or a page of HTML for a PDF of a given date. */
export type Drawing =
  | { path: string; format: 'jpeg'; picture: Picture }
  | { path: string; format: 'pdf'; html: string; date: string }

const governmentIdPicture = (
  person: Person,
  document: GovernmentId,
  page: 'front' | 'back',
  ocrB: string,
): Picture => {
  if (page === 'back') return photographDocument(cardBack(document), cardSize, 1120, ocrB)
  const face = portrait(faces[person.key], 'neutral')
  return document['id-class'] === 'pp'
    ? photographDocument(passportPage(document, face), passportSize, 1260, ocrB)
    : photographDocument(cardFront(document, face), cardSize, 1120, ocrB)
}

const drawingsOfDocument = (person: Person, document: PersonDocument, ocrB: string): Drawing[] => {
  switch (document.kind) {
    case 'government-id':
      return document.files.map(({ page, path }) => ({
        path,
        format: 'jpeg',
        picture: governmentIdPicture(person, document, page, ocrB),
      }))
    case 'selfie': {
      const face = faces[person.key]
      const picture = photographPerson(portrait(face, 'smile'), face.wall)
      return document.files.map(({ path }) => ({ path, format: 'jpeg', picture }))
    }
    case 'proof-of-address': {
      const date = document.attributes['issued-at']
      const html = electricityBill(person.fields, date)
      return document.files.map(({ path }) => ({ path, format: 'pdf', html, date }))
    }
  }
}

/** Everything to be drawn for a person, one for each file that their documents name. `ocrB` is a data URL of the font. */
export const drawingsOf = (person: Person, ocrB: string): Drawing[] =>
  person.documents.flatMap(document => drawingsOfDocument(person, document, ocrB))
