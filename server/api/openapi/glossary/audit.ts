import { exampleId } from '../naming.ts'
import { type Terms, words } from './term.ts'

/** The audit: entries, proofs and roots. */
export const audit: Terms = {
  ...words({
    'actor-type': 'What sort of caller it was.',
    'audit-entry.status':
      'The HTTP status that it was answered with; 403 where the caller may not do it, and nothing was done.',
    sequence: 'Which root of the environment it is, from 0.',
    'tree-size': 'How many entries the tree has.',
    'leaf-index': 'The place of the entry in its tree, from 0.',
  }),
  'actor-id': {
    description: 'The API key, the operator, the session, or the publisher of the workflow that did it.',
    example: exampleId('api-key'),
  },
  'within-id': {
    description: "The operator's session at the dashboard, or the run of the workflow; null for others.",
    example: exampleId('workflow-run'),
  },
  operation: {
    description: 'The method and the path that was called, or the type of the step of a workflow.',
    example: 'POST /connect/share-tokens',
  },
  'object-ids': {
    description: 'What it was done to, and what it has made.',
    example: [exampleId('share-token')],
  },
  'request-id': {
    description: 'The `Request-Id` of its answer; null where there was no request.',
    example: exampleId('request'),
  },
  path: {
    description:
      'The hashes beside the way from the entry to the root, from the entry upwards, in hex (RFC 6962, section 2.1.1).',
    example: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  },
  'signed-root': {
    description:
      'The root as a compact JWS: `environment`, `sequence`, `tree-size`, `root-hash` and `previous-hash`, the SHA-256 of the signed root before it.',
    example: 'eyJhbGciOiJFZERTQSJ9.eyJzZXF1ZW5jZSI6MH0.c2lnbmF0dXJl',
  },
}
