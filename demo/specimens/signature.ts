/** A number in [0, 1) that depends on nothing but the text and the index. */
const fraction = (text: string, index: number): number => {
  const seed = [...text].reduce(
    (sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521,
    index * 7_919 + 17,
  )
  return ((seed * 48_271) % 65_521) / 65_521
}

/** A handwritten-looking stroke, different for each name and always the same for one: path data, `width` wide around y 0. */
export const signature = (name: string, width: number): string => {
  const strokes = Math.min(9, Math.max(6, name.length - 3))
  const step = width / (strokes + 1)
  const loops = Array.from({ length: strokes }, (_, index) => {
    const tall = index === 0 || fraction(name, index) > 0.72
    const rise = tall ? -(2.6 + fraction(name, index + 20) * 1.6) : -(0.7 + fraction(name, index + 40) * 0.7)
    const fall = fraction(name, index + 60) > 0.8 ? 1 : 0.15
    return `c${(step * 0.5).toFixed(2)} ${(rise * 1.2).toFixed(2)} ${(step * 0.95).toFixed(2)} ${rise.toFixed(2)} ${(step * 0.45).toFixed(2)} ${fall.toFixed(2)}s${(step * 0.2).toFixed(2)} ${(-fall * 0.6).toFixed(2)} ${(step * 0.55).toFixed(2)} ${(-fall).toFixed(2)}`
  })
  return `M0 .4${loops.join('')}q${(step * 0.6).toFixed(2)}-.2 ${step.toFixed(2)}-.9`
}
