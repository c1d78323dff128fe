import { z } from 'zod'
import { linkSeconds } from '../api/inquiry-sessions/one-time-link.ts'
import { dataType } from '../connect/scope.ts'
import { EXPIRES_IN_SECONDS_MAX, EXPIRES_IN_SECONDS_MIN } from '../connect/share-token.ts'
import { TRIGGERING_EVENTS } from '../store/events.ts'
import { CONDITION_LENGTH_MAX, conditionProblem } from './condition.ts'
import { cronProblem, isTimeZone } from './schedule.ts'

/** How many steps a workflow can have. */
const STEPS_MAX = 50
/** How often a step can be tried again, and the longest pause before that, in seconds: a day. */
const RETRIES_MAX = 10
const RETRY_AFTER_SECONDS_MAX = 86_400
/** Longest wait, and the latest deadline of a step, in seconds: 30 days. */
const WAIT_SECONDS_MAX = 2_592_000

const id = z.string().min(1).max(64)
/** Words that say where to go, and are no names. */
const RESERVED: readonly string[] = ['end', 'stop', 'continue']
const stepName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/)
  .refine(name => !RESERVED.includes(name), `is none of ${RESERVED.join(', ')}`)

const condition = z
  .string()
  .min(1)
  .max(CONDITION_LENGTH_MAX)
  .superRefine((text, context) => {
    const problem = conditionProblem(text)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

const cron = z
  .string()
  .max(100)
  .superRefine((line, context) => {
    const problem = cronProblem(line)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

/** What starts a run: an event of the environment, a call that names what the run is about, or the time. */
const trigger = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('event'), event: z.enum(TRIGGERING_EVENTS) }),
  z.strictObject({ type: z.literal('api'), about: z.enum(['inquiry', 'share-token', 'nothing']) }),
  z.strictObject({
    type: z.literal('schedule'),
    cron,
    'time-zone': z.string().max(64).refine(isTimeZone, 'is no time zone of the IANA database').default('UTC'),
  }),
])

/** `stop` errs the run, `continue` goes on with the next step, and anything else is the name of a later step. */
const onFailure = z.string().max(40)

const step = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), name: stepName, ...shape })

/** What a step that can fail says of that. */
const tried = {
  retries: z.int().min(0).max(RETRIES_MAX).default(3),
  'retry-after-seconds': z.int().min(1).max(RETRY_AFTER_SECONDS_MAX).default(10),
  'deadline-seconds': z.int().min(1).max(WAIT_SECONDS_MAX).default(86_400),
  'on-failure': onFailure.default('stop'),
}

const workflowStep = z.discriminatedUnion('type', [
  step('create-share-token', {
    'connection-id': id,
    'expires-in-seconds': z.int().min(EXPIRES_IN_SECONDS_MIN).max(EXPIRES_IN_SECONDS_MAX).optional(),
    'data-types': z.array(dataType).min(1).optional(),
    ...tried,
  }),
  step('create-inquiry', {
    'inquiry-template-id': id,
    /** In the account, and by the reference id, of the inquiry that the run is about. */
    'same-account': z.boolean().default(false),
    ...tried,
  }),
  step('redeem', { 'inquiry-template-id': id, ...tried }),
  /** Into the inquiry that an earlier step has made. */
  step('hydrate', { into: z.string().max(40), ...tried }),
  step('clone', tried),
  /** Of the inquiry that the run is about, or `of` what an earlier step has made. */
  step('one-time-link', {
    of: z.string().max(40).optional(),
    'expires-in-seconds': linkSeconds.optional(),
    ...tried,
  }),
  step('send-one-time-link', {
    channel: z.enum(['email', 'sms']),
    locale: z.string().min(2).max(35).default('en'),
    ...tried,
  }),
  step('tag', { 'tag-name': z.string().min(1).max(255), ...tried }),
  step('approve', tried),
  step('decline', tried),
  step('mark-for-review', tried),
  step('call', {
    url: z.string().max(2048),
    'with-share-token': z.boolean().default(false),
    'with-one-time-link': z.boolean().default(false),
    ...tried,
  }),
  step('wait', { seconds: z.int().min(1).max(WAIT_SECONDS_MAX) }),
  /** `end` ends the run. */
  step('branch', { condition, 'if-true': z.string().max(40), 'if-false': z.string().max(40) }),
])

export type WorkflowStep = z.infer<typeof workflowStep>
export type StepKind = WorkflowStep['type']

/**
 * What an organization automates: when, under which condition, and step after step what. Only later steps are gone to, so
 * that every run ends.
 */
export const workflowDocument = z
  .strictObject({
    trigger,
    condition: condition.optional(),
    steps: z.array(workflowStep).min(1).max(STEPS_MAX),
  })
  .superRefine((document, context) => {
    for (const { path, message } of problemsOf(document)) context.addIssue({ code: 'custom', path, message })
  })

export type WorkflowDocument = z.infer<typeof workflowDocument>

type Unchecked = Pick<WorkflowDocument, 'trigger' | 'steps'>

interface Problem {
  path: (string | number)[]
  message: string
}

function problemsOf({ trigger: start, steps }: Unchecked): Problem[] {
  const about = subjectOf(start)
  return steps.flatMap((one, at) => {
    const earlier = steps.slice(0, at)
    const later = steps.slice(at + 1).map(({ name }) => name)
    const problem = (key: string, message: string): Problem => ({ path: ['steps', at, key], message })
    const targets = targetsOf(one).filter(([, target]) => !later.includes(target))
    return [
      ...(earlier.some(({ name }) => name === one.name) ? [problem('name', 'is the name of two steps')] : []),
      ...targets.map(([key]) => problem(key, 'is not the name of a later step')),
      ...(isOfInquiry(one) && about !== 'inquiry'
        ? [problem('type', 'needs a trigger that is about an inquiry')]
        : []),
      ...(OF_TOKEN.includes(one.type) && about !== 'share-token'
        ? [problem('type', 'needs a trigger that is about a share token')]
        : []),
      ...needsOf(one)
        .filter(([, maker, name]) => !earlier.some(made => isMadeBy(made, maker, name)))
        .map(([key, maker, name]) =>
          problem(key, name === null ? `needs an earlier ${maker} step` : `names no earlier ${maker} step`),
        ),
    ]
  })
}

const OF_INQUIRY: readonly StepKind[] = ['create-share-token', 'tag', 'approve', 'decline', 'mark-for-review']
const OF_TOKEN: readonly StepKind[] = ['redeem', 'hydrate', 'clone']

const isOfInquiry = (one: WorkflowStep): boolean =>
  OF_INQUIRY.includes(one.type) ||
  (one.type === 'create-inquiry' && one['same-account']) ||
  (one.type === 'one-time-link' && one.of === undefined)

/** What an earlier step must have made: the property that asks for it, the kind of that step, its name if one is given. */
type Need = [string, StepKind, string | null]

const SENDS_TOKEN: Need = ['with-share-token', 'create-share-token', null]
const SENDS_LINK: Need = ['with-one-time-link', 'one-time-link', null]

function needsOf(one: WorkflowStep): Need[] {
  switch (one.type) {
    case 'hydrate':
      return [['into', 'create-inquiry', one.into]]
    case 'one-time-link':
      return one.of === undefined ? [] : [['of', 'create-inquiry', one.of]]
    case 'send-one-time-link':
      return [['type', 'one-time-link', null]]
    case 'call':
      return [
        ...(one['with-share-token'] ? [SENDS_TOKEN] : []),
        ...(one['with-one-time-link'] ? [SENDS_LINK] : []),
      ]
    default:
      return []
  }
}

const isMadeBy = ({ type, name }: WorkflowStep, maker: StepKind, wanted: string | null): boolean =>
  type === maker && (wanted === null || wanted === name)

/** The names of steps that a step can go to, by the property that says so. */
function targetsOf(one: WorkflowStep): [string, string][] {
  if (one.type === 'branch') {
    const both: [string, string][] = [
      ['if-true', one['if-true']],
      ['if-false', one['if-false']],
    ]
    return both.filter(([, target]) => target !== 'end')
  }
  if (one.type === 'wait' || ['stop', 'continue'].includes(one['on-failure'])) return []
  return [['on-failure', one['on-failure']]]
}

/** The redemption's events that are told once it is known what it fills. */
const OF_REDEMPTION = /^connect\/redemption\.(?!accepted$)/

/** What a run of this trigger is about: of a redemption, the inquiry that it makes or fills. */
export function subjectOf(start: WorkflowDocument['trigger']): 'inquiry' | 'share-token' | 'nothing' {
  if (start.type === 'api') return start.about
  if (start.type === 'schedule') return 'nothing'
  if (start.event.startsWith('inquiry.') || OF_REDEMPTION.test(start.event)) return 'inquiry'
  return start.event.startsWith('connect/share-token.') ? 'share-token' : 'nothing'
}
