import type { SeenNotice } from './answers.ts'

/** Logos that are ready to be drawn, by their address. */
export type Logos = ReadonlyMap<string, string>

const TIMEOUT_MS = 5_000

/** The addresses of both organizations' logos, those of them that there are. */
export const logosIn = ({ source, destination }: SeenNotice): string[] =>
  [source, destination].flatMap(({ 'logo-url': address }) => address ?? [])

/**
 * Fetches logos from `origins`, and from nowhere else: before the person has agreed, nobody else learns that they are
 * here. What is not there in time, or is no picture, is left out. As blobs they are drawn where a page's policy lets
 * previews be drawn.
 */
export async function loadLogos(
  addresses: readonly string[],
  origins: readonly string[],
  signal: AbortSignal,
): Promise<Logos> {
  const logos = new Map<string, string>()
  const load = async (address: string) => {
    if (!origins.includes(new URL(address).origin)) return
    const response = await fetch(address, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    if (!response.ok) return
    const url = URL.createObjectURL(await response.blob())
    signal.addEventListener('abort', () => URL.revokeObjectURL(url))
    const picture = new Image()
    picture.src = url
    await picture.decode()
    logos.set(address, url)
  }
  await Promise.allSettled(addresses.map(load))
  return logos
}
