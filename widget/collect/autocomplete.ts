/** What a browser may fill in for a field (WHATWG HTML, section 4.10.18.7; WCAG 1.3.5). */
const TOKENS: Readonly<Record<string, string>> = {
  'name-first': 'given-name',
  'name-middle': 'additional-name',
  'name-last': 'family-name',
  birthdate: 'bday',
  'address-street-1': 'address-line1',
  'address-street-2': 'address-line2',
  'address-city': 'address-level2',
  'address-subdivision': 'address-level1',
  'address-postal-code': 'postal-code',
  'address-country-code': 'country',
  'email-address': 'email',
  'phone-number': 'tel',
}

export const autocompleteOf = (name: string): string => TOKENS[name] ?? 'off'
