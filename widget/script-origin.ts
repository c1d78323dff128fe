/**
 * The origin that this script was loaded from, where its companion server is too: of the script tag for the classic
 * file, of the module itself otherwise. The page's own where neither is known, and empty outside a page. Read while
 * the script runs, since `currentScript` is gone afterwards.
 */
export const scriptOrigin: string = originOf(currentScriptUrl() ?? import.meta.url)

/** The address of the script itself; what it loads later stands beside it. Empty where it is not known. */
export const scriptUrl: string = currentScriptUrl() ?? import.meta.url ?? ''

function currentScriptUrl(): string | undefined {
  const script = globalThis.document?.currentScript
  return script && 'src' in script && script.src !== '' ? script.src : undefined
}

function originOf(url: string | undefined): string {
  const own = globalThis.location?.origin ?? ''
  if (url === undefined || !URL.canParse(url)) return own
  const { origin } = new URL(url)
  return origin.startsWith('http') ? origin : own
}
