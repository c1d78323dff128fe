import { type KyselyPlugin, RawNode } from 'kysely'
import { postgresWords } from './words.ts'

/** Lets migrations, which are plain statements, run on PostgreSQL. */
export const inPostgresWords: KyselyPlugin = {
  transformQuery({ node }) {
    if (!RawNode.is(node) || node.parameters.length > 0) return node
    return RawNode.createWithSql(postgresWords(node.sqlFragments.join('')))
  },
  transformResult: async ({ result }) => result,
}
