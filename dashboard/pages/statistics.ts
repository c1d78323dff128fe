import { Task } from '@lit/task'
import { html } from 'lit'
import type { Client } from '../../client/client.ts'
import { Page } from '../shell/page.ts'
import { duration } from '../templates/duration.ts'
import { filters } from '../templates/filters.ts'
import { head } from '../templates/head.ts'
import { opening } from '../templates/opening.ts'
import { barList, stackedBars } from '../templates/plots.ts'
import { problem } from '../templates/problem.ts'

type Statistics = Awaited<ReturnType<Client['statistics']['retrieve']>>['data']['attributes']

/** How far one can look back: each interval and how many of it. */
const RANGES = {
  day: { interval: 'hour', intervals: 24, words: 'The last day' },
  month: { interval: 'day', intervals: 30, words: 'The last 30 days' },
  quarter: { interval: 'day', intervals: 90, words: 'The last 90 days' },
} as const

type Range = keyof typeof RANGES

const isRange = (word: string | null): word is Range => word !== null && Object.hasOwn(RANGES, word)

const FUNNEL = {
  sessions: 'Sessions opened',
  'consent-granted': 'Consent given',
  'share-token-received': 'Share token received',
  redeemed: 'Redemption begun',
  completed: 'Inquiry completed',
} as const satisfies Partial<Record<keyof Statistics['funnel'], string>>

const STAGES = {
  copy: 'Copying',
  verify: 'Verifying',
  collect: 'Waiting for the person',
  complete: 'Completing',
} as const

const whole = new Intl.NumberFormat()
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

/** What sharing came to: how many redemptions, how far people came, how long it took, what nobody typed again. */
export class StatisticsPage extends Page {
  private get range(): Range {
    const range = this.query.get('range')
    return isRange(range) ? range : 'month'
  }

  private readonly statistics = new Task(this, {
    args: () => [this.range] as const,
    task: ([range], { signal }) => {
      const { interval, intervals } = RANGES[range]
      return this.dash.client.statistics.retrieve({ interval, intervals, signal })
    },
  })

  protected override render() {
    return html`<section class="page">
      ${head({ title: 'Statistics', words: 'What sharing came to, for you as the destination. Counts and times only.' })}
      ${filters(this.query, [
        {
          name: 'range',
          label: 'Time',
          initial: this.range,
          choices: Object.entries(RANGES).map(([range, { words: name }]) => [range, name] as const),
        },
      ])}
      ${this.statistics.render({
        pending: () => opening('Statistics'),
        complete: ({ data }) => this.shown(data.attributes),
        error: error => problem(error, () => void this.statistics.run()),
      })}
    </section>`
  }

  private shown(statistics: Statistics) {
    return html`<div class="plots">
      <div class="wide">${overTime(statistics, RANGES[this.range].interval)}</div>
      ${funnel(statistics)} ${stages(statistics)} ${typedAgain(statistics)}
    </div>`
  }
}

function overTime({ redemptions }: Statistics, interval: 'hour' | 'day') {
  const format = new Intl.DateTimeFormat(
    undefined,
    interval === 'hour'
      ? { hour: '2-digit', minute: '2-digit' }
      : { day: 'numeric', month: 'short', timeZone: 'UTC' },
  )
  return stackedBars(
    'Redemptions over time, by outcome',
    'redemptions',
    redemptions.map(({ at }) => format.format(new Date(at))),
    [
      { name: 'finished', tone: 'good', values: redemptions.map(one => one.finished) },
      { name: 'waiting for the person', tone: 'warn', values: redemptions.map(one => one['awaiting-input']) },
      { name: 'running', tone: 'busy', values: redemptions.map(one => one.running) },
      { name: 'failed', tone: 'bad', values: redemptions.map(one => one.failed) },
    ],
  )
}

function funnel({ funnel: counted }: Statistics) {
  const { sessions } = counted
  const bars = Object.entries(FUNNEL).map(([step, name]) => {
    const value = isStep(step) ? counted[step] : 0
    const part = sessions === 0 ? '' : ` · ${percent.format(value / sessions)}`
    return { name, value, words: `${whole.format(value)}${part}` }
  })
  return barList(
    'From session to completion',
    `Of ${sessions} sessions, ${counted.completed} came to a completed inquiry.`,
    ['Step', 'Sessions'],
    bars,
  )
}

const isStep = (step: string): step is keyof typeof FUNNEL => Object.hasOwn(FUNNEL, step)

const ORDER: readonly string[] = Object.keys(STAGES)

function stages({ stages: unordered }: Statistics) {
  const timed = unordered.toSorted((one, other) => ORDER.indexOf(one.stage) - ORDER.indexOf(other.stage))
  return barList(
    'Time per stage',
    `The middle of each stage: ${timed.map(one => `${STAGES[one.stage]} ${duration(one['percentile-50-ms'])}`).join(', ')}.`,
    ['Stage', 'Half within, 95 % within'],
    timed.map(one => ({
      name: STAGES[one.stage],
      value: one['percentile-50-ms'],
      words: `${duration(one['percentile-50-ms'])} · 95 % ${duration(one['percentile-95-ms'])}`,
    })),
  )
}

function typedAgain({ fields }: Statistics) {
  const { copied, asked, 'copied-share': share } = fields
  return html`<div class="panel">
    <h2>Fields that nobody had to type again</h2>
    ${
      share === null
        ? html`<p class="quiet">Nothing in this time.</p>`
        : html`<p class="headline"><strong>${percent.format(share)}</strong><span class="quiet">of ${whole.format(copied + asked)} fields</span></p>
          <p class="quiet">${whole.format(copied)} came along, ${whole.format(asked)} were typed.</p>`
    }
  </div>`
}
