/** The claims of a compact JWS (RFC 7515) to be read; they are not verified here. */
export function claimsOf(jws: string): string {
  const payload = jws.split('.')[1] ?? ''
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), letter =>
    letter.charCodeAt(0),
  )
  return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 2)
}
