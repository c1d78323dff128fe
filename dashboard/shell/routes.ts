import type { Page } from './page.ts'

/** A page: where it is, what it is called, and the module that has it, which is loaded when it is first gone to. */
export interface Route {
  /** Below `/dashboard/{environment}`, as a URLPattern says it. */
  path: string
  title: string
  load(): Promise<new () => Page>
}

/** Where an environment begins. */
export const HOME = '/connections'

export const ROUTES: readonly Route[] = [
  {
    path: '/connections',
    title: 'Connections',
    load: async () => (await import('../pages/connections.ts')).ConnectionsPage,
  },
  {
    path: '/connections/:id',
    title: 'Connection',
    load: async () => (await import('../pages/connection.ts')).ConnectionPage,
  },
]

/** What stands beside every page, by subject. */
export const NAVIGATION = [
  { subject: 'Sharing', entries: [{ path: '/connections', title: 'Connections', icon: 'connections' }] },
] as const satisfies readonly {
  subject: string
  entries: readonly { path: string; title: string; icon: string }[]
}[]
