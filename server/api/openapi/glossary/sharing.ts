import { exampleId } from '../naming.ts'
import { type Terms, words } from './term.ts'

const SECRET = 'x7Kq'.repeat(10)

const webAddress = { format: 'uri', pattern: '^https?:' }

/** Connections, share tokens, sessions, consents and redemptions. */
export const sharing: Terms = {
  rows: {
    description: 'The people, each by the fields that you have of them. They are never told again.',
    example: [{ 'name-first': 'Maria', 'name-last': 'Keller', birthdate: '1990-04-12' }],
  },
  ...words({
    'connection.status':
      '`pending` until the destination accepts, `active` while data may travel, `inactive` after either side has ended it.',
    'reference-list.name': 'Your own name for the list.',
    'row-count': 'How many people the list has.',
    'data-types': 'The types of data that may travel.',
    'lowest-consent-tier': "The lowest tier of a person's decision that the source accepts.",
    'required-consents':
      'The sides whose consent a redemption by a backend needs, by a record or by terms. In a session the person always decides.',
    'notice.text':
      'All that the question says, as plain text in the language of the notice: the page shows exactly this.',
    'text.direction': 'The direction of the text: from left to right, or from right to left.',
    'text.title': 'The question.',
    'text.intro': 'What it is about, in a sentence.',
    'text.shares': 'Stands under the name of the organization that shares.',
    'text.receives': 'Stands under the name of the organization that receives.',
    'text.required': 'Stands above what goes with the grant.',
    'text.optional': 'Stands above what goes if the person ticks it.',
    'text.biometric': 'Stands above what shows the face of the person, which is asked for on its own.',
    'text.biometric-hint': 'Why a face is asked for on its own.',
    'text.gap-title': 'Stands before `gap`.',
    'text.gap':
      'How much is there already, what the person will add, and what they will confirm by a code; empty where nothing is required.',
    'text.why': 'Stands before the purpose.',
    'text.retention-title': 'Stands before `retention`.',
    'text.retention': 'For how long the destination keeps its copy.',
    'text.withdraw-title': 'Stands before `withdraw`.',
    'text.withdraw': 'How the person takes the consent back.',
    'text.policies-title': 'Stands before the links to the privacy notices.',
    'text.share': 'The answer that grants.',
    'text.decline': 'The answer that declines.',
    'text.data-types': 'What each type of data that is asked about is called.',
    'connection-invite.status': '`pending` until it is `accepted`, `revoked` by the source, or `expired`.',
    'connection-invite.note': 'Your own reminder of whom you have invited. Nobody else sees it.',
    'connection-offer.source': 'The organization that offers to share.',
    'connection-invites.terms': 'Your own terms of service that cover sharing.',
    'unbound-tokens': 'Whether a token may be redeemed that no session has asked for.',
    'source-terms': "The source's terms of service that cover sharing; null where none are on record.",
    'destination-terms':
      "The destination's terms of service that cover sharing; null where none are on record.",
    terms: 'Your own terms of service that cover sharing; null takes them off record.',
    direction: '`outbound` for the organization that shares, `inbound` for the one that receives.',
    'failure-reason': 'Why it failed; null where it did not.',
    'field-mappings': 'Fields that have other names on your side.',
    'redeem-mode':
      '`hydrate` into an object that you have, or `clone` the source object; null before redemption.',
    'share-token.status': '`created`, `pending` while it is redeemed, `redeemed`, or `expired` or `failed`.',
    'share-tokens':
      'The secret form of each token, by its identifier. They are shown once and cannot be had again.',
    'source-data':
      'What the source object holds, for its destination before redemption: names and presence, no values.',
    'peek-source-data': 'Whether `source-data` is answered as well; for the destination only.',
    'peekable-attributes': 'What can be told of it before redemption.',
    'related-objects': 'What belongs to it.',
    visibility: 'That it is there, and not what it is.',
    available: 'Whether the connection lets it travel, or how much of what is required it brings.',
    basis:
      '`consent` for what a person decided, `terms` for the terms that both organizations have on record.',
    biometric: 'Whether it shows a face, which is asked for on its own.',
    decision: 'What the person decided.',
    environment: '`sandbox`, where nothing is real, or `production`.',
    gap: 'What the connection will not bring of what the template requires.',
    jws: 'The receipt as a signed text (JWS, compact); `/.well-known/jwks.json` holds the keys to verify it.',
    'logo-url':
      "The address of the organization's logo. The widget draws it where it is on this server's own origin or that of the page, since nobody else may learn of the person before they agree.",
    'gap.outcome':
      'What would become of the inquiry: the status that the rules of its template give it, or `awaiting-input` where the person would be asked for what is missing.',
    'gap.verifications': 'What each verification for which there is something to look at would find.',
    'verifications.status': 'What the verification would come to.',
    missing:
      'What is left to the person: what is required and was not, or would not be, shared, and the codes that confirm an address of theirs.',
    'consents.notice': 'What the person was shown, as it was shown; its bytes are kept under their hash.',
    notice: 'What the person is shown before deciding. It is fixed when the session is opened.',
    required: 'Whether the template cannot be completed without it.',
    agreed: 'Whether the person has agreed to just these types of data on the page of the destination.',
    'share-request.destination': 'The organization that receives.',
    'share-request.source': 'The organization that shares.',
    'share-request.status':
      '`open` until the person answers on the page of the source, then `granted` or `declined`; `minted` once there is a token for it, or `expired`.',
    'session.destination': 'The organization that receives.',
    'session.source': 'The organization that shares.',
    'session.status': 'Where the session stands.',
    side: 'The organization whose record it is: the one that shares, or the one that receives.',
    tier: 'How the decision is witnessed: vouched for by the destination, made on a hosted page, or signed by the person.',
    total: 'How many requirements the template has.',
    version: 'The version.',
    mode: '`hydrate` into an object of the destination, or `clone` of the source object.',
    stage: 'The last stage that is done; the next one begins there, whatever happens to the server.',
    'redemption.status': '`running`, `awaiting-input` of the person, `finished` or `failed`.',
    step: 'How many steps are done.',
    steps: 'How many steps there are.',
  }),
  'source-field-name': {
    description: 'The name of the field on the side that shares.',
    example: 'name-first',
  },
  'destination-field-name': { description: 'The name of the field on your side.', example: 'first-name' },
  'share-token': {
    description: 'The secret form of the share token. It is shown once and cannot be had again.',
    example: `${exampleId('share-token')}.${SECRET}`,
  },
  invite: {
    description: 'The secret form of the invite, from the fragment of its link.',
    example: `${exampleId('connection-invite')}.${SECRET}`,
  },
  'invite-url': {
    description: 'The link to hand to the destination. It is shown once and cannot be had again.',
    example: `https://connect.example/invite#${exampleId('connection-invite')}.${SECRET}`,
  },
  'share-url': {
    description:
      "The source's page that shares a token when it is asked; null where the source only pushes tokens.",
    example: 'https://exchange.example/share',
    rule: webAddress,
  },
  'terms.url': {
    description: 'Where the terms can be read.',
    example: 'https://bank.example/terms',
    rule: webAddress,
  },
  'terms.version': { description: 'The version of the terms.', example: '2026-01' },
  'allowed-origins': {
    description: 'The web origins whose pages may use the session: scheme, host and port, no wildcards.',
    example: ['https://bank.example'],
    rule: { items: { type: 'string', maxLength: 300, format: 'uri', pattern: '^https?://[^/]+$' } },
  },
  'client-secret': {
    description: "What the person's browser may hold. It is shown once and cannot be had again.",
    example: `${exampleId('session')}.${SECRET}`,
  },
  locale: {
    description: 'The language that the person was or is shown, as a BCP 47 tag.',
    example: 'en',
  },
  'notice-hash': {
    description: "`sha-256:` and the hexadecimal digest of the notice's canonical JSON (RFC 8785).",
    example: `sha-256:${'5d41'.repeat(16)}`,
  },
  'privacy-url': {
    description: "The address of the organization's privacy notice.",
    example: 'https://bank.example/privacy',
  },
  purpose: {
    description: 'Why the data is asked for, in words for the person.',
    example: 'Open an account',
    rule: { pattern: '\\S' },
  },
  'missing.name': {
    description: 'The name of the field, the kind of the document, or what is confirmed by the code.',
    example: 'proof-of-address',
  },
  'source.name': { description: 'The name of the organization.', example: 'Meridian Exchange' },
  'destination.name': { description: 'The name of the organization.', example: 'Northwind Bank' },
}
