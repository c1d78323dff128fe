/** Proofs have a short form, in `npm test`, and a long one, `npm run proofs`, whose printout is kept in docs/evidence. */
export const isLong = process.env.PROOFS === 'long'

/** One line of figures. */
export function report(proof: string, figures: Record<string, number>): void {
  const told = Object.entries(figures).map(([name, value]) => `${name}=${value}`)
  console.log(`proof ${proof}: ${told.join(' ')}`)
}
