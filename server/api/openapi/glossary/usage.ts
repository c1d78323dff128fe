import { type Terms, words } from './term.ts'

/** What was used and what it costs. */
export const usage: Terms = {
  ...words({
    'usage-entry.kind':
      'The kind of verification that was run again, or `clone` for the flat rate of a redemption that cloned.',
    'lines.kind':
      'The kind of verification that was run again, or `clone` for the flat rate of a redemption that cloned.',
    quantity: 'How many there are of it.',
    'unit-amount': 'What one of it costs, in minor units of the currency.',
    amount: 'What it comes to, in minor units of the currency.',
    'occurred-at': 'When the redemption was finished that it is of.',
    'statement.status': '`open` while its month lasts, then `closed`: nothing is added any more.',
    'statement.from': 'When the month begins.',
    'statement.to': 'When the next month begins.',
    lines: 'Entries of one kind and price, taken together.',
    totals: 'What all lines come to, in each currency.',
    'price-list.scope':
      '`organization` for prices of its own, `everybody` for those of organizations that have none of their own.',
    'effective-from': 'From when on it holds: until the next list of the same scope does.',
    rates: 'What each costs, in minor units of the currency.',
    'rates.government-id': 'Running a verification of a government ID again.',
    'rates.selfie': 'Running a verification of a selfie again.',
    'rates.document': 'Running a verification of another document again.',
    'rates.database': 'Running a comparison with a reference list again.',
    'rates.phone-number': 'Running a verification of a phone number again.',
    'rates.email-address': 'Running a verification of an e-mail address again.',
    'rates.clone': 'Cloning, once a redemption.',
  }),
  currency: { description: 'The currency, by its code of three letters (ISO 4217).', example: 'EUR' },
  month: { description: 'The month of UTC whose statement it is on.', example: '2026-03' },
  'statement-id': { description: 'The month of UTC, `YYYY-MM`.', example: '2026-03' },
  'statement.entries': {
    description: 'The path of the list of its entries.',
    example: '/api/v1/connect/usage-entries?filter%5Bmonth%5D=2026-03',
  },
  'price-list-id': { description: 'The price list that the price is of.' },
}
