import type { RequestHandler } from 'express'
import type { Api } from '../api.ts'
import { networkOf } from '../http/network-of.ts'
import { admit } from '../http/rate-limit.ts'

/** How often one address of the network may try to open a link in a minute: many people can be behind one. */
export const OPENINGS_PER_MINUTE = 60

/**
 * Counts whoever tries to open a link, before anything is looked up: nobody has a key here, so it is by address. What is
 * counted is kept as keyed hashes. Throws `too_many_requests`.
 */
export const admitOpening =
  ({ openings, vault, clock }: Pick<Api, 'openings' | 'vault' | 'clock'>): RequestHandler =>
  async (req, res, next) => {
    const key = vault.macOwn(['open-link', networkOf(req.ip ?? '')]).toString('hex')
    admit(res, await openings.take(`open-link ${key}`, clock()))
    next()
  }
