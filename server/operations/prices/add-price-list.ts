import { isInTime, NOTICE_MS, priceDocument } from '../../connect/pricing.ts'
import { newId } from '../../ids.ts'
import { insertPriceList, type PriceList } from '../../store/price-lists.ts'
import { type Db, transaction } from '../../store/store.ts'
import { CommandRefused } from '../command-line.ts'

/**
 * Adds a price list, as JSON, for an organization, or for everybody who has none of their own. It begins in the future:
 * what has been used keeps its price. A list that has been added stays; before its date another one of the same date
 * takes its place. Throws {@link CommandRefused}.
 */
export async function addPriceList(
  db: Db,
  organizationId: string | null,
  text: string,
  now: number,
): Promise<PriceList> {
  const parsed = priceDocument.safeParse(parseJson(text))
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
    )
    throw new CommandRefused(lines.join('\n'))
  }
  const { currency, rates, 'effective-from': begins } = parsed.data
  const effectiveFrom = Date.parse(begins)
  if (!isInTime(effectiveFrom, now)) {
    throw new CommandRefused(`effective-from: must be at least ${NOTICE_MS / 1000} seconds from now`)
  }
  return transaction(db, async tx => {
    if (organizationId !== null) await requireOrganization(tx, organizationId)
    const list = { id: newId('price-list'), organization_id: organizationId, currency, rates }
    const dated = { ...list, effective_from: effectiveFrom, created_at: now }
    await insertPriceList(tx, dated)
    return dated
  })
}

async function requireOrganization(tx: Db, id: string): Promise<void> {
  const found = await tx.selectFrom('organization').select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new CommandRefused(`${id} is no organization here`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandRefused('the file is not JSON')
  }
}
