import anyAscii from 'any-ascii'

/** How a post office box is written: English, German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish. */
const WRITINGS: readonly RegExp[] = [
  /\bp\.? ?o\.? ?box\b/,
  /\bpost(al)? (office )?box\b/,
  /\bpmb ?#? ?\d/,
  /\bpostfach\b/,
  /\bpf\.? ?\d{2,}/,
  /\bboite postale\b/,
  /\bb\.? ?p\.? ?\d+/,
  /\bapartado( (postal|de correos))? ?\d*/,
  /\baptdo\b/,
  /\bcasilla( de correo)?\b/,
  /\bcasella postale\b/,
  /\bcaixa postal\b/,
  /\bpostbus\b/,
  /\bpost(boks|box)\b/,
  /^box \d+/,
  /\bskrytka pocztowa\b/,
]

/** Longest text that is looked at, in UTF-16 code units. */
const LENGTH_MAX = 300

/** Whether a line of an address names a post office box. */
export function isPoBox(line: string): boolean {
  const plain = anyAscii(line.slice(0, LENGTH_MAX)).toLowerCase().replace(/\s+/g, ' ').trim()
  return WRITINGS.some(writing => writing.test(plain))
}
