import type { EnvironmentKind } from './operator.ts'
import { ROUTES, type Route } from './routes.ts'

/** What an address means. */
export interface Place {
  kind: EnvironmentKind | null
  /** Null where there is no such page. */
  route: Route | null
  params: Readonly<Record<string, string | undefined>>
  query: URLSearchParams
}

const patterns = ROUTES.map(route => ({
  route,
  pattern: new URLPattern({ pathname: `/dashboard/:kind(sandbox|production)${route.path}` }),
}))

const kindIn = (pathname: string): EnvironmentKind | null => {
  const word = pathname.split('/')[2]
  return word === 'sandbox' || word === 'production' ? word : null
}

/** The page that an address names. */
export function placeOf(address: URL): Place {
  const query = address.searchParams
  const kind = kindIn(address.pathname)
  for (const { route, pattern } of patterns) {
    const match = pattern.exec({ pathname: address.pathname })
    if (match) return { kind, route, params: match.pathname.groups, query }
  }
  return { kind, route: null, params: {}, query }
}

/** Has `go` called for every move within the dashboard; the browser keeps history, focus and scrolling. */
export function followNavigation(go: (address: URL) => Promise<void>, signal: AbortSignal): void {
  const onNavigate = (event: NavigateEvent) => {
    const address = new URL(event.destination.url)
    const isOurs = address.origin === location.origin && address.pathname.startsWith('/dashboard/')
    if (!isOurs || !event.canIntercept || event.hashChange || event.downloadRequest !== null) return
    event.intercept({ handler: () => go(address), focusReset: 'manual' })
  }
  navigation.addEventListener('navigate', onNavigate, { signal })
}

/** Goes to another address of the dashboard. */
export const goTo = (address: string): void => {
  navigation.navigate(address)
}

/** What says in an address which page of a list is shown; where there are two lists, with the list's name before it. */
const CURSOR = /^(\w+-)?(after|before)$/

/** The same page with other filters; empty ones are left out, and lists begin at their first page again. */
export function withQuery(query: URLSearchParams, changes: Readonly<Record<string, string>>): string {
  const next = new URLSearchParams(query)
  for (const name of query.keys()) if (CURSOR.test(name)) next.delete(name)
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') next.delete(name)
    else next.set(name, value)
  }
  const text = next.toString()
  return `${location.pathname}${text === '' ? '' : `?${text}`}`
}
