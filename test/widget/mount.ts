import { fixture, html, oneEvent, waitUntil } from '@open-wc/testing'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import type { Phase } from '../../widget/session-state.ts'
import '../../widget/define.ts'
import { type EventDraft, type Route, type Scenario, type Seen, secretFor } from './scenario.ts'

/** A widget on the page, and the secret by which its peer knows it. */
export interface Mounted {
  widget: ConnectWidget
  secret: string
}

/** Puts a widget on the page whose peer behaves as the scenario says; resolves as soon as it is there. */
export async function mount(scenario: Scenario = {}, shareToken = ''): Promise<Mounted> {
  const secret = secretFor(scenario)
  const widget = await fixture<ConnectWidget>(
    html`<connect-widget client-secret=${secret} share-token=${shareToken}></connect-widget>`,
  )
  return { widget, secret }
}

/** The same, and waits for the phase. */
export async function mountIn(phase: Phase, scenario: Scenario = {}, shareToken = ''): Promise<Mounted> {
  const mounted = await mount(scenario, shareToken)
  await reach(mounted.widget, phase)
  return mounted
}

/** Resolves when the widget shows the screen of that phase. */
export async function reach(widget: ConnectWidget, phase: Phase): Promise<void> {
  await waitUntil(() => widget.matches(`:state(${phase})`), `${phase} is not reached`, {
    interval: 5,
    timeout: 4000,
  })
  await widget.updateComplete
}

/** A button by its words. */
export function button(widget: ConnectWidget, words: string): HTMLButtonElement {
  const found = all<HTMLButtonElement>(widget, 'button').find(
    ({ textContent }) => plain(textContent ?? '').trim() === words,
  )
  if (!found) throw new Error(`There is no button "${words}" in: ${textOf(widget)}`)
  return found
}

export const share = (widget: ConnectWidget) => button(widget, 'Share')
export const decline = (widget: ConnectWidget) => button(widget, "Don't share")

/** The checkbox of a data type. */
export function checkbox(widget: ConnectWidget, dataType: string): HTMLInputElement {
  const found = all<HTMLInputElement>(widget, 'input').find(({ value }) => value === dataType)
  if (!found) throw new Error(`There is no checkbox for ${dataType}.`)
  return found
}

export function all<E extends Element>(widget: ConnectWidget, selector: string): E[] {
  return [...(widget.shadowRoot?.querySelectorAll<E>(selector) ?? [])]
}

/** Spaces drawn together, and without what isolates names. */
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '').replaceAll(/\s+/g, ' ')

/** Resolves when there is something that the selector finds. */
export const shown = (widget: ConnectWidget, selector: string) =>
  waitUntil(() => all(widget, selector).length > 0, `${selector} is not shown`, {
    interval: 5,
    timeout: 4000,
  })

/** What the screen says, as it is laid out. */
export function textOf(widget: ConnectWidget): string {
  return plain(all<HTMLElement>(widget, 'section')[0]?.innerText ?? '')
}

/** What the status region tells those who do not see the screen. */
export function statusOf(widget: ConnectWidget): string {
  return plain(widget.shadowRoot?.querySelector('[role=status]')?.textContent ?? '').trim()
}

/** What the peer has been asked for this secret so far. */
export async function seenBy(secret: string): Promise<Seen['requests']> {
  const response = await fetch(`/peer/seen?secret=${encodeURIComponent(secret)}`)
  const { requests }: Seen = await response.json()
  return requests
}

/** The bodies that came to a route, in order, without their envelope. */
export async function sentTo(secret: string, route: Route): Promise<unknown[]> {
  const requests = await seenBy(secret)
  return requests
    .filter(request => request.route === route && request.body)
    .map(({ body }) => Object(body).data.attributes)
}

/** From now on the peer does not answer the calls of a route. */
export async function hold(secret: string, route: Route): Promise<void> {
  await fetch(`/peer/hold?secret=${encodeURIComponent(secret)}`, { method: 'POST', body: route })
}

/** From now on the peer answers the calls of a route again; those that it holds by now, only when they are released. */
export async function pass(secret: string, route: Route): Promise<void> {
  await fetch(`/peer/pass?secret=${encodeURIComponent(secret)}`, { method: 'POST', body: route })
}

/** Lets the peer answer the calls of a route that the scenario holds. */
export async function release(secret: string, route: Route): Promise<void> {
  await fetch(`/peer/release?secret=${encodeURIComponent(secret)}`, { method: 'POST', body: route })
}

/** Lets something happen at the peer, which its streams tell at once. */
export async function happen(secret: string, event: EventDraft): Promise<void> {
  await fetch(`/peer/happen?secret=${encodeURIComponent(secret)}`, {
    method: 'POST',
    body: JSON.stringify(event),
  })
}

/** The next event of that name, typed. */
export function told<Name extends keyof HTMLElementEventMap>(
  widget: ConnectWidget,
  name: Name,
): Promise<HTMLElementEventMap[Name]> {
  return oneEvent(widget, name)
}

/** Waits until the widget says these words. */
export const says = (widget: ConnectWidget, words: string) =>
  waitUntil(() => textOf(widget).includes(words), `"${words}" is not said`, { interval: 5, timeout: 4000 })

/** What all of the widget's screens are in. */
export const box = (widget: ConnectWidget) => all<HTMLElement>(widget, 'section')[0]
