import { exampleId } from '../naming.ts'
import { type Terms, words } from './term.ts'

const ONE_TIME_LINK =
  'The address of a page of this server where the person gives what the redemption into the inquiry awaits. It is told once and opens once, by the button of that page: looking at it uses nothing up. While nothing is awaited, the page says so and the link stays good.'

/** Inquiries, their templates and sessions, accounts, transactions, and events. */
export const inquiries: Terms = {
  ...words({
    'account-status': 'A word of yours for where the account stands.',
    'account-type-name': 'The name of the type of account.',
    'auto-create-account': 'Whether an account is made along with it, where none is named.',
    'auto-create-inquiry-session': 'Whether a session is opened along with it.',
    'auto-create-one-time-link': 'Whether a one-time link is made along with it.',
    behaviors: 'Always empty here.',
    comment: 'What the reviewer has to say.',
    config: 'How the field is used.',
    'creator-email-address': 'Who makes the inquiry, where that is not the API key.',
    'decision.passed': 'What an inquiry becomes when all required verifications have passed.',
    'decision.failed': 'What an inquiry becomes when a required verification has not passed.',
    'inquiry-template.decision': 'What becomes of an inquiry.',
    'inquiry-template-version.decision': 'What becomes of an inquiry.',
    'document.decision': 'What becomes of an inquiry.',
    document: 'The whole template: what is required, and how an inquiry is decided.',
    'document.documents': 'The kinds of document that are asked for.',
    'document.fields': 'The fields that are asked for.',
    'document.verifications': 'What is verified.',
    'embedded-flow-domain-allowlist': 'Always empty here: a session says which pages may use it.',
    'enabled-locales': 'The languages that the person can be shown.',
    fraud: 'What becomes of the inquiry where a check that speaks of deceit is among those that failed.',
    'field-schemas': 'The fields that the template knows.',
    'fields.address': 'The parts of the address.',
    'fields.name': 'The parts of the name.',
    'fields.type': 'What sort of value it is.',
    fields: "The person's data, or your own, by the names of the fields.",
    'hosted-flow-redirect-uri-schemes': 'Always empty here.',
    'hosted-flow-subdomains': 'Always empty here.',
    'initial-step-name': 'Published; taken and left alone here.',
    'inquiry-session.status': 'Where the session stands.',
    'inquiry-template-version.status': 'Whether inquiries can be made from it.',
    'inquiry-template.status': 'Whether inquiries can be made from it.',
    'inquiry.status': 'Where the inquiry stands.',
    kind: 'What kind it is of.',
    live: 'Whether this is the version that new inquiries are made from.',
    'allowed-countries':
      'The only countries that it takes, as two letters (ISO 3166-1); all where there are none.',
    'disallowed-countries': 'Countries that it does not take.',
    'clone-if-younger-than-days':
      "Since when the source's verification may have been made to stand for one of yours, in days.",
    'id-classes':
      'The classes of document that are taken, such as `pp`, `dl` and `id`; all where none are named.',
    'issued-within-days': 'How long before the verification the document may have been made out, in days.',
    reuse:
      "Whether the source's verification may stand for one of yours: `rerun` (the default), `clone` and nothing else, `either`, or while it is young enough.",
    'confirmation-code':
      'Whether the person has to show by a one-time code that what is sent to the phone number or e-mail address reaches them.',
    'address-replaceable':
      'With a code that is awaited: whether the person may give another phone number or e-mail address in the place of the one that is there, and confirm that.',
    'minimum-age': 'How old the person has to be, in years.',
    name: 'The name.',
    'next-step-name': 'Always null here: the person is taken through by the widget.',
    'one-time-link': ONE_TIME_LINK,
    'one-time-link-short': ONE_TIME_LINK,
    payload: 'The object that it happened to, with its state and without values of the person.',
    'previous-step-name': 'Always null here: the person is taken through by the widget.',
    'redirect-uri': 'Published; taken and left alone here.',
    'reviewer-comment': 'What the reviewer had to say.',
    'selfie-photo':
      'A photo of the person, JPEG or PNG; with `data` null, the one that is there is taken away.',
    'session-token': 'What opens the session. It is told once.',
    simulate:
      'In the sandbox only: the verification passes, fails, takes ten seconds, or gets stuck for five minutes and is then not passed, whatever there is to see.',
    'simulate-actions': 'What is to happen, one after the other.',
    tags: 'Words of yours to find it by.',
    'theme-id': 'Published; taken and left alone here.',
    'theme-set-id': 'Published; taken and left alone here.',
    'transaction.label': 'What you have come to think of it.',
    'transaction.status': 'A word of yours for where the transaction stands.',
    'upsert-by':
      'The attribute by which an account that is there already is found and changed instead: `reference-id`.',
  }),
  creator: { description: 'Who made it.', example: exampleId('api-key') },
  'event.name': { description: 'What happened.', example: 'inquiry.completed' },
  'inquiry-template.name': {
    description: 'The name of the template.',
    example: 'Account opening',
    rule: { pattern: '\\S' },
  },
  'inquiry-template-version.name-display': {
    description: 'The name of the template.',
    example: 'Account opening',
  },
  key: { description: 'The name of the field.', example: 'name-first' },
  label: { description: 'The words that the person sees.', example: 'First name' },
  'documents.kind': { description: 'The kind of document.', example: 'government-id' },
  note: { description: 'A remark of yours.', example: 'Came from the spring campaign' },
  'tag-name': { description: 'The tag, or all of the tags.', example: 'vip' },
  value: { description: 'The value.', example: 'Maria' },
}
