import type { Client } from '../../client/client.ts'
import type { ShareToken } from '../shell/api-types.ts'
import { dataTypeName } from './data-types.ts'
import type { Happening } from './facts.ts'
import { fieldName } from './field-name.ts'
import { moment } from './moment.ts'
import { toneOf, words } from './status.ts'

export type ProgressEvent =
  ReturnType<Client['redemptions']['events']> extends AsyncGenerator<infer Event, void> ? Event : never

/** A token's course: what its own times say, and between them what the redemption's stream does. */
export function courseOf({ attributes }: ShareToken, events: readonly ProgressEvent[]): Happening[] {
  const at = (title: string, time: string | null, tone: Happening['tone']): Happening[] =>
    time === null ? [] : [{ title, note: moment(time, 'second'), tone }]
  const { status } = attributes
  const told = events.filter(event => !isOver(event, events)).map(happeningOf)
  return [
    ...at('Created', attributes['created-at'], 'good'),
    ...(told.length > 0 ? told : at('Redemption begun', attributes['pending-at'], 'good')),
    ...(told.length > 0 ? [] : at('Redeemed', attributes['redeemed-at'], 'good')),
    ...(told.length > 0 ? [] : at('Failed', attributes['failed-at'], 'bad')),
    ...(status === 'expired' ? at('Expired', attributes['expires-at'], 'warn') : []),
    ...(status === 'created'
      ? [{ title: 'Not redeemed yet', note: 'It is good until it expires.', tone: 'busy' as const }]
      : []),
    ...(status === 'pending'
      ? [{ title: 'Going on', note: 'What comes next shows up here by itself.', tone: 'busy' as const }]
      : []),
  ]
}

/** A verification that was begun and has ended is told of by its end. */
const isOver = (event: ProgressEvent, events: readonly ProgressEvent[]): boolean =>
  event.name === 'verification.started' &&
  events.some(one => one.name === 'verification.finished' && one.verification === event.verification)

function happeningOf(event: ProgressEvent): Happening {
  const time = moment(event['created-at'], 'second')
  switch (event.name) {
    case 'redemption.accepted':
      return { title: 'Redemption begun', note: time, tone: 'good' }
    case 'data.copied': {
      const names = event['data-types'].map(dataTypeName).join(', ')
      return {
        title: `Copied ${event.fields} fields and ${event.files} files: ${names}`,
        note: time,
        tone: 'good',
      }
    }
    case 'verification.started':
      return { title: `${words(event.verification)}: verification begun`, note: time, tone: 'busy' }
    case 'verification.finished':
      return {
        title: `${words(event.verification)}: ${event.status}`,
        note: time,
        tone: toneOf(event.status),
      }
    case 'inquiry.awaiting-input': {
      const names = event.missing.map(({ name }) => fieldName(name)).join(', ')
      return { title: `Waiting for the person: ${names}`, note: time, tone: 'warn' }
    }
    case 'inquiry.completed':
      return { title: `Inquiry ${words(event.status).toLowerCase()}`, note: time, tone: toneOf(event.status) }
    case 'redemption.finished':
      return { title: 'Redeemed', note: time, tone: 'good' }
    case 'redemption.failed':
      return { title: `Failed: ${words(event.reason)}`, note: time, tone: 'bad' }
    default:
      return { title: words(event.name.replace('.', ' ')), note: time, tone: 'still' }
  }
}
