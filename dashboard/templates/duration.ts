const whole = new Intl.NumberFormat()

/** How long something took, which is given in ms. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  return `${whole.format(Math.round(ms / 60_000))} min`
}
