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
    path: '/connections/invites',
    title: 'Invites',
    load: async () => (await import('../pages/connection-invites.ts')).ConnectionInvitesPage,
  },
  {
    path: '/connections/:id',
    title: 'Connection',
    load: async () => (await import('../pages/connection.ts')).ConnectionPage,
  },
  {
    path: '/share-tokens',
    title: 'Share tokens',
    load: async () => (await import('../pages/share-tokens.ts')).ShareTokensPage,
  },
  {
    path: '/share-tokens/:id',
    title: 'Share token',
    load: async () => (await import('../pages/share-token.ts')).ShareTokenPage,
  },
  {
    path: '/redemptions',
    title: 'Redemptions',
    load: async () => (await import('../pages/redemptions.ts')).RedemptionsPage,
  },
  {
    path: '/inquiries',
    title: 'Inquiries',
    load: async () => (await import('../pages/inquiries.ts')).InquiriesPage,
  },
  {
    path: '/inquiries/:id',
    title: 'Inquiry',
    load: async () => (await import('../pages/inquiry.ts')).InquiryPage,
  },
  {
    path: '/templates',
    title: 'Templates',
    load: async () => (await import('../pages/templates.ts')).TemplatesPage,
  },
  {
    path: '/consents',
    title: 'Consents',
    load: async () => (await import('../pages/consents.ts')).ConsentsPage,
  },
  {
    path: '/templates/new',
    title: 'New template',
    load: async () => (await import('../pages/new-template.ts')).NewTemplatePage,
  },
  {
    path: '/templates/:id',
    title: 'Template',
    load: async () => (await import('../pages/template.ts')).TemplatePage,
  },
  {
    path: '/workflows',
    title: 'Workflows',
    load: async () => (await import('../pages/workflows.ts')).WorkflowsPage,
  },
  {
    path: '/workflows/:id',
    title: 'Workflow',
    load: async () => (await import('../pages/workflow.ts')).WorkflowPage,
  },
  {
    path: '/workflow-runs',
    title: 'Runs',
    load: async () => (await import('../pages/workflow-runs.ts')).WorkflowRunsPage,
  },
  {
    path: '/workflow-runs/:id',
    title: 'Run',
    load: async () => (await import('../pages/workflow-run.ts')).WorkflowRunPage,
  },
  {
    path: '/webhooks',
    title: 'Webhooks',
    load: async () => (await import('../pages/webhooks.ts')).WebhooksPage,
  },
  {
    path: '/webhooks/:id',
    title: 'Webhook',
    load: async () => (await import('../pages/webhook.ts')).WebhookPage,
  },
  {
    path: '/api-keys',
    title: 'API keys',
    load: async () => (await import('../pages/api-keys.ts')).ApiKeysPage,
  },
  {
    path: '/usage',
    title: 'Usage',
    load: async () => (await import('../pages/usage.ts')).UsagePage,
  },
  {
    path: '/people',
    title: 'People',
    load: async () => (await import('../pages/people.ts')).PeoplePage,
  },
  {
    path: '/agreements',
    title: 'Agreements',
    load: async () => (await import('../pages/agreements.ts')).AgreementsPage,
  },
  {
    path: '/statistics',
    title: 'Statistics',
    load: async () => (await import('../pages/statistics.ts')).StatisticsPage,
  },
  {
    path: '/audit',
    title: 'Audit',
    load: async () => (await import('../pages/audit.ts')).AuditPage,
  },
]

/** What stands beside every page, by subject. */
export const NAVIGATION = [
  {
    subject: 'Sharing',
    entries: [
      { path: '/connections', title: 'Connections', icon: 'connections' },
      { path: '/share-tokens', title: 'Share tokens', icon: 'share-tokens' },
      { path: '/redemptions', title: 'Redemptions', icon: 'redemptions' },
      { path: '/consents', title: 'Consents', icon: 'consents' },
    ],
  },
  {
    subject: 'People',
    entries: [
      { path: '/inquiries', title: 'Inquiries', icon: 'inquiries' },
      { path: '/templates', title: 'Templates', icon: 'templates' },
    ],
  },
  {
    subject: 'By itself',
    entries: [
      { path: '/workflows', title: 'Workflows', icon: 'workflows' },
      { path: '/webhooks', title: 'Webhooks', icon: 'webhooks' },
    ],
  },
  {
    subject: 'Organization',
    entries: [
      { path: '/statistics', title: 'Statistics', icon: 'statistics' },
      { path: '/usage', title: 'Usage', icon: 'usage' },
      { path: '/api-keys', title: 'API keys', icon: 'api-keys' },
      { path: '/agreements', title: 'Agreements', icon: 'agreements' },
      { path: '/audit', title: 'Audit', icon: 'audit' },
      { path: '/people', title: 'People', icon: 'people' },
    ],
  },
] as const satisfies readonly {
  subject: string
  entries: readonly { path: string; title: string; icon: string }[]
}[]
