import type { Dash } from '../shell/dash.ts'
import { identifier } from './identifier.ts'

/** Where objects of a type have a page; the identifier comes last. */
const PATHS: Readonly<Record<string, string>> = {
  inquiry: '/inquiries/',
  'inquiry-template': '/templates/',
  'connect/connection': '/connections/',
  'connect/share-token': '/share-tokens/',
  // These have no page of their own: they are found in their lists.
  'connect/redemption': '/redemptions?search=',
  'connect/consent': '/consents?search=',
  webhook: '/webhooks/',
  workflow: '/workflows/',
  'workflow-run': '/workflow-runs/',
}

/** Another object, by its identifier, which leads to its page where it has one. */
export function objectLink(dash: Dash, reference: { type: string; id: string } | null | undefined) {
  if (!reference) return null
  const path = PATHS[reference.type]
  return identifier(reference.id, path === undefined ? null : dash.at(`${path}${reference.id}`))
}
