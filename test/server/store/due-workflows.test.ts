import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { findWorkflow, insertWorkflow, moveDue, sealOfWorkflow } from '../../../server/store/workflows.ts'
import { NOW, openTestStore } from './fixture.ts'

const HOUR_MS = 3_600_000

/** A running workflow that is due at NOW. */
async function dueWorkflow() {
  const { db, destination } = await openTestStore()
  const { environmentId, vault } = destination
  const id = newId('workflow')
  await insertWorkflow(db, {
    id,
    environment_id: environmentId,
    name: 'Test',
    status: 'running',
    latest_version_id: newId('workflow-version'),
    trigger_event: null,
    next_due_at: NOW,
    sealed_secret: sealOfWorkflow(vault, id, 'secret'),
    created_at: NOW,
    updated_at: NOW,
  })
  const found = async () => {
    const workflow = await findWorkflow(db, environmentId, id)
    if (!workflow) throw new Error('it is gone')
    return workflow
  }
  return { db, found }
}

describe('the time at which a workflow is due', () => {
  // Guarantee: who saw it before somebody else moved it on starts no second run for it.
  it('is moved on from where it was seen, and by one only', async () => {
    const { db, found } = await dueWorkflow()
    const seen = await found()
    expect(await moveDue(db, seen, NOW + HOUR_MS)).toBe(true)
    expect(await moveDue(db, seen, NOW + HOUR_MS)).toBe(false)
    expect(await moveDue(db, seen, NOW + 2 * HOUR_MS)).toBe(false)
    expect((await found()).next_due_at).toBe(NOW + HOUR_MS)
    expect(await moveDue(db, await found(), NOW + 2 * HOUR_MS)).toBe(true)
  })

  it('is not moved while the workflow is paused', async () => {
    const { db, found } = await dueWorkflow()
    const seen = await found()
    await db.updateTable('workflow').set({ status: 'paused' }).execute()
    expect(await moveDue(db, seen, NOW + HOUR_MS)).toBe(false)
  })
})
