import { html } from 'lit'
import type { Dash } from './dash.ts'
import { buttonIcon, type IconName, icon } from './icons.ts'
import { ENVIRONMENT_NAMES, type EnvironmentKind, signInCall } from './operator.ts'
import type { Place } from './router.ts'
import { HOME, NAVIGATION } from './routes.ts'

/** What the band says of each, so that nobody takes one for the other. */
const BANDS: Readonly<Record<EnvironmentKind, string>> = {
  sandbox: 'Nothing here is real. People are specimens and nothing is charged.',
  production: 'Everything here is real: people, data and charges.',
}

interface FrameOptions {
  dash: Dash
  place: Place
  page: unknown
  menuOpen: boolean
  toggleMenu(): void
}

/** What stands around every page: the band of the environment, the navigation, and who is signed in. */
export function frame({ dash, place, page, menuOpen, toggleMenu }: FrameOptions) {
  const { kind } = dash.environment
  return html`
    <div class="frame ${kind}">
      <a class="skip" href="#main" @click=${skip}>Skip to the page</a>
      <div class="band" role="region" aria-label="Environment">
        <strong>${ENVIRONMENT_NAMES[kind]}</strong>
        <span>${BANDS[kind]}</span>
        ${otherEnvironments(dash, place)}
      </div>
      <header>
        <a class="brand" href=${dash.at(HOME)}>
          <img src=${new URL('../icon.svg', import.meta.url).href} alt="" width="28" height="28" />
          <span>Connect</span>
        </a>
        <button type="button" class="menu" aria-expanded=${menuOpen} aria-controls="navigation" @click=${toggleMenu}>
          ${icon(menuOpen ? 'close' : 'menu')} Menu
        </button>
      </header>
      <div class="side" id="navigation" role="region" aria-label="Organization and pages" ?data-open=${menuOpen}>
        <p class="organization"><small>Organization</small><strong>${dash.me.organization.name}</strong></p>
        <nav aria-label="Pages">${NAVIGATION.map(group => subject(group, dash, place))}</nav>
        <div class="operator">
          <p><strong>${dash.me.operator.name}</strong><small>${ROLES[dash.me.operator.role]}</small></p>
          <wa-button size="s" appearance="plain" @click=${signOut}>${buttonIcon('out')}<span class="aside">Sign out</span></wa-button>
        </div>
      </div>
      <main id="main" tabindex="-1">${page}</main>
    </div>
  `
}

const ROLES = { viewer: 'Viewer', operator: 'Operator', admin: 'Administrator' } as const

/** The switch: the same list in the other environment, where an object of this one is nothing. */
function otherEnvironments({ me, environment }: Dash, { route }: Place) {
  const list = route === null ? HOME : `/${route.path.split('/')[1]}`
  return me.environments
    .filter(({ kind }) => kind !== environment.kind)
    .map(
      ({ kind }) =>
        html`<a class=${kind} href="/dashboard/${kind}${list}">Switch to ${ENVIRONMENT_NAMES[kind].toLowerCase()}</a>`,
    )
}

type Group = { subject: string; entries: readonly { path: string; title: string; icon: IconName }[] }

const subject = ({ subject: title, entries }: Group, dash: Dash, { route }: Place) => html`
  <h2>${title}</h2>
  <ul>
    ${entries.map(entry => {
      const isHere = route !== null && (route.path === entry.path || route.path.startsWith(`${entry.path}/`))
      return html`<li>
        <a href=${dash.at(entry.path)} aria-current=${isHere ? 'page' : 'false'}>${icon(entry.icon)}${entry.title}</a>
      </li>`
    })}
  </ul>
`

/** A fragment would be taken for a move to another page. */
function skip(event: Event) {
  event.preventDefault()
  document.querySelector<HTMLElement>('main')?.focus()
}

async function signOut() {
  await signInCall('/sign-out').catch(() => {})
  dispatchEvent(new Event('signed-out'))
}
