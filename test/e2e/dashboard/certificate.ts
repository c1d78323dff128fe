import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A certificate of one's own making, as a TLS server takes it. */
export interface Certificate {
  /** PEM, both. */
  key: string
  cert: string
  /** SHA-256 of the public key in base64, by which Chromium can be told of this one alone. */
  publicKeyHash: string
}

const DAY_MS = 86_400_000

/** One value of DER (X.690): its tag, the length of what it holds, and that. */
function der(tag: number, ...held: readonly Buffer[]): Buffer {
  const content = Buffer.concat(held)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...held: Buffer[]) => der(0x30, ...held)
const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const octets = (held: Buffer) => der(0x04, held)
const bits = (held: Buffer) => der(0x03, Buffer.from([0]), held)
/** GeneralizedTime, to the second. */
const time = (at: number) =>
  der(0x18, Buffer.from(`${new Date(at).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`))

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'))
const COMMON_NAME = '550403'
const SUBJECT_ALT_NAME = '551d11'

/** A self-signed certificate (RFC 5280) of a name, good for a day. */
export function certificateFor(name: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const itself = sequence(der(0x31, sequence(objectId(COMMON_NAME), der(0x0c, Buffer.from(name)))))
  const altNames = sequence(der(0x82, Buffer.from(name)))
  const now = Date.now()
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(8)),
    ECDSA_WITH_SHA256,
    itself,
    sequence(time(now - DAY_MS / 24), time(now + DAY_MS)),
    itself,
    spki,
    der(0xa3, sequence(sequence(objectId(SUBJECT_ALT_NAME), octets(altNames)))),
  )
  const whole = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, privateKey)))
  const lines = whole.toString('base64').replaceAll(/.{64}/g, '$&\n')
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    publicKeyHash: createHash('sha256').update(spki).digest('base64'),
  }
}
