import { exampleId } from '../naming.ts'
import { type Terms, words } from './term.ts'

/** Workflows and their runs. */
export const workflows: Terms = {
  ...words({
    'workflow.status': '`paused` when it is made, `running` while it can be started, or `archived` for good.',
    'workflow.document': 'When it runs, under which condition, and what it does: its latest version.',
    'workflows.document':
      'When it runs, under which condition, and what it does. Each document is a version.',
    trigger: 'What starts a run: an event of the environment, a call, or the time.',
    'trigger.type': '`event`, `api` or `schedule`.',
    'trigger.event': 'The name of the event.',
    'trigger.about': 'What a call has to name in its `fields`.',
    'next-due-at':
      'When its schedule starts a run next; null where the time starts none, or while it does not run.',
    'due-at': 'For which time of a schedule it is; null where an event or a call started it.',
    'workflow-version.status': 'Always `published`: a version is published as it is made.',
    'workflow-version.document': 'When it runs, under which condition, and what it does.',
    'workflow-version.description': 'Always null.',
    'trigger-type': 'What starts a run of this version.',
    live: 'Whether it is the version that runs are started of now.',
    'rollout-label': 'Always null: a version is rolled out whole.',
    'rollout-percentage': 'Always null: a version is rolled out whole.',
    'last-updater': 'Always null.',
    inputs: 'What a call that starts a run has to name in its `fields`.',
    'inputs.type': 'The JSON type of the value.',
    'inputs.required': 'Whether it has to be named.',
    outputs: 'Always empty.',
    'outputs.name': 'Not used.',
    outcome: 'How the run would end.',
    'workflow-dry-run.condition':
      'Whether the condition holds: `met`, `not-met`, or `failed`; null where there is none.',
    'workflow-dry-run.steps': 'Every step of the document.',
    'steps.events': 'What would be told of it in this environment, by the names of events.',
    'document.steps': 'What is done, one after the other.',
    'steps.type': 'What the step does.',
    'steps.data-types':
      'The types of data that the token stands for; all of the connection where none are named.',
    'steps.status': 'Where the step stands.',
    'workflow-run.steps': 'The steps that have been begun, with identifiers and states only.',
    retries: 'How often the step is tried again when it has failed.',
    'retry-after-seconds': 'The pause before it is tried again, in seconds.',
    'deadline-seconds':
      'After how long the step is not tried again, in seconds from when it was first begun.',
    'with-share-token': 'Whether the secret form of the token is sent that an earlier step has created.',
    'with-one-time-link': 'Whether the one-time link is sent that an earlier step has made.',
    'same-account':
      'Whether it is made in the account, and with the reference id, of the inquiry that the run is about.',
    'steps.channel': 'How the link is sent.',
    'steps.expires-in-seconds': 'How long the token or the link is good, in seconds.',
    seconds: 'How long is waited, in seconds.',
    attempts: 'How often it has been tried.',
    depth: 'How many runs, each caused by the one before, came before this one.',
    'steps.inputs': 'What the step is given, as its document says it: identifiers and settings.',
    'failure-detail': 'What refused it, by the names of properties; null where nothing did.',
    'workflow-run.status':
      '`in_progress`, `completed`, `errored` where a step has failed for good, `skipped` where the condition did not hold, `stopped` where a limit or an archived workflow stopped it.',
    'object-id': 'What it is about, or has made; null where that is nothing.',
    'steps.seconds': 'How long is waited, in seconds.',
    'trigger.fields':
      'What the run is about: one identifier, of the kind that the document says, or nothing.',
    'attributes.fields':
      'What the run is about: one identifier, of the kind that the document says, or nothing.',
  }),
  'workflow.name': {
    description: 'What the workflow is called.',
    example: 'Share with the bank',
    rule: { pattern: '\\S' },
  },
  'workflow-name': { description: 'What the workflow is called.', example: 'Share with the bank' },
  'trigger.cron': {
    description: 'When runs are due: minute, hour, day of month, month and day of week.',
    example: '0 6 * * 1-5',
  },
  'trigger.time-zone': { description: 'The time zone of the schedule (IANA).', example: 'Europe/Zurich' },
  'inputs.name': { description: 'The name of the field.', example: 'inquiry-id' },
  'workflows.name': {
    description: 'What the workflow is called.',
    example: 'Share with the bank',
    rule: { pattern: '\\S' },
  },
  condition: {
    description: 'An expression in the Common Expression Language, true or false.',
    example: "inquiry.status == 'completed'",
  },
  'steps.name': { description: 'The name of the step in its document.', example: 'share' },
  'steps.url': {
    description: 'What is called: an address of the public internet, by https.',
    example: 'https://bank.example/tokens',
  },
  'steps.tag-name': { description: 'The tag that the inquiry is given.', example: 'shared' },
  'on-failure': {
    description:
      'What happens when the step has failed for good: `stop`, `continue`, or the name of a later step.',
    example: 'stop',
  },
  'steps.into': {
    description: 'The earlier `create-inquiry` step whose inquiry is filled.',
    example: 'make',
  },
  'steps.of': {
    description:
      'The earlier `create-inquiry` step whose inquiry it is; the one that the run is about where none is named.',
    example: 'make',
  },
  'steps.locale': { description: 'The language of the message (BCP 47).', example: 'en' },
  'if-true': {
    description: 'The later step that comes next where the condition holds, or `end`.',
    example: 'end',
  },
  'if-false': { description: 'The later step that comes next where it does not, or `end`.', example: 'end' },
  'signing-secret': {
    description: 'Signs what the workflow sends, like the secret of a webhook. It is shown once.',
    example: `whsec_${'x7Kq'.repeat(10)}x7I=`,
  },
  'steps.object-id': {
    description: 'What the step has made, or acted on; null where it has not yet.',
    example: exampleId('share-token'),
  },
}
