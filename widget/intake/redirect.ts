import { addressWith, type SourceAddress } from './source-page.ts'

/**
 * Leaves for the source's page in this very tab, which no browser keeps shut. Its query says in `return-url` where the
 * person came from. Nothing needs to be brought back from there: the server tells of the token, and the widget goes on
 * from what the server knows, if the page gives it the same client secret again.
 */
export function goToSourcePage(address: SourceAddress): void {
  location.assign(addressWith(address, { 'return-url': location.href }))
}
