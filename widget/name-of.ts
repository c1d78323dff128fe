/**
 * An organization's name within a sentence: it keeps its own direction, and whoever chose it cannot turn the sentence around
 * it, since all that it opens itself is closed at its end (Unicode, UAX 9, rules X5c and X6a).
 */
export function nameOf({ name }: { name: string }): string {
  return `\u2068${name.replace(/[\u2066-\u2069]/g, '')}\u2069`
}
