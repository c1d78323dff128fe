import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../server/api/http/api-error.ts'
import { parse } from '../../../server/api/http/parse.ts'
import { workflowDocument } from '../../../server/workflows/document.ts'

const ON_INQUIRY = { type: 'event', event: 'inquiry.completed' }
const TAG = { type: 'tag', name: 'note', 'tag-name': 'seen' }
const WAIT = { type: 'wait', name: 'wait', seconds: 60 }
const MINT = { type: 'create-share-token', name: 'share', 'connection-id': 'cxn_1' }
const CALL = { type: 'call', name: 'tell', url: 'https://bank.example/' }

/** What a request with this document is told is wrong. */
function complaints(document: unknown): readonly string[] {
  try {
    parse(workflowDocument, document)
    return []
  } catch (error) {
    if (error instanceof ApiError) return error.details
    throw error
  }
}

describe('a document', () => {
  it('of everything that there is is taken, and says what it does not say', () => {
    const document = {
      trigger: ON_INQUIRY,
      condition: "inquiry.status == 'completed' && 'new' in inquiry.tags",
      steps: [
        MINT,
        { ...CALL, 'with-share-token': true, 'on-failure': 'note' },
        {
          type: 'branch',
          name: 'answered',
          condition: "steps['tell'].status == 'completed'",
          'if-true': 'end',
          'if-false': 'note',
        },
        TAG,
        WAIT,
        { type: 'approve', name: 'approve' },
        { type: 'decline', name: 'decline' },
        { type: 'mark-for-review', name: 'review' },
        { type: 'create-inquiry', name: 'make', 'inquiry-template-id': 'itmpl_1', 'same-account': true },
        { type: 'one-time-link', name: 'link', of: 'make', 'expires-in-seconds': 3600 },
        { type: 'send-one-time-link', name: 'send', channel: 'email' },
        { ...CALL, name: 'hand-on', 'with-one-time-link': true },
      ],
    }
    expect(complaints(document)).toEqual([])
    expect(workflowDocument.parse(document).steps[0]).toMatchObject({
      retries: 3,
      'retry-after-seconds': 10,
      'deadline-seconds': 86_400,
      'on-failure': 'stop',
    })
    const redeems = { type: 'redeem', name: 'redeem', 'inquiry-template-id': 'itmpl_1' }
    const makes = { type: 'create-inquiry', name: 'make', 'inquiry-template-id': 'itmpl_1' }
    const hydrates = { type: 'hydrate', name: 'fill', into: 'make' }
    const clones = { type: 'clone', name: 'clone' }
    for (const steps of [[redeems], [makes, hydrates], [clones]]) {
      expect(complaints({ trigger: { type: 'api', about: 'share-token' }, steps })).toEqual([])
    }
    const awaits = { type: 'event', event: 'connect/redemption.awaiting-input' }
    expect(complaints({ trigger: awaits, steps: [{ type: 'one-time-link', name: 'link' }] })).toEqual([])
  })

  // Guarantee: a bad document is refused with the path of what is wrong.
  it.each([
    [{ steps: [TAG] }, 'trigger is missing'],
    [{ trigger: { type: 'event', event: 'inquiry.exploded' }, steps: [TAG] }, 'trigger.event must be one of'],
    [{ trigger: ON_INQUIRY, steps: [] }, 'steps is too small or too short: at least 1'],
    [{ trigger: ON_INQUIRY, steps: [{ ...TAG, type: 'eval' }] }, 'steps.0.type is not valid'],
    [{ trigger: ON_INQUIRY, steps: [{ ...TAG, how: 1 }] }, 'steps.0 has a property that is not known'],
    [
      { trigger: ON_INQUIRY, steps: [{ ...TAG, name: 'end' }] },
      'steps.0.name is none of end, stop, continue',
    ],
    [{ trigger: ON_INQUIRY, steps: [TAG, TAG] }, 'steps.1.name is the name of two steps'],
    [{ trigger: ON_INQUIRY, steps: [{ ...TAG, retries: 11 }] }, 'steps.0.retries is too big or too long'],
    [
      { trigger: ON_INQUIRY, steps: [WAIT, { ...TAG, 'on-failure': 'wait' }] },
      'steps.1.on-failure is not the name of a later step',
    ],
    [
      { trigger: ON_INQUIRY, steps: [{ ...CALL, 'with-share-token': true }, MINT] },
      'steps.0.with-share-token needs an earlier create-share-token step',
    ],
    [
      { trigger: ON_INQUIRY, steps: [{ ...CALL, 'with-one-time-link': true }, MINT] },
      'steps.0.with-one-time-link needs an earlier one-time-link step',
    ],
    [
      { trigger: { type: 'api', about: 'nothing' }, steps: [{ type: 'one-time-link', name: 'link' }] },
      'steps.0.type needs a trigger that is about an inquiry',
    ],
    [
      { trigger: ON_INQUIRY, steps: [TAG, { type: 'one-time-link', name: 'link', of: 'note' }] },
      'steps.1.of names no earlier create-inquiry step',
    ],
    [
      { trigger: ON_INQUIRY, steps: [{ type: 'send-one-time-link', name: 'send', channel: 'sms' }] },
      'steps.0.type needs an earlier one-time-link step',
    ],
    [
      { trigger: ON_INQUIRY, steps: [{ type: 'clone', name: 'clone' }] },
      'steps.0.type needs a trigger that is about a share token',
    ],
    [
      { trigger: { type: 'event', event: 'account.created' }, steps: [TAG] },
      'steps.0.type needs a trigger that is about an inquiry',
    ],
    [
      { trigger: ON_INQUIRY, steps: [{ type: 'redeem', name: 'redeem', 'inquiry-template-id': 'itmpl_1' }] },
      'steps.0.type needs a trigger that is about a share token',
    ],
    [{ trigger: ON_INQUIRY, condition: 'nope(', steps: [TAG] }, 'condition is not an expression'],
  ])('%j is refused: %s', (document, complaint) => {
    expect(complaints(document).some(line => line.startsWith(complaint))).toBe(true)
  })
})
