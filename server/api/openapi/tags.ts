import type { Tag } from './openapi.ts'

/** What each collection is, by the first word of its paths, in the order in which a newcomer meets them. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  connections:
    'A connection leads from one organization to another and says which types of data may travel. The source makes it, the destination accepts it, and either ends it.',
  'connection-invites':
    'A connection invite offers a connection by link, to a destination whose identifier the source need not know.',
  'share-tokens':
    'A share token is the right of one destination to redeem one object of a source, once and until it expires.',
  'share-requests':
    "A share request is a destination's ask that a source mints a token for one session of its own.",
  sessions: "A session is one person at one page of a destination. The destination's backend opens it.",
  session:
    "What the person's page does with the session's client secret, from an origin that the session allows. The widget makes these calls.",
  consents: 'What people decided, and what redemptions stood on. Records are never changed.',
  redemptions: "A redemption is one run of the engine over one share token, into the destination's own data.",
  'usage-entries':
    'A usage entry is one line of the ledger: a verification that was run again for a redemption, or its cloning, and what that costs.',
  statements: 'A statement is what an environment has used in one month of UTC.',
  'price-lists': 'A price list holds from its date on, until the next one does. It is never changed.',
  statistics: 'What the sharing of an environment came to: counts and times, for plots.',
  'reference-lists':
    'A reference list is whom an organization compares people with: fields of its own, encrypted, that no call tells again.',
  inquiries: "An inquiry is one person's run of an inquiry template.",
  'inquiry-templates': 'An inquiry template is what an organization requires of a person.',
  'inquiry-template-versions': 'A template as it was once published.',
  'inquiry-sessions': 'An inquiry session is one sitting of a person at an inquiry.',
  accounts: 'An account is one person or business as your organization knows it.',
  transactions: 'A transaction is one event of your business that data belongs to.',
  verifications: 'A verification is what was checked, with its evidence and its result.',
  documents: 'A document is a set of files, each behind a link that expires.',
  events: 'What happened to the objects of an environment: states and names, no values of a person.',
  webhooks: 'A webhook is where an environment wants to hear of its events as they happen, signed.',
  'webhook-deliveries': 'A delivery is one event on its way to one webhook.',
  workflows:
    'A workflow is what an organization has done without code: when something happens, under a condition, step after step.',
  'workflow-versions': 'A workflow version is one of the documents that a workflow has had.',
  'workflow-runs': 'A workflow run is what came of one start of a workflow, step by step.',
  agreements:
    'The agreement that sharing in production needs: one text for everybody, in versions, which each organization signs on its own.',
  'agreement-signatures': "What an organization's people have signed. Records are never changed.",
  'audit-entries':
    'An audit entry is one operation that has changed something: who called it, when, and on what. It proves itself offline.',
  'audit-roots': 'An audit root seals the entries of a few seconds, and the root before it.',
  sandbox: 'The sandbox as a whole, where nothing is real.',
  'rate-limits': 'How many requests a key may make, and how many are left.',
  operators:
    'An operator is one of the people of an organization who may sign in at the dashboard, in both of its environments.',
  'api-keys': 'An API key is how a backend authenticates. It holds permissions.',
}

/** The words of a collection as a heading: `share-tokens` → `Share tokens`. */
export const tagName = (collection: string): string => {
  const words = collection.replaceAll('-', ' ').replace('api ', 'API ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The tags of the collections that there are; one that is not described here comes last. */
export function tagsOf(collections: readonly string[]): Tag[] {
  const present = new Set(collections)
  const known = Object.keys(COLLECTIONS).filter(collection => present.has(collection))
  const others = [...present].filter(collection => !Object.hasOwn(COLLECTIONS, collection))
  return [...known, ...others].map(collection => ({
    name: tagName(collection),
    description: COLLECTIONS[collection] ?? '',
  }))
}
