/**
 * PostgreSQL's advisory locks, by any number that no other has; the same for every instance of this program. Whoever holds
 * one may do what it is called after, and the others wait or leave it.
 */
export const LOCKS = {
  migrating: 7_318_001,
  installing: 7_318_002,
  relaying: 7_318_003,
  havingATurn: 7_318_005,
} as const
