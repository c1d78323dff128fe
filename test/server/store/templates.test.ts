import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import type { PageRequest } from '../../../server/store/page.ts'
import {
  findLatestVersion,
  findTemplate,
  findTemplateVersion,
  findVersion,
  getVersion,
  listTemplates,
  listTemplateVersions,
  publishVersion,
} from '../../../server/store/templates.ts'
import { templateOf } from '../connect/templates.ts'
import { NOW, openTestStore } from './fixture.ts'
import { templateRow } from './rows.ts'

/** A template of the destination's, beside another one. */
async function withTemplate() {
  const store = await openTestStore()
  const another = await templateRow(store.db, store.destination, 'Another')
  const template = await templateRow(store.db, store.destination)
  const ours = store.destination.environmentId
  const theirs = store.source.environmentId
  const publish = async (environmentId = ours) => {
    const version = { id: newId('inquiry-template-version'), document: templateOf({ documents: ['selfie'] }) }
    await publishVersion(store.db, environmentId, { ...version, templateId: template.templateId, now: NOW })
    return version
  }
  return { ...store, another, template, ours, theirs, publish }
}

describe('a template', () => {
  it('is used in its latest version', async () => {
    const { db, another, template, ours, publish } = await withTemplate()
    expect(await findLatestVersion(db, ours, template.templateId)).toEqual({ ...template, name: 'Account' })
    const { id, document } = await publish()
    expect(await findLatestVersion(db, ours, template.templateId)).toMatchObject({ versionId: id, document })
    expect(await findLatestVersion(db, ours, another.templateId)).toEqual({ ...another, name: 'Another' })
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
    expect((await listTemplates(db, ours, {}, page)).rows.map(({ id }) => id)).toContain(template.templateId)
    expect((await listTemplates(db, theirs, {}, page)).rows).toEqual([])
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

describe('the versions of a template', () => {
  it('are listed newest first, page by page, and one of them is live', async () => {
    const { db, another, template, ours, theirs, publish } = await withTemplate()
    const published = [await publish(), await publish()].map(({ id }) => id)
    const all = [...published.reverse(), template.versionId]
    const list = async (environmentId: string, size: number, cursor: PageRequest['cursor'] = null) =>
      (await listTemplateVersions(db, environmentId, template.templateId, { size, cursor })).rows
    expect((await list(ours, 10)).map(({ id, live }) => [id, live])).toEqual(
      all.map((id, index) => [id, index === 0]),
    )
    for (const [index, id] of all.entries()) {
      const after = await list(ours, 1, { direction: 'after', id })
      expect(after.map(version => version.id)).toEqual(all.slice(index + 1, index + 2))
    }
    expect(await list(theirs, 10)).toEqual([])
    expect((await findTemplateVersion(db, ours, another.versionId))?.live).toBe(true)
  })

  it('and the template itself are found by their own environment alone', async () => {
    const { db, another, template, ours, theirs, publish } = await withTemplate()
    for (const one of [another, template]) {
      expect((await findTemplate(db, ours, one.templateId))?.id).toBe(one.templateId)
      expect(await findTemplate(db, theirs, one.templateId)).toBeUndefined()
      expect((await findTemplateVersion(db, ours, one.versionId))?.document).toEqual(one.document)
      expect(await findTemplateVersion(db, theirs, one.versionId)).toBeUndefined()
    }
    const foreign = await publish(theirs)
    expect(await findTemplateVersion(db, ours, foreign.id)).toBeUndefined()
    expect(await findTemplateVersion(db, theirs, foreign.id)).toBeUndefined()
  })
})
