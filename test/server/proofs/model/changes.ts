import { AWAITING_MS, at, type Consent, REQUIRED, type Token, type Type, type World } from './world.ts'

/** What becomes of the model's objects. */

/** Ends the tokens that nobody has redeemed, of those for which `which` holds. */
export function endTokens(world: World, which: (token: Token) => boolean): void {
  for (const token of world.tokens) if (token.status === 'created' && which(token)) token.status = 'expired'
}

/** Takes a record back: unredeemed tokens that rely on it stop at once. A second time is the first one. */
export function takeBack(world: World, consent: Consent): void {
  if (consent.withdrawn) return
  const place = world.consents.indexOf(consent)
  consent.withdrawn = true
  endTokens(
    world,
    token => token.consent === place || (consent.session !== null && token.session === consent.session),
  )
}

/** Redeems a token; in a session, the person is asked for what the template requires and did not travel. */
export function spend(world: World, place: number, session: number | null, types: readonly Type[]): void {
  at(world.tokens, place).status = 'redeemed'
  if (session === null) return
  const awaiting = !types.includes(REQUIRED)
  const redeeming = at(world.sessions, session)
  redeeming.redeemed = { token: place, awaiting }
  if (awaiting) redeeming.ends = Math.max(redeeming.ends, world.now + AWAITING_MS)
}
