import { html } from 'lit'
import type { Workflow, WorkflowRun } from '../shell/api-types.ts'
import { type Happening, timeline } from './facts.ts'
import { moment } from './moment.ts'
import { toneOf, words } from './status.ts'

type Document = Workflow['attributes']['document']

/** What starts a workflow. */
export const triggerOf = (trigger: Document['trigger']) =>
  trigger.type === 'event' ? html`on <code>${trigger.event}</code>` : 'by a call'

/** The steps of a document, in order. */
export const stepList = ({ steps }: Document) =>
  timeline(
    steps.map(({ name, type }): Happening => ({ title: words(name), note: words(type), tone: 'still' })),
  )

/** What came of each step of a run. */
export const runSteps = ({ attributes }: WorkflowRun) =>
  timeline(
    attributes.steps.map((step): Happening => {
      const reason = step['failure-reason']
      const told = [
        words(step.type),
        `${step.attempts} ${step.attempts === 1 ? 'attempt' : 'attempts'}`,
        ...(reason === null ? [] : [words(reason)]),
        ...(step['failure-detail'] === null ? [] : [step['failure-detail']]),
        ...(step['response-status'] === null ? [] : [`HTTP ${step['response-status']}`]),
      ]
      return {
        title: `${words(step.name)}: ${step.status}`,
        note: html`${told.join(' · ')}<br />${moment(step['finished-at'] ?? step['started-at'], 'second')}`,
        tone: toneOf(step.status),
      }
    }),
  )
