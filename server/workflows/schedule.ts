import { Cron } from 'croner'

/** When runs are due: a line of cron with five fields, in the time of a zone. */
export interface Schedule {
  cron: string
  'time-zone': string
}

/** Five fields of numbers, names, ranges, lists and steps. What stands for the moment of asking (`?`) is not among them. */
const FIELDS = /^[\dA-Za-z*,/-]+( [\dA-Za-z*,/-]+){4}$/

/** What is wrong with a line of cron; null where nothing is. */
export function cronProblem(cron: string): string | null {
  if (!FIELDS.test(cron)) return 'must have five fields: minute, hour, day of month, month, day of week'
  try {
    return nextDue({ cron, 'time-zone': 'UTC' }, 0) === null ? 'is never due' : null
  } catch {
    return 'is not a line of cron'
  }
}

/** Whether there is a time zone of that name in the IANA database. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The first time after `now` that is due, in ms since the epoch; null where none ever is. */
export const nextDue = ({ cron, 'time-zone': timezone }: Schedule, now: number): number | null =>
  new Cron(cron, { timezone, mode: '5-part' }).nextRun(new Date(now))?.getTime() ?? null
