import { ApiError } from './api-error.ts'

interface Limits {
  /** Of one caller. */
  each: number
  /** Of all callers together. */
  all: number
}

/** Does work only while there is not too much of it; throws `too_many_requests` otherwise, and keeps nobody waiting. */
export function atOnce({ each, all }: Limits) {
  const underWay = new Map<string, number>()
  let total = 0
  return async <T>(caller: string, work: () => Promise<T>): Promise<T> => {
    const own = underWay.get(caller) ?? 0
    if (own >= each || total >= all) {
      throw new ApiError('too_many_requests', 'too many of these requests are under way; try again in 1 s')
    }
    underWay.set(caller, own + 1)
    total++
    try {
      return await work()
    } finally {
      total--
      const left = (underWay.get(caller) ?? 1) - 1
      if (left === 0) underWay.delete(caller)
      else underWay.set(caller, left)
    }
  }
}
