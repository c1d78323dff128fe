import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { createClient, sessionUrl } from './client.ts'
import { grantedDataTypes } from './data-types.ts'
import { ConnectCompleteEvent } from './events/connect-complete-event.ts'
import { ConnectDecisionEvent } from './events/connect-decision-event.ts'
import { eventsOf } from './events/session-events.ts'
import { openSourcePage } from './intake/message.ts'
import { languageOf } from './language.ts'
import { loadCollect } from './load-collect.ts'
import type { Messages } from './messages/messages.ts'
import { Speech } from './messages/speech.ts'
import { pause } from './pause.ts'
import type { Handlers } from './screens/handlers.ts'
import { screenOf } from './screens/screen.ts'
import { statusOf } from './screens/status.ts'
import { scriptOrigin } from './script-origin.ts'
import { ConnectSession, SessionChangeEvent } from './session.ts'
import type { Decision, SessionState } from './session-state.ts'
import { followEvents } from './stream.ts'
import { styles } from './styles/styles.ts'

export type { ConnectDeclineEvent } from './events/connect-decline-event.ts'
export type { ConnectErrorEvent } from './events/connect-error-event.ts'
export type { ConnectProgressEvent } from './events/connect-progress-event.ts'
export type { ConnectReadyEvent } from './events/connect-ready-event.ts'
export type { ConnectCompleteEvent, ConnectDecisionEvent }

/** Three heartbeats of the server's, and some slack. */
const SILENCE_LIMIT = 50_000

const secrets: readonly string[] = ['client-secret', 'share-token']

/**
 * Asks a person whether one organization may hand their verified details to the one whose page this is, and shows the
 * hand-over as it happens.
 *
 * @summary The destination's element: consent, share token, progress, result.
 * @attr client-secret - The connect session's client secret. Read once and removed.
 * @attr share-token - A share token that the page already has. Read once and removed.
 * @attr server - Base URL of the companion server; the script's own origin by default.
 * @fires connect-ready - The session is loaded.
 * @fires connect-decision - "Share" or "Don't share" was pressed; cancelable, nothing has been sent.
 * @fires connect-progress - A stage has begun or ended.
 * @fires connect-complete - The page can go on; `inquiryId` and `status`: `pending` where what is missing is left for later.
 * @fires connect-decline - The refusal is recorded.
 * @fires connect-error - The session cannot go on; `code`.
 * @csspart box - The card.
 * @csspart parties, party - Who shares and who receives.
 * @csspart title - The headline.
 * @csspart data-types - The list of what goes with "Share".
 * @csspart facts - Why, how long, how to withdraw, what is left to add.
 * @csspart choices - The row of the two answers.
 * @csspart choice - Each of the two answers; they cannot be told apart by a theme.
 * @csspart action - The one button of the other screens.
 * @csspart progress, stages, missing - The bar and the lists of the later screens.
 * @cssproperty [--connect-accent] - Colour of buttons, links, bars and ticks.
 * @cssproperty [--connect-on-accent] - Text on that colour.
 * @cssproperty [--connect-surface] - The card's background.
 * @cssproperty [--connect-text] - Text; `--connect-text-quiet` for the less important.
 * @cssproperty [--connect-line] - Hairlines and borders.
 * @cssproperty [--connect-font] - Font family.
 * @cssproperty [--connect-radius] - Corner radius of the card.
 * @cssstate loading, asking, deciding, waiting-for-token, redeeming, awaiting-input, complete, declined, failed
 */
export class ConnectWidget extends LitElement {
  static override styles = styles
  static override properties = {
    server: {},
    clientSecret: { attribute: 'client-secret' },
    shareToken: { attribute: 'share-token' },
    lang: { noAccessor: true },
  }

  /** Base URL of the companion server. */
  declare server: string
  /** The session's client secret, made by the page's own backend. Setting it loads the session. */
  declare clientSecret: string
  /** A share token that is already there; used after the person has agreed, and then forgotten. */
  declare shareToken: string

  readonly #internals = this.attachInternals()
  #session: ConnectSession | null = null
  readonly #speech = new Speech(() => this.requestUpdate())
  #refocus = false
  #collecting: AbortController | null = null

  constructor() {
    super()
    this.server = scriptOrigin
    this.clientSecret = ''
    this.shareToken = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#speak()
    if (this.hasUpdated && this.#session === null) this.#start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    // An element that is only moved is back at once, and goes on.
    queueMicrotask(() => this.isConnected || this.#stop())
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    const secret = secrets.includes(name)
    if (secret && value === null) return
    if (name === 'lang') return void this.#speak()
    super.attributeChangedCallback(name, old, value)
    if (secret) this.removeAttribute(name)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('clientSecret') || changed.has('server')) this.#start()
    if (changed.has('shareToken')) this.#handOver()
    this.#refocus = this.shadowRoot?.activeElement != null
  }

  protected override updated(): void {
    const lost = this.#refocus && this.shadowRoot?.activeElement === null
    if (lost) this.renderRoot.querySelector<HTMLElement>('#title')?.focus()
  }

  protected override render(): TemplateResult {
    const state = this.#state
    const messages = this.#messages
    // The question is in the language of its notice.
    const isQuestion = state.phase === 'asking' || state.phase === 'deciding'
    const asked = isQuestion ? state.session.attributes.notice : null
    return html`
      <section
        part="box"
        lang=${asked?.locale ?? messages.locale}
        dir=${asked?.text.direction ?? messages.dir}
        aria-labelledby="title"
      >
        ${screenOf(state, messages, this.#handlers)}
        <p class="aside" role="status">${statusOf(state, messages)}</p>
      </section>
    `
  }

  get #messages(): Messages {
    return this.#speech.language.messages
  }

  /** In the language around the element; where there is none, in the session's own as soon as it is known. */
  #speak(): Promise<void> {
    const state = this.#state
    const [own] = 'session' in state ? state.session.attributes.locale.split('-') : []
    return this.#speech.speak(languageOf(this) || own)
  }

  get #state(): SessionState {
    return this.#session?.state ?? { phase: 'loading' }
  }

  #start(): void {
    this.#stop()
    this.#showPhase()
    if (!this.clientSecret || !this.isConnected) return
    const client = createClient({
      server: this.server,
      clientSecret: this.clientSecret,
      locale: languageOf(this),
    })
    const settings = { pause, random: Math.random, silenceLimit: SILENCE_LIMIT }
    this.#session = new ConnectSession({
      client,
      followEvents: signal => followEvents(client, signal, settings),
      openSourcePage,
    })
    this.#session.addEventListener(SessionChangeEvent.type, this.#onChange)
    this.#handOver()
    void this.#session.load()
  }

  #stop(): void {
    this.#session?.removeEventListener(SessionChangeEvent.type, this.#onChange)
    this.#session?.close()
    this.#session = null
    void this.#collect()
  }

  #handOver(): void {
    if (this.#session === null || !this.shareToken) return
    this.#session.offerShareToken(this.shareToken)
    this.shareToken = ''
  }

  #onChange = (event: Event): void => {
    if (!(event instanceof SessionChangeEvent)) return
    this.#showPhase()
    this.requestUpdate()
    void this.#speak()
    void this.#collect()
    for (const told of eventsOf(event.from, event.to)) this.dispatchEvent(told)
  }

  /** Has the collection loaded while something is missing, and lets go of it afterwards. */
  async #collect(): Promise<void> {
    const missing = this.#state.phase === 'awaiting-input'
    if (missing === (this.#collecting !== null)) return
    this.#collecting?.abort()
    this.#collecting = null
    this.#handlers.collector = null
    if (!missing) return
    const collecting = new AbortController()
    const { signal } = collecting
    this.#collecting = collecting
    try {
      const [{ collectorSheet, createCollector }] = await Promise.all([loadCollect(), this.#speak()])
      const { messages, words } = this.#speech.language
      const collector = await createCollector({
        html,
        nothing,
        connection: { session: sessionUrl(this.server), clientSecret: this.clientSecret },
        locale: messages.locale,
        ...(words && { words }),
        changed: () => this.requestUpdate(),
        later: this.#later,
        signal,
      })
      if (signal.aborted) return
      this.shadowRoot?.adoptedStyleSheets.push(collectorSheet())
      this.#handlers.collector = collector
      this.requestUpdate()
    } catch {
      // It could not be loaded: what is missing is listed, and the page asks for it in its own way.
      if (!signal.aborted) this.#later()
    }
  }

  #later = (): void => {
    const state = this.#state
    if (state.phase === 'awaiting-input') {
      this.dispatchEvent(new ConnectCompleteEvent(state.inquiryId, 'pending'))
    }
  }

  #showPhase(): void {
    this.#internals.states.clear()
    this.#internals.states.add(this.#state.phase)
  }

  readonly #handlers: Handlers = {
    collector: null,
    decide: (decision, ticked) => this.#decide(decision, ticked),
    reopenSourcePage: () => this.#session?.reopenSourcePage(),
    retry: () => void this.#session?.retry(),
  }

  #decide(decision: Decision, ticked: ReadonlySet<string>): void {
    const state = this.#state
    if (state.phase !== 'asking') return
    const { notice } = state.session.attributes
    const dataTypes = decision === 'granted' ? grantedDataTypes(notice['data-types'], ticked) : []
    // A grant of nothing is not announced: the session names the problem and goes on asking.
    const isDecision = decision === 'declined' || dataTypes.length > 0
    if (isDecision && !this.dispatchEvent(new ConnectDecisionEvent(decision, dataTypes))) return
    void this.#session?.decide(decision, dataTypes)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-widget': ConnectWidget
  }
}
