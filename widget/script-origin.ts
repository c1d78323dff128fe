/**
 * The address of this script, beside which stands what it loads later: of the script tag for the classic file, of the
 * module itself otherwise; empty where neither is known. Read while the script runs, since `currentScript` is gone
 * afterwards.
 */
export const scriptUrl: string = currentScriptUrl() || import.meta.url || ''

/** The origin that this script was loaded from, where its companion server is too; the page's own where it has none. */
export const scriptOrigin: string =
  /^https?:\/\/[^/]+/.exec(scriptUrl)?.[0] ?? globalThis.location?.origin ?? ''

function currentScriptUrl(): string | undefined {
  const script = globalThis.document?.currentScript
  return script && 'src' in script ? script.src : undefined
}
