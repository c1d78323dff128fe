import { isIn } from '../connect/search.ts'
import { partnersNamed } from './connections.ts'
import type { Db } from './store.ts'

/** How many objects of each kind, and how many tokens about them, a search stands for. */
const MEANT_MAX = 1000

/**
 * What somebody means who searches an environment for a text: the object whose identifier it is, those that have it as
 * their reference id, and the connections to partners whose name has it in it. What is known of people is sealed, and
 * never searched.
 */
export interface Meant {
  text: string
  /** Inquiries, accounts and transactions of the environment, and the text itself. */
  objectIds: string[]
  /** Share tokens of which the environment's side stands for one of these objects, and the text itself. */
  tokenIds: string[]
  connectionIds: string[]
}

export async function meaningOf(db: Db, environmentId: string, text: string): Promise<Meant> {
  const objectIds = await objectsMeant(db, environmentId, text)
  return {
    text,
    objectIds,
    tokenIds: [text, ...(await tokensAbout(db, environmentId, objectIds))],
    connectionIds: await partnersNamed(db, environmentId, text),
  }
}

/** The objects of an environment that a text names: by itself, or as their reference id. */
export async function objectsMeant(db: Db, environmentId: string, text: string): Promise<string[]> {
  const withReference = (table: 'inquiry' | 'account' | 'transaction') =>
    db
      .selectFrom(table)
      .select('id')
      .where('environment_id', '=', environmentId)
      .where('reference_id', '=', text)
      .orderBy('id', 'desc')
      .limit(MEANT_MAX)
      .execute()
  const found = [
    await withReference('inquiry'),
    await withReference('account'),
    await withReference('transaction'),
  ]
  return [text, ...found.flat().map(({ id }) => id)]
}

/** What is found by its own name. */
type Called = 'webhook' | 'workflow' | 'inquiry_template' | 'api_key'

/** How many objects a search by name looks through, the newest ones. */
const CALLED_MAX = 1000

/** The objects of a kind that a text names: by itself, or as a part of what they are called. */
export async function called(db: Db, kind: Called, environmentId: string, text: string): Promise<string[]> {
  const newest = await db
    .selectFrom(kind)
    .select(['id', 'name'])
    .where('environment_id', '=', environmentId)
    .orderBy('id', 'desc')
    .limit(CALLED_MAX)
    .execute()
  return [text, ...newest.filter(({ name }) => isIn(text, name)).map(({ id }) => id)]
}

/** Tokens by the object on one's own side: nobody learns the other's by trying. Unordered, or the order's index is taken. */
async function tokensAbout(db: Db, environmentId: string, objectIds: readonly string[]): Promise<string[]> {
  const about = (side: 'source' | 'destination') =>
    db
      .selectFrom('share_token')
      .select('id')
      .where(`${side}_environment_id`, '=', environmentId)
      .where(`${side}_id`, 'in', objectIds)
      .limit(MEANT_MAX)
      .execute()
  return [...(await about('source')), ...(await about('destination'))].map(({ id }) => id)
}
