import { describe, expect, it } from 'vitest'
import { findEnvironment, getOrganization, getOrganizationOf } from '../../../server/store/organizations.ts'
import { insertSideOf, openTestStore } from './fixture.ts'

describe('an organization', () => {
  it('has at most one environment of a kind', async () => {
    const { db, vault, source } = await openTestStore()
    const again = insertSideOf(db, vault, source.organizationId, 'sandbox')
    await expect(again).rejects.toThrow(/UNIQUE/i)
    const production = await insertSideOf(db, vault, source.organizationId, 'production')
    const found = await findEnvironment(db, source.organizationId, 'production')
    expect(found?.id).toBe(production.environmentId)
  })

  it('has the environments that it has, and nobody else’s', async () => {
    const { db, source, destination } = await openTestStore()
    expect((await findEnvironment(db, source.organizationId, 'sandbox'))?.id).toBe(source.environmentId)
    expect((await findEnvironment(db, destination.organizationId, 'sandbox'))?.id).toBe(
      destination.environmentId,
    )
    expect(await findEnvironment(db, source.organizationId, 'production')).toBeUndefined()
    expect((await getOrganization(db, destination.organizationId)).id).toBe(destination.organizationId)
    expect((await getOrganizationOf(db, source.environmentId)).id).toBe(source.organizationId)
    expect((await getOrganizationOf(db, destination.environmentId)).id).toBe(destination.organizationId)
    await expect(getOrganization(db, 'org_none')).rejects.toThrow()
  })
})
