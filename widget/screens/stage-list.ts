import { html, type TemplateResult } from 'lit/html.js'
import type { InquiryStatus } from '../../server/api/wire.ts'
import { counted } from '../messages/counted.ts'
import type { Messages } from '../messages/messages.ts'
import type { SeenEvent } from '../progress-events.ts'
import { checkIcon, crossIcon, dashIcon, spinIcon } from './icons.ts'

export type StageState = 'active' | 'done' | 'passed' | 'failed' | 'skipped'

interface Stage {
  name: string
  state: StageState
}

const icons: Readonly<Record<StageState, TemplateResult>> = {
  active: spinIcon,
  done: checkIcon,
  passed: checkIcon,
  failed: crossIcon,
  skipped: dashIcon,
}

const unfavourable: readonly InquiryStatus[] = ['declined', 'failed', 'expired']

/** The stages so far with their state, in words as well as in a sign. */
export function stageList(events: readonly SeenEvent[], messages: Messages): TemplateResult {
  return html`
    <ol part="stages">
      ${stagesOf(events, messages).map(
        ({ name, state }) => html`
          <li class=${state}>${icons[state]}<span>${name}</span><small>${messages.progress.states[state]}</small></li>
        `,
      )}
    </ol>
  `
}

/** One sentence for the newest stage, to be read out. */
export function newestStage(events: readonly SeenEvent[], messages: Messages): string {
  const stage = stagesOf(events, messages).at(-1)
  return stage ? `${stage.name}: ${messages.progress.states[stage.state]}` : ''
}

/** What the events so far say of each stage, in the order in which the stages began. */
function stagesOf(events: readonly SeenEvent[], { locale, verifications, progress }: Messages): Stage[] {
  const copied = (details: number, files: number) =>
    progress.copied(counted(locale, progress.details, details), counted(locale, progress.files, files))
  const stages = new Map<string, Stage>([['accepted', { name: progress.accepted, state: 'active' }]])
  for (const event of events) {
    switch (event.name) {
      case 'redemption.accepted':
        stages.set('accepted', { name: progress.accepted, state: 'done' })
        stages.set('copied', { name: progress.copying, state: 'active' })
        break
      case 'data.copied':
        stages.set('copied', { name: copied(event.fields, event.files), state: 'done' })
        break
      case 'verification.started':
        stages.set(event.verification, { name: verifications[event.verification], state: 'active' })
        break
      case 'verification.finished':
        stages.set(event.verification, { name: verifications[event.verification], state: event.status })
        break
      case 'inquiry.completed':
        stages.set('decided', {
          name: progress.decided,
          state: unfavourable.includes(event.status) ? 'failed' : 'done',
        })
    }
  }
  return [...stages.values()]
}
