import type { z } from 'zod'
import type { transactionSchema } from '../../server/api/transactions/transaction-resource.ts'
import type { listParameters } from '../../server/api/transactions/transactions.ts'
import type { newTransaction, transactionChanges } from '../../server/api/transactions/write-transaction.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { Single } from '../types.ts'

type Transaction = typeof transactionSchema

/** One event of the organization's business that data belongs to. */
export function transactions(http: Http) {
  const at = endpoints(http, '/transactions')
  return {
    list: at.list<Transaction, typeof listParameters>(),
    all: at.all<Transaction, typeof listParameters>(),
    create: at.create<z.input<typeof newTransaction>, Single<Transaction>>(),
    retrieve: at.retrieve<Transaction>(),
    update: at.update<z.input<typeof transactionChanges>, Transaction>(),
    /** Erases the personal data; the transaction stays. */
    redact: at.delete<Transaction>(),
  }
}
