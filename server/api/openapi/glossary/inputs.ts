import { type Terms, words } from './term.ts'

/** What a template asks of a person beyond its name, and what a person gives. */
export const inputs: Terms = {
  ...words({
    'attempts-left': 'How often the code that was sent last can still be tried.',
    'bytes-max': 'The largest file that is taken, in bytes.',
    complete: 'Whether nothing required is missing any more, so that the redemption goes on.',
    'config.options': 'The values of a choice.',
    'content-types': 'The types of file that are taken. A file is known by its content, not by its name.',
    'document.options': 'The values of a choice, which needs some.',
    given:
      'Whether this session has given it, or has what the source shared and can replace it. The value itself is never told.',
    'id-classes':
      'The classes that a document of identity can be of, each with its pages; empty for every other kind.',
    'id-classes.pages': 'The pages of a document of this class.',
    'id-classes.value': 'The class: identity card, driving licence or passport.',
    'input.kind': 'Whether it is a field, a document, or a code that confirms an address.',
    'input.label': 'The words that the person sees; of a document, null where its kind speaks for itself.',
    'input.required': 'Whether the redemption waits for it.',
    'label-locale': 'The language of the label, where the template says which it is; null where it does not.',
    'max-length': 'The longest text that is taken, in UTF-16 code units.',
    'option-labels': 'The words that the person sees for the options, in the same order.',
    options: 'The values of a choice, with the words that the person sees; empty for every other type.',
    pages: 'The pages of the document, a file each.',
    'pages.name': 'The name of the page.',
    'resend-at': 'From when on another code can be sent; null where none will be, and before the first.',
    'sends-left': 'How many codes can still be sent.',
    translations: 'The same words in other languages.',
  }),
  'input.id': { description: 'What the names of its parts begin with.', example: 'fields[birthdate]' },
  'input.name': { description: 'The name of the field, or the kind of the document.', example: 'birthdate' },
  'sent-to': {
    description: 'Where codes go, as only the person knows it again.',
    example: '•••• 42',
  },
  'sent-at': { description: 'When it was sent.' },
  'code.kind': { description: 'The kind of verification whose address the code confirms.' },
  code: { description: 'The code, six digits.', example: '204713' },
  'errors.code': { description: 'Which refusal it is, where a page has to tell them apart.' },
  'code.text': {
    description: 'What the person would have read.',
    example: '204713 is your code for Northwind Bank.',
  },
  'input.type': { description: 'What the text of the field must be.' },
}
