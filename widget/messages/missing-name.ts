import type { Messages } from './messages.ts'

/** What a missing field or document is called, also where the language has no word for it. */
export function missingName({ names }: Pick<Messages, 'names'>, name: string): string {
  const words = (Object.hasOwn(names, name) && names[name]) || name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
