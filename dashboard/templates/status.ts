import { html } from 'lit'
import { type IconName, icon } from '../shell/icons.ts'

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'still'

/** How each status of whatever object looks; the word itself is the API's. */
const TONES: Readonly<Record<string, Tone>> = {
  active: 'good',
  closed: 'good',
  current: 'good',
  signed: 'good',
  approved: 'good',
  completed: 'good',
  delivered: 'good',
  enabled: 'good',
  finished: 'good',
  granted: 'good',
  passed: 'good',
  redeemed: 'good',
  running: 'good',
  accepted: 'good',
  open: 'busy',
  pending: 'busy',
  in_progress: 'busy',
  created: 'busy',
  submitted: 'busy',
  initiated: 'busy',
  needs_review: 'warn',
  'awaiting-input': 'warn',
  requires_retry: 'warn',
  grace: 'warn',
  paused: 'warn',
  stopped: 'warn',
  withdrawn: 'warn',
  declined: 'bad',
  errored: 'bad',
  failed: 'bad',
  revoked: 'bad',
}

const DRAWINGS: Readonly<Record<Tone, IconName>> = {
  good: 'check',
  bad: 'cross',
  warn: 'warning',
  busy: 'wait',
  still: 'dash',
}

export const toneOf = (status: string): Tone => TONES[status] ?? 'still'
export const drawingOf = (tone: Tone) => icon(DRAWINGS[tone])

/** A status as a word with a drawing, so that colour is not all that tells them apart. */
export const status = (word: string) => {
  const tone = toneOf(word)
  return html`<span class="status ${tone}">${drawingOf(tone)}${words(word)}</span>`
}

/** What is not a word and is spoken letter by letter. */
const INITIALS = /\b(id|ids|mrz|api|url|po)\b/g

/** `needs_review` as people write it. */
export const words = (text: string): string => {
  const plain = text.replace(/[_-]/g, ' ').replace(INITIALS, letters => letters.toUpperCase())
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
