import { type Terms, words } from './term.ts'

/** API keys, rate limits and refusals. */
export const keys: Terms = {
  ...words({
    'api-attributes-blocklist': 'Published; always empty here.',
    'api-key-inflection':
      'The case of the keys in answers to this key, where a request does not say otherwise.',
    'api-version': 'The version of the published API that the key is for.',
    'errors.details': 'What is wrong, by the names of properties.',
    'errors.title': 'What sort of refusal it is.',
    errors: 'An entry for each thing that is wrong.',
    limit: 'How many requests a minute the key may make.',
    permissions: 'What the key may do.',
    remaining: 'How many requests are left in this minute.',
  }),
  'operator.name': {
    description: 'What the person is called.',
    example: 'Nora Lind',
    rule: { pattern: '\\S' },
  },
  'operator.email': {
    description: 'Where the person is sent sign-in links. It is kept encrypted.',
    example: 'nora@bank.example',
  },
  'operator.role': {
    description:
      'What the person may do: a `viewer` sees everything, an `operator` does the everyday work, an `admin` decides how the organization works. Nobody gives a role that may do more than they may.',
    example: 'viewer',
  },
  'api-key.name': { description: 'What the key is called.', example: 'Backend', rule: { pattern: '\\S' } },
  'api-key.value': {
    description: 'The key itself. It is shown once and cannot be had again.',
    example: `connect_sandbox_${'x7Kq'.repeat(10)}`,
  },
  'ip-address-allowlist': {
    description: 'The addresses that the key may be used from; empty, or `*`, for all.',
    example: ['192.0.2.1'],
    rule: { items: { type: 'string', format: 'ipv4' } },
  },
}
