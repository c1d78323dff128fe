import { exampleId } from '../naming.ts'
import { type Terms, words } from './term.ts'

/** Names that identify something. */
export const identifiers: Terms = {
  ...words({
    id: 'The identifier: a prefix that tells the type, and 26 characters that sort by time.',
    type: 'The type of the object.',
    'account-id': 'The account that the inquiry is of; without one, a new account is made.',
    'account-type-id': 'The type of the account. There is one, and it is used where none is named.',
    'api-key-id': 'The API key.',
    'auto-create-account-type-id': 'The type of the account that is made along with it.',
    'connection-id': 'The connection that the data travels over.',
    'consent-id':
      'The consent record that this stands on; without one, what the connection requires is looked for.',
    'destination-organization-id': 'The organization that receives.',
    'source-organization-name': 'What the organization that shares is called.',
    'destination-organization-name': 'What the organization that receives is called.',
    'dry-run.inquiry-id': 'The inquiry whose data is thought of as shared.',
    'event-id': 'The past event that the run is thought of as started by.',
    'inquiry-id': 'The inquiry.',
    'inquiry-ids': 'The inquiries whose sessions expire.',
    'inquiry-template-id': 'The inquiry template; its latest published version is used.',
    'inquiry-template-version-id': 'One version of an inquiry template.',
    'organization-id': 'The organization.',
    'redemption-id': 'The redemption.',
    'share-request-id': 'The share request of a session; the token is bound to that session.',
    'share-token-id': 'The share token.',
    'source-organization-id': 'The organization that shares.',
    'template-id': 'Published, of earlier templates that are not here: it is never found.',
    'transaction-type-id': 'The type of the transaction. There is one, and it is used where none is named.',
    'verification-template-id':
      "Which of the verifications of the inquiry's template: the inquiry template's `verification-templates`, and a verification's `verification-template`, say it.",
  }),
  'destination-id': {
    description:
      'Your inquiry, account or transaction that the data goes into. Without one, the source object is cloned.',
    example: exampleId('inquiry'),
  },
  'reference-id': {
    description: 'Your own name for the person or the object; nothing is read from it.',
    example: 'customer-4711',
  },
  'auto-create-account-reference-id': {
    description: 'The reference of the account that is made along with it.',
    example: 'customer-4711',
  },
  'source-id': {
    description: 'Your inquiry, account, transaction or verification that is shared.',
    example: exampleId('inquiry'),
  },
  'source-ids': {
    description:
      'Your inquiries, accounts, transactions or verifications that are shared, each with a token of its own.',
    example: [exampleId('inquiry')],
  },
}
