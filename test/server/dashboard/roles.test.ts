import { beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../../server/api/http/route.ts'
import { routesOf } from '../../../server/api/routes.ts'
import { ROLES, type Role } from '../../../server/connect/role.ts'
import { PREFIXES } from '../../../server/ids.ts'
import { startServer, type TestServer } from '../harness.ts'
import { type Browser, environmentOf, newPerson, signIn } from './browser.ts'

/**
 * The lowest role for every operation that takes an API key, written down a second time and by hand: an operation that is
 * missing here fails the test by its name, and so does one whose role is another than is meant.
 */
const LOWEST: Readonly<Record<string, Role>> = {
  'GET /connect/connections': 'viewer',
  'POST /connect/connections': 'operator',
  'GET /connect/connections/:id': 'viewer',
  'PATCH /connect/connections/:id': 'operator',
  'GET /connect/connections/:id/alignment': 'viewer',
  'POST /connect/connections/:id/accept': 'operator',
  'POST /connect/connections/:id/deactivate': 'operator',
  'POST /connect/connections/:id/reactivate': 'operator',
  'GET /connect/connection-invites': 'viewer',
  'POST /connect/connection-invites': 'operator',
  'GET /connect/connection-invites/:id': 'viewer',
  'POST /connect/connection-invites/:id/revoke': 'operator',
  'POST /connect/connection-invites/preview': 'viewer',
  'POST /connect/connection-invites/accept': 'operator',
  'GET /connect/share-tokens': 'viewer',
  'POST /connect/share-tokens': 'operator',
  'GET /connect/share-tokens/:id': 'viewer',
  'POST /connect/share-tokens/batch': 'operator',
  'POST /connect/share-tokens/:id/preview': 'operator',
  'POST /connect/share-tokens/:id/redeem': 'operator',
  'POST /connect/share-tokens/:id/expire': 'operator',
  'GET /connect/share-requests/:id': 'viewer',
  'POST /connect/share-requests/:id/consents': 'operator',
  'POST /connect/sessions': 'operator',
  'GET /connect/sessions/:id/codes': 'operator',
  'GET /connect/consents': 'viewer',
  'POST /connect/consents': 'operator',
  'GET /connect/consents/:id': 'viewer',
  'GET /connect/consents/:id/receipt': 'viewer',
  'POST /connect/consents/:id/withdraw': 'operator',
  'GET /connect/usage-entries': 'viewer',
  'GET /connect/usage-entries/:id': 'viewer',
  'GET /connect/statements': 'viewer',
  'GET /connect/statements/:id': 'viewer',
  'GET /connect/price-lists': 'viewer',
  'GET /connect/statistics': 'viewer',
  'GET /connect/redemptions': 'viewer',
  'GET /connect/redemptions/:id': 'viewer',
  'GET /connect/redemptions/:id/receipt': 'viewer',
  'GET /connect/redemptions/:id/events': 'viewer',
  'GET /connect/reference-lists': 'viewer',
  'POST /connect/reference-lists': 'admin',
  'GET /connect/reference-lists/:id': 'viewer',
  'PATCH /connect/reference-lists/:id': 'admin',
  'DELETE /connect/reference-lists/:id': 'admin',
  'GET /inquiries': 'viewer',
  'POST /inquiries': 'operator',
  'GET /inquiries/:id': 'viewer',
  'PATCH /inquiries/:id': 'operator',
  'DELETE /inquiries/:id': 'admin',
  'POST /inquiries/:id/approve': 'operator',
  'POST /inquiries/:id/decline': 'operator',
  'POST /inquiries/:id/mark-for-review': 'operator',
  'POST /inquiries/:id/expire': 'operator',
  'POST /inquiries/:id/resume': 'operator',
  'POST /inquiries/:id/generate-one-time-link': 'operator',
  'POST /inquiries/:id/add-tag': 'operator',
  'POST /inquiries/:id/remove-tag': 'operator',
  'POST /inquiries/:id/set-tags': 'operator',
  'POST /inquiries/:id/perform-simulate-actions': 'operator',
  'POST /inquiry-sessions/expire-all': 'operator',
  'POST /inquiry-sessions/:id/expire': 'operator',
  'POST /inquiry-sessions/:id/generate-one-time-link': 'operator',
  'GET /inquiry-sessions': 'viewer',
  'POST /inquiry-sessions': 'operator',
  'GET /inquiry-sessions/:id': 'viewer',
  'GET /inquiry-templates': 'viewer',
  'POST /inquiry-templates': 'admin',
  'GET /inquiry-templates/:id': 'viewer',
  'GET /inquiry-template-versions': 'viewer',
  'POST /inquiry-templates/:id/versions': 'admin',
  'POST /inquiry-templates/:id/dry-run': 'viewer',
  'GET /verifications/:id': 'viewer',
  'GET /verification/government-ids/:id': 'viewer',
  'GET /verification/selfies/:id': 'viewer',
  'GET /verification/documents/:id': 'viewer',
  'GET /verification/databases/:id': 'viewer',
  'GET /verification/phone-numbers/:id': 'viewer',
  'GET /verification/email-addresses/:id': 'viewer',
  'DELETE /verifications/:id': 'admin',
  'GET /documents/:id': 'viewer',
  'GET /document/government-ids/:id': 'viewer',
  'GET /document/generics/:id': 'viewer',
  'GET /accounts': 'viewer',
  'POST /accounts': 'operator',
  'GET /accounts/:id': 'viewer',
  'PATCH /accounts/:id': 'operator',
  'DELETE /accounts/:id': 'admin',
  'GET /transactions': 'viewer',
  'POST /transactions': 'operator',
  'GET /transactions/:id': 'viewer',
  'PATCH /transactions/:id': 'operator',
  'DELETE /transactions/:id': 'admin',
  'GET /events': 'viewer',
  'GET /events/:id': 'viewer',
  'GET /operators': 'viewer',
  'POST /operators': 'admin',
  'GET /operators/:id': 'viewer',
  'PATCH /operators/:id': 'admin',
  'DELETE /operators/:id': 'admin',
  'GET /webhooks': 'viewer',
  'POST /webhooks': 'admin',
  'GET /webhooks/:id': 'viewer',
  'PATCH /webhooks/:id': 'admin',
  'POST /webhooks/:id/enable': 'admin',
  'POST /webhooks/:id/disable': 'admin',
  'POST /webhooks/:id/archive': 'admin',
  'POST /webhooks/:id/rotate-secret': 'admin',
  'POST /webhooks/:id/clone': 'admin',
  'POST /webhooks/:id/redeliver': 'operator',
  'GET /webhook-deliveries': 'viewer',
  'GET /webhook-deliveries/:id': 'viewer',
  'POST /webhook-deliveries/:id/redeliver': 'operator',
  'GET /workflows': 'viewer',
  'POST /workflows': 'admin',
  'GET /workflows/:id': 'viewer',
  'PATCH /workflows/:id': 'admin',
  'POST /workflows/:id/enable': 'admin',
  'POST /workflows/:id/disable': 'admin',
  'POST /workflows/:id/archive': 'admin',
  'POST /workflows/:id/trigger': 'operator',
  'POST /workflows/:id/dry-run': 'admin',
  'GET /workflow-versions': 'viewer',
  'GET /workflow-runs': 'viewer',
  'GET /workflow-runs/:id': 'viewer',
  'POST /connect/sandbox/reset': 'admin',
  'GET /connect/agreements': 'viewer',
  'GET /connect/agreement-signatures': 'viewer',
  'GET /connect/agreement-signatures/:id': 'viewer',
  'POST /connect/agreement-signatures': 'admin',
  'GET /connect/audit-entries': 'viewer',
  'GET /connect/audit-entries/:id': 'viewer',
  'GET /connect/audit-entries/:id/proof': 'viewer',
  'GET /connect/audit-roots': 'viewer',
  'GET /api-keys': 'viewer',
  'POST /api-keys': 'admin',
  'GET /api-keys/:id': 'viewer',
  'PATCH /api-keys/:id': 'admin',
  'POST /api-keys/:id/expire': 'admin',
  'POST /api-keys/:id/clone': 'admin',
  'GET /rate-limits': 'viewer',
}

let server: TestServer
let routes: Route[]
let environment: string
const browsers = new Map<Role, Browser>()
beforeAll(async () => {
  server = await startServer()
  routes = routesOf(server.connect.api).filter(({ access }) => access !== 'client-secret')
  environment = await environmentOf(server, 'destination')
  for (const role of ROLES) browsers.set(role, await signIn(server, await newPerson(server, role)))
  return server.close
})

const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`

/** Somebody else's identifier, or nobody's: a request that comes as far as the role lets it, and does nothing. */
const nobodys = `${PREFIXES.request}_${'0'.repeat(26)}`

describe('roles', () => {
  it('say of every operation who may call it', () => {
    expect(Object.keys(LOWEST).sort()).toEqual(routes.map(nameOf).sort())
  })

  // Guarantee: each role can call exactly what is written down here, asked of the real server.
  it.each(ROLES)('let the %s do what is written down, and nothing else', async role => {
    const wrong: string[] = []
    for (const route of routes) {
      const name = nameOf(route)
      const lowest = LOWEST[name]
      if (lowest === undefined) throw new Error(name)
      const path = `/${environment}/v1${route.path.replace(':id', nobodys)}`
      const headers = { accept: 'application/json' }
      const body = route.method === 'get' ? {} : { body: { wrong: true } }
      const answer = await browsers.get(role)?.ask(route.method.toUpperCase(), path, { headers, ...body })
      const may = ROLES.indexOf(role) >= ROLES.indexOf(lowest)
      const isRefused = answer?.status === 403
      if (isRefused === may || answer?.status === 401) wrong.push(`${name}: ${answer?.status}`)
    }
    expect(wrong).toEqual([])
  })

  // Guarantee: nobody keeps what they may no longer do until their session ends.
  it('are what they are now: who is demoted or removed is so at once', async () => {
    const person = await newPerson(server, 'admin')
    const browser = await signIn(server, person)
    const keys = () =>
      browser.ask('POST', `/${environment}/v1/api-keys`, { body: { data: { attributes: { name: 'mine' } } } })
    const { db } = server.connect.api.store
    expect((await keys()).status).toBe(201)
    await db.updateTable('operator').set({ role: 'viewer' }).where('id', '=', person.id).execute()
    expect((await keys()).status).toBe(403)
    expect((await browser.ask('GET', '/me')).json.operator.role).toBe('viewer')
    await db.deleteFrom('operator').where('id', '=', person.id).execute()
    expect((await browser.ask('GET', '/me')).status).toBe(401)
    const left = await db
      .selectFrom('dashboard_session')
      .select('id')
      .where('operator_id', '=', person.id)
      .execute()
    expect(left).toEqual([])
  })
})
