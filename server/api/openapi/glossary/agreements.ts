import { exampleId } from '../naming.ts'
import { type Terms, words } from './term.ts'

const HASH = { example: `sha-256:${'5d41'.repeat(16)}` }

/** The agreement that production needs, and its signatures. */
export const agreements: Terms = {
  ...words({
    'agreement.status':
      '`upcoming` until it takes effect, `current` while it is the one in force, `grace` while a later one is in force and a signature of this one is still enough, `superseded` after that.',
    'agreement.text': 'The agreement, word for word.',
    'effective-at': 'From when on the version is the one in force.',
    'grace-until': 'Until when a signature of the version before this one is enough as well.',
    'signed-at': 'When your organization signed this version, in this environment; null where it has not.',
    'signer-name': 'Who signs for the organization.',
    'signer-title': 'In which function.',
  }),
  'agreement-id': { description: 'The version that is signed.', example: exampleId('agreement') },
  'agreement.version': { description: 'What the version is called.', example: '2026-12' },
  'agreement.document-hash': {
    description: '`sha-256:` and the hexadecimal digest of the text, in UTF-8, byte for byte.',
    ...HASH,
  },
  'document-hash': {
    description: 'The hash of the text that the signer has read, as the version says it.',
    ...HASH,
  },
  'signer-email': { description: 'How the signer can be reached.', example: 'legal@bank.example' },
}
