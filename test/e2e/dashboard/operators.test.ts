import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dialog, goTo, newSignInUrl, openDashboardContext, settled, signInBy, toast } from './operator.ts'
import { openStage, type Stage } from './stage.ts'

const OLGA = { name: 'Olga Okafor', email: 'olga@northwind.example' }
const SELF = 'Nora Northwind'

let stage: Stage
/** The page of the bank's one admin. */
let nora: Page
beforeAll(async () => {
  stage = await openStage()
  nora = stage.bank
  await goTo(nora, '/people')
  await settled(nora)
}, 120_000)
afterAll(() => stage?.close())

const people = (page: Page) => page.getByRole('table', { name: 'People' })
const rowOf = (page: Page, name: string) => people(page).getByRole('row', { name: new RegExp(name) })

/** Presses a button of somebody's row. */
const press = (page: Page, name: string, button: string) =>
  rowOf(page, name).getByRole('button', { name: button }).click()

async function choose(page: Page, role: RegExp): Promise<void> {
  await dialog(page).getByRole('combobox', { name: 'Role' }).click()
  await dialog(page).getByRole('option', { name: role }).click()
}

async function letIn({ name, email }: typeof OLGA, role: RegExp): Promise<void> {
  await nora.getByRole('button', { name: 'Let somebody in' }).click()
  await dialog(nora).getByLabel('Name').fill(name)
  await dialog(nora).getByLabel('E-mail address').fill(email)
  await choose(nora, role)
  await dialog(nora).getByRole('button', { name: 'Let in' }).click()
}

async function changeRole(page: Page, name: string, role: RegExp): Promise<void> {
  await press(page, name, 'Change')
  await choose(page, role)
  await dialog(page).getByRole('button', { name: 'Save' }).click()
}

async function cancel(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await dialog(page).waitFor({ state: 'detached' })
}

/** Signs somebody in in a browser of their own. */
async function arrive(email: string): Promise<Page> {
  const { context } = await openDashboardContext(stage.browser)
  return signInBy(context, await newSignInUrl(stage.server, email))
}

const isSignedOut = (page: Page) =>
  page.getByRole('heading', { level: 1, name: 'Sign in to Connect' }).waitFor()

describe('whoever is let in', () => {
  it('can sign in from then on, as what they were let in as', async () => {
    await letIn(OLGA, /^Operator/)
    await toast(nora, 'They can sign in now').waitFor()
    await rowOf(nora, OLGA.name).getByText('Operator').waitFor()
    const olga = await arrive(OLGA.email)
    await olga.getByRole('button', { name: 'New connection' }).waitFor()
    await goTo(olga, '/people')
    await settled(olga)
    expect(await olga.getByRole('button', { name: /Let somebody in|Change|Remove/ }).count()).toBe(0)
    await olga.context().close()
  })

  it('is not let in twice: what was typed stays, with the reason above it', async () => {
    await letIn(OLGA, /^Viewer/)
    await dialog(nora)
      .getByRole('alert')
      .getByText(/is here already/)
      .waitFor()
    expect(await dialog(nora).getByLabel('E-mail address').inputValue()).toBe(OLGA.email)
    await cancel(nora)
    expect(await rowOf(nora, OLGA.name).count()).toBe(1)
  })
})

describe('whoever is changed', () => {
  it('has another name in the list', async () => {
    await press(nora, OLGA.name, 'Change')
    await dialog(nora).getByLabel('Name').fill('Olga Berg')
    await dialog(nora).getByRole('button', { name: 'Save' }).click()
    await toast(nora, 'Saved').waitFor()
    await rowOf(nora, 'Olga Berg').waitFor()
    expect(await rowOf(nora, OLGA.name).count()).toBe(0)
  })

  // Guarantee: a role counts from the next request on, whatever the page still offers.
  it('may do no more than their new role at once, in a page that is open', async () => {
    const olga = await arrive(OLGA.email)
    await olga.getByRole('button', { name: 'Invite by link' }).click()
    await changeRole(nora, 'Olga', /^Viewer/)
    await rowOf(nora, 'Olga').getByText('Viewer').waitFor()
    await dialog(olga).getByRole('button', { name: 'Make the link' }).click()
    await dialog(olga)
      .getByRole('alert')
      .getByText(/You may not do this.*viewer/i)
      .waitFor()
    expect((await stage.server.destination.connectionInvites.list()).data).toEqual([])
    await olga.reload()
    await olga.getByRole('heading', { level: 1, name: 'Connections' }).waitFor()
    expect(await olga.getByRole('button', { name: 'Invite by link' }).count()).toBe(0)
    await olga.context().close()
  })
})

describe('the last admin', () => {
  // Guarantee: an organization is never left without somebody who can let others in.
  it('is neither removed nor made less, and is told what to do first', async () => {
    await press(nora, SELF, 'Remove')
    await dialog(nora).getByRole('button', { name: 'Remove' }).click()
    await dialog(nora)
      .getByRole('alert')
      .getByText(/make somebody else an admin first/)
      .waitFor()
    await cancel(nora)
    await changeRole(nora, SELF, /^Viewer/)
    await dialog(nora)
      .getByRole('alert')
      .getByText(/make somebody else an admin first/)
      .waitFor()
    await cancel(nora)
    await nora.reload()
    await rowOf(nora, SELF).getByText('Administrator').waitFor()
  })
})

describe('whoever is removed', () => {
  // Guarantee: no session, link or passkey of theirs is good any more, from that very moment.
  it('is signed out at once, and cannot come in again', async () => {
    const link = await newSignInUrl(stage.server, OLGA.email)
    const olga = await arrive(OLGA.email)
    await press(nora, 'Olga', 'Remove')
    await dialog(nora).getByRole('button', { name: 'Remove' }).click()
    await toast(nora, 'Removed').waitFor()
    await expect.poll(() => rowOf(nora, 'Olga').count()).toBe(0)
    await olga.getByRole('link', { name: 'Share tokens' }).click()
    await isSignedOut(olga)
    await olga.reload()
    await isSignedOut(olga)
    await olga.goto(link)
    await olga.getByRole('button', { name: 'Sign in', exact: true }).click()
    await olga.getByRole('alert').waitFor()
    await expect(newSignInUrl(stage.server, OLGA.email)).rejects.toThrow('nobody has that e-mail address')
    await olga.context().close()
  })

  it('may be the admin who was the last, once there is another: they are signed out as well', async () => {
    await letIn({ name: 'Omar Admin', email: 'omar@northwind.example' }, /^Administrator/)
    await toast(nora, 'They can sign in now').waitFor()
    const omar = await arrive('omar@northwind.example')
    await goTo(omar, '/people')
    await press(omar, SELF, 'Remove')
    await dialog(omar).getByRole('button', { name: 'Remove' }).click()
    await toast(omar, 'Removed').waitFor()
    await nora.getByRole('link', { name: 'Connections' }).click()
    await isSignedOut(nora)
    // What they did stays written down.
    const filter = { 'actor-type': 'operator' } as const
    const { data } = await stage.server.destination.auditEntries.list({ filter, page: { size: 100 } })
    const done = data.filter(({ attributes }) => attributes.status < 300)
    const times = (operation: string) =>
      done.filter(({ attributes }) => attributes.operation === operation).length
    expect([times('POST /operators'), times('DELETE /operators/:id')]).toEqual([2, 2])
    await omar.context().close()
  })
})
