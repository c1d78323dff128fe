import { waitUntil } from '@open-wc/testing'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import type { Phase } from '../../widget/session-state.ts'
import { mountIn, reach, share, shown, statusOf } from './mount.ts'
import { goodCourse, governmentId, incompleteCourse, proofOfAddress, type Scenario } from './scenario.ts'

/** Every phase, with how to get there. */
export const screens: readonly (readonly [Phase, Scenario])[] = [
  ['loading', { hold: ['session'] }],
  ['asking', {}],
  ['deciding', { hold: ['consents'] }],
  ['waiting-for-token', { status: 'granted' }],
  ['redeeming', { status: 'redeeming', happened: goodCourse.slice(0, 5) }],
  [
    'awaiting-input',
    { status: 'awaiting-input', happened: incompleteCourse, inputs: [governmentId, proofOfAddress] },
  ],
  ['complete', { status: 'completed', happened: goodCourse }],
  ['declined', { status: 'declined' }],
  ['withdrawn', { status: 'completed', happened: goodCourse, lastWord: 'withdrawn' }],
  ['failed', { answers: { session: [503] } }],
]

/** Shows the widget in that phase, with all that its screen has to show. */
export async function show(phase: Phase): Promise<ConnectWidget> {
  const scenario = new Map(screens).get(phase)
  const { widget } = await mountIn(phase === 'deciding' ? 'asking' : phase, scenario)
  if (phase === 'deciding') {
    share(widget).click()
    await reach(widget, 'deciding')
  }
  if (phase === 'redeeming') await waitUntil(() => statusOf(widget) === 'Document check: In progress')
  if (phase === 'awaiting-input') await shown(widget, '.asked')
  return widget
}
