import { html } from 'lit'
import type { Partners } from '../actions/partners.ts'
import type { Dash } from '../shell/dash.ts'

/** The partner on the other side of a connection, which it leads to; until its name is known, what it is. */
export const partnerLink = (dash: Dash, partners: Partners | undefined, connectionId: string) =>
  html`<a href=${dash.at(`/connections/${connectionId}`)}>${partners?.nameOf(connectionId) ?? 'Partner'}</a>`
