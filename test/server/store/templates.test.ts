import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import {
  findLatestVersion,
  findVersion,
  getVersion,
  listTemplates,
  publishVersion,
} from '../../../server/store/templates.ts'
import { templateOf } from '../connect/templates.ts'
import { NOW, openTestStore } from './fixture.ts'
import { templateRow } from './rows.ts'

/** A template of the destination's, beside another one. */
async function withTemplate() {
  const store = await openTestStore()
  await templateRow(store.db, store.destination, 'Another')
  const template = await templateRow(store.db, store.destination)
  const ours = store.destination.environmentId
  const theirs = store.source.environmentId
  const publish = async (environmentId = ours) => {
    const version = { id: newId('inquiry-template-version'), document: templateOf({ documents: ['selfie'] }) }
    await publishVersion(store.db, environmentId, { ...version, templateId: template.templateId, now: NOW })
    return version
  }
  return { ...store, template, ours, theirs, publish }
}

describe('a template', () => {
  it('is used in its latest version', async () => {
    const { db, template, ours, publish } = await withTemplate()
    expect(await findLatestVersion(db, ours, template.templateId)).toEqual({ ...template, name: 'Account' })
    const { id, document } = await publish()
    expect(await findLatestVersion(db, ours, template.templateId)).toMatchObject({ versionId: id, document })
  })

  // An inquiry is decided by the rules under which it began.
  it('keeps its earlier versions as they were', async () => {
    const { db, template, ours, publish } = await withTemplate()
    await publish()
    expect(await getVersion(db, ours, template.versionId)).toEqual({ ...template, name: 'Account' })
    expect(await findVersion(db, ours, template.versionId)).toEqual({ ...template, name: 'Account' })
  })

  it('is not used any more when it is archived, but what refers to it still finds it', async () => {
    const { db, template, ours } = await withTemplate()
    await db.updateTable('inquiry_template').set({ status: 'archived' }).execute()
    expect(await findLatestVersion(db, ours, template.templateId)).toBeUndefined()
    expect(await getVersion(db, ours, template.versionId)).toMatchObject({ versionId: template.versionId })
  })

  it('is not found or listed by another environment', async () => {
    const { db, template, ours, theirs } = await withTemplate()
    const page = { size: 10, cursor: null }
    expect((await listTemplates(db, ours, page)).rows.map(({ id }) => id)).toContain(template.templateId)
    expect((await listTemplates(db, theirs, page)).rows).toEqual([])
    expect(await findLatestVersion(db, theirs, template.templateId)).toBeUndefined()
    expect(await findVersion(db, theirs, template.versionId)).toBeUndefined()
    await expect(getVersion(db, theirs, template.versionId)).rejects.toThrow()
  })

  it('is not given a version by another environment', async () => {
    const { db, template, ours, theirs, publish } = await withTemplate()
    const { id } = await publish(theirs)
    expect(await findLatestVersion(db, ours, template.templateId)).toMatchObject({
      versionId: template.versionId,
    })
    expect(await findVersion(db, ours, id)).toBeUndefined()
    expect(await findVersion(db, theirs, id)).toBeUndefined()
  })
})
