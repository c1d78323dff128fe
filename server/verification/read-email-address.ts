import { domainToASCII } from 'node:url'
import validator from 'validator'

export interface EmailAddress {
  /** As it was given, but for white space around it: what mail is sent to. */
  address: string
  /** The domain in lower case and ASCII (RFC 5891). */
  domain: string
}

/** RFC 5321, section 4.5.3.1.3: 256 with the brackets around it. */
const LENGTH_MAX = 254
/** Longest text that is looked at, in UTF-16 code units, with white space around it. */
const TEXT_LENGTH_MAX = 1024

/** An e-mail address (RFC 5321; RFC 6531 for other scripts) at a named domain; null where it is none. Never throws. */
export function readEmailAddress(text: string): EmailAddress | null {
  if (text.length > TEXT_LENGTH_MAX) return null
  const address = text.trim().normalize('NFC')
  // The library throws on half of a pair.
  if (address.length > LENGTH_MAX || !address.isWellFormed() || !validator.isEmail(address)) return null
  const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1))
  return domain === '' ? null : { address, domain }
}
