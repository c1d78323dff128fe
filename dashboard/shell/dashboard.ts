import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { toast } from '../elements/toast.ts'
import { problem } from '../templates/problem.ts'
import { type Dash, dashOf } from './dash.ts'
import { frame } from './frame.ts'
import { keepFocus } from './keep-focus.ts'
import { ENVIRONMENT_NAMES, type Me, readMe } from './operator.ts'
import type { Page } from './page.ts'
import { followNavigation, goTo, type Place, placeOf } from './router.ts'
import { HOME, ROUTES, type Route } from './routes.ts'

type Phase =
  | { name: 'loading' }
  | { name: 'failed'; error: unknown }
  | { name: 'signed-out' }
  | { name: 'signed-in'; me: Me }

/** The whole dashboard: who is signed in, which environment, which page. */
export class Dashboard extends LitElement {
  static override properties = {
    phase: { state: true },
    place: { state: true },
    page: { state: true },
    menuOpen: { state: true },
  }

  declare phase: Phase
  declare place: Place
  declare page: Page | TemplateResult | null
  declare menuOpen: boolean
  private dash: Dash | null = null
  private shown: Route | null = null
  private readonly gone = new AbortController()

  constructor() {
    super()
    this.phase = { name: 'loading' }
    this.place = placeOf(new URL(location.href))
    this.page = null
    this.menuOpen = false
  }

  protected override createRenderRoot() {
    return this
  }

  override connectedCallback() {
    super.connectedCallback()
    keepFocus(this.gone.signal)
    followNavigation(address => this.open(address), this.gone.signal)
    // Whatever page finds that the session is over.
    addEventListener('signed-out', () => this.leave(), { signal: this.gone.signal })
    void this.enter()
  }

  override disconnectedCallback() {
    this.gone.abort()
    super.disconnectedCallback()
  }

  /** Finds out who is here, and shows what the address names. */
  async enter() {
    this.phase = { name: 'loading' }
    if (location.hash.startsWith('#sign-in=')) return this.leave()
    fetchPageOf(new URL(location.href))
    try {
      const me = await readMe()
      if (me === null) return this.leave()
      this.phase = { name: 'signed-in', me }
      await this.open(new URL(location.href))
    } catch (error) {
      this.phase = { name: 'failed', error }
    }
  }

  private async leave() {
    const { SignIn } = await import('./sign-in.ts')
    if (!customElements.get('sign-in')) customElements.define('sign-in', SignIn)
    this.dash = null
    this.shown = null
    this.page = null
    document.title = 'Sign in · Connect'
    delete document.documentElement.dataset.environment
    this.phase = { name: 'signed-out' }
  }

  private async open(address: URL) {
    if (this.phase.name !== 'signed-in') return
    const { me } = this.phase
    const place = placeOf(address)
    const environment = me.environments.find(({ kind }) => kind === place.kind)
    const [first] = me.environments
    if (!environment) {
      if (first) goTo(`/dashboard/${first.kind}${HOME}`)
      return
    }
    if (address.pathname.replace(/\/$/, '') === `/dashboard/${environment.kind}`) {
      goTo(`/dashboard/${environment.kind}${HOME}`)
      return
    }
    const isSameEnvironment = this.dash?.environment.id === environment.id
    const name = ENVIRONMENT_NAMES[environment.kind]
    if (!isSameEnvironment) {
      if (this.dash !== null) toast(`You are in the ${name.toLowerCase()} environment now`)
      this.dash = dashOf(me, environment)
      document.documentElement.dataset.environment = environment.kind
    }
    const isSamePage = isSameEnvironment && this.shown === place.route
    this.place = place
    this.menuOpen = false
    document.title = `${place.route?.title ?? 'Not found'} · ${name} · Connect`
    if (isSamePage && this.page instanceof LitElement) {
      this.page.params = place.params
      this.page.query = place.query
      return
    }
    const isFirst = this.page === null
    this.shown = place.route
    this.page = place.route ? await this.make(place.route, place) : notFound
    if (isFirst) return
    await this.updateComplete
    // What is new is read from its beginning, by whoever cannot see that it is new.
    this.querySelector('main')?.focus({ preventScroll: true })
  }

  private async make(route: Route, { params, query }: Place): Promise<Page | TemplateResult> {
    try {
      const page = await route.load()
      const tag = `page-${page.name.toLowerCase()}`
      if (!customElements.get(tag)) customElements.define(tag, page)
      return Object.assign(new page(), { dash: this.dash, params, query })
    } catch (error) {
      this.shown = null
      return problem(error, () => void this.open(new URL(location.href)))
    }
  }

  protected override render() {
    const { phase } = this
    if (phase.name === 'failed')
      return html`<main><h1 class="aside">Connect</h1>${problem(phase.error, () => void this.enter())}</main>`
    if (phase.name === 'signed-out') return html`<sign-in @signed-in=${() => this.enter()}></sign-in>`
    if (phase.name === 'loading' || this.dash === null) {
      return html`<main aria-busy="true" class="opening"><h1 class="aside">Connect</h1><p class="aside" role="status">Loading</p></main>`
    }
    return frame({
      dash: this.dash,
      place: this.place,
      page: this.page ?? nothing,
      menuOpen: this.menuOpen,
      toggleMenu: () => {
        this.menuOpen = !this.menuOpen
      },
    })
  }
}

const notFound = html`<section class="page">
  <h1>There is no such page</h1>
  <p>The address is not one of the dashboard's.</p>
</section>`

/** Has the page of an address fetched while it is found out who is here: one wait instead of two. */
function fetchPageOf(address: URL): void {
  const route = placeOf(address).route ?? ROUTES.find(({ path }) => path === HOME)
  // Whoever opens the page is told of what failed.
  route?.load().catch(() => {})
}
