import type { Permission } from '../api/http/permissions.ts'
import type { StepKind } from './document.ts'

/** What a key must be allowed to do itself to have a workflow do it, when it publishes it and as long as it runs. */
export const NEEDED: Readonly<Record<StepKind, readonly Permission[]>> = {
  'create-share-token': ['connect.create'],
  'create-inquiry': ['inquiry.write'],
  redeem: ['connect.redeem', 'inquiry.write'],
  hydrate: ['connect.redeem', 'inquiry.write'],
  clone: ['connect.redeem'],
  'one-time-link': ['inquiry.write'],
  'send-one-time-link': ['inquiry.write'],
  tag: ['inquiry.write'],
  approve: ['inquiry.write'],
  decline: ['inquiry.write'],
  'mark-for-review': ['inquiry.write'],
  call: [],
  wait: [],
  branch: [],
}
