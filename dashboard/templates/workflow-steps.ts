import { html, nothing } from 'lit'
import type { Workflow, WorkflowRun } from '../shell/api-types.ts'
import { type Happening, timeline } from './facts.ts'
import { moment } from './moment.ts'
import { toneOf, words } from './status.ts'

type Document = Workflow['attributes']['document']

/** What starts a workflow. */
export function triggerOf(trigger: Document['trigger']) {
  switch (trigger.type) {
    case 'event':
      return html`on <code>${trigger.event}</code>`
    case 'schedule':
      return html`at <code>${trigger.cron}</code>, ${trigger['time-zone']}`
    case 'api':
      return 'by a call'
  }
}

/** The steps of a document, in order. */
export const stepList = ({ steps }: Document) =>
  timeline(
    steps.map(({ name, type }): Happening => ({ title: words(name), note: words(type), tone: 'still' })),
  )

/** What each step of a run was given, and what came of it. */
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
      const given = Object.entries(step.inputs).map(
        ([name, value]) => `${words(name)}: ${Array.isArray(value) ? value.join(', ') : value}`,
      )
      return {
        title: `${words(step.name)}: ${step.status}`,
        note: html`${told.join(' · ')}<br />${given.length === 0 ? nothing : html`${given.join(' · ')}<br />`}${moment(step['finished-at'] ?? step['started-at'], 'second')}`,
        tone: toneOf(step.status),
      }
    }),
  )
