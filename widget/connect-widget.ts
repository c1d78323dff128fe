import { html, nothing, type TemplateResult } from 'lit/html.js'
import { sessionUrl } from './client.ts'
import type { Collector } from './collect/collect.ts'
import { createSession } from './create-session.ts'
import { grantedDataTypes } from './data-types.ts'
import { ConnectCompleteEvent } from './events/connect-complete-event.ts'
import { ConnectDecisionEvent } from './events/connect-decision-event.ts'
import { ConnectDismissEvent } from './events/connect-dismiss-event.ts'
import { openResultOf } from './events/open-result.ts'
import { eventsOf } from './events/session-events.ts'
import { FormControl } from './form-control.ts'
import { card, dialog, type Frame, showModal } from './frame.ts'
import { takeFragmentToken } from './intake/fragment.ts'
import { languageOf, observeLanguage } from './language.ts'
import { LazyPart } from './lazy-part.ts'
import { loadCollect } from './load-collect.ts'
import { loadRights } from './load-rights.ts'
import { loadLogos, logosIn } from './logos.ts'
import { mayHaveGranted } from './may-have-granted.ts'
import type { Messages } from './messages/messages.ts'
import { Speech } from './messages/speech.ts'
import type { PartOptions } from './part-options.ts'
import type { Handlers } from './screens/handlers.ts'
import { screenOf } from './screens/screen.ts'
import { statusOf } from './screens/status.ts'
import { scriptOrigin } from './script-origin.ts'
import { type ConnectSession, SessionChangeEvent } from './session.ts'
import type { Decision, SessionState } from './session-state.ts'
import { takeUp } from './take-up.ts'
import { View } from './view.ts'

export type { ConnectDeclineEvent } from './events/connect-decline-event.ts'
export type { ConnectErrorEvent } from './events/connect-error-event.ts'
export type { ConnectProgressEvent } from './events/connect-progress-event.ts'
export type { ConnectReadyEvent } from './events/connect-ready-event.ts'
export type { ConnectWithdrawEvent } from './events/connect-withdraw-event.ts'
export type { ConnectCompleteEvent, ConnectDecisionEvent }

const secrets: readonly string[] = ['client-secret', 'share-token']

/**
 * Asks a person whether one organization may hand their verified details to the one whose page this is, and shows the
 * hand-over as it happens.
 *
 * @summary The destination's element: consent, share token, progress, result.
 * @attr client-secret - The connect session's client secret. Read once and removed.
 * @attr share-token - A share token that the page already has. Read once and removed.
 * @attr server - Base URL of the companion server; the script's own origin by default.
 * @attr layout - `inline`, or `dialog` for a modal dialog that opens with the session.
 * @attr lang - The language of its screens; the one around it by default.
 * @attr required - Within a form: the form is not complete until the inquiry is.
 * @fires connect-ready - The session is loaded.
 * @fires connect-decision - "Share" or "Don't share" was pressed; cancelable, nothing has been sent.
 * @fires connect-progress - A stage has begun or ended.
 * @fires connect-complete - The page can go on; `inquiryId` and `status`: `pending` where what is missing is left for later.
 * @fires connect-decline - The refusal is recorded.
 * @fires connect-withdraw - The person has stopped sharing, and it is recorded.
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
 * @csspart rights - The receipt to keep, and the way to stop sharing.
 * @cssproperty [--connect-accent] - Colour of buttons, links, bars and ticks.
 * @cssproperty [--connect-on-accent] - Text on that colour.
 * @cssproperty [--connect-surface] - The card's background.
 * @cssproperty [--connect-text] - Text; `--connect-text-quiet` for the less important.
 * @cssproperty [--connect-line] - Hairlines and borders.
 * @cssproperty [--connect-font] - Font family.
 * @cssproperty [--connect-radius] - Corner radius of the card.
 * @cssstate loading, asking, deciding, waiting-for-token, redeeming, awaiting-input, complete, declined, withdrawn, failed
 */
export class ConnectWidget extends FormControl {
  static readonly observedAttributes: readonly string[] = [...secrets, 'server', 'layout', 'lang', 'required']

  readonly #view = new View(this.attachShadow({ mode: 'open' }), {
    template: () => this.#template(),
    drawn: () => this.#drawn(),
  })
  #clientSecret = ''
  #shareToken = ''
  /** The session is not the one that the properties ask for any more. */
  #stale = false
  #session: ConnectSession | null = null
  readonly #speech = new Speech(() => this.#spoken())
  #language: string | null = null
  #languages: MutationObserver | null = null
  readonly #collection = new LazyPart(
    signal => this.#collect(signal),
    () => this.#spoken(),
  )
  readonly #rights = new LazyPart(
    async signal => {
      const [{ createRights }, options] = await Promise.all([loadRights(), this.#partOptions(signal)])
      return createRights({ ...options, withdrawn: async () => this.#session?.look() })
    },
    () => this.#view.update(),
  )

  readonly #logos = new LazyPart(
    (signal, addresses) =>
      loadLogos(addresses.split(' '), [new URL(this.server, location.href).origin, location.origin], signal),
    () => this.#view.update(),
  )

  constructor() {
    super()
    takeUp(this)
  }

  /** Base URL of the companion server. */
  get server(): string {
    return this.getAttribute('server') ?? scriptOrigin
  }

  set server(url: string) {
    this.setAttribute('server', url)
  }

  /** `dialog` asks in a modal dialog that opens with the session; otherwise the card stands where the element does. */
  get layout(): 'inline' | 'dialog' {
    return this.getAttribute('layout') === 'dialog' ? 'dialog' : 'inline'
  }

  set layout(layout: 'inline' | 'dialog') {
    this.setAttribute('layout', layout)
  }

  /** The session's client secret, made by the page's own backend. Setting it loads the session. */
  get clientSecret(): string {
    return this.#clientSecret
  }

  set clientSecret(secret: string) {
    if (secret === this.#clientSecret) return
    this.#clientSecret = secret
    this.#restart()
  }

  /** A share token that is already there; used after the person has agreed, and then forgotten. */
  get shareToken(): string {
    return this.#shareToken
  }

  set shareToken(shareToken: string) {
    this.#shareToken = shareToken
    this.#handOver()
  }

  /** Resolves when what is shown is up to date. */
  get updateComplete(): Promise<void> {
    return this.#view.settled
  }

  /** Closes the dialog, as the person would. */
  close(): void {
    const dialog = this.#view.root.querySelector('dialog')
    if (dialog?.open) dialog.close()
    else if (this.layout === 'dialog') this.#leave()
  }

  connectedCallback(): void {
    const shareToken = takeFragmentToken()
    this.shareToken ||= shareToken
    this.#stale ||= this.#session === null
    this.#languages = observeLanguage(this, () => this.#changeLanguage())
    this.#changeLanguage()
    this.#view.update()
  }

  disconnectedCallback(): void {
    this.#languages?.disconnect()
    // An element that is only moved is back at once, and goes on.
    queueMicrotask(() => this.isConnected || this.#leave())
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    // A page that is drawn again may set the same once more.
    if (name === 'server' && value !== old) this.#restart()
    if (name === 'required') this.validate()
    this.#view.update()
    if (value === null || !secrets.includes(name)) return
    if (name === 'client-secret') this.clientSecret = value
    else this.shareToken = value
    this.removeAttribute(name)
  }

  formDisabledCallback(): void {
    this.#view.update()
  }

  /** A form that is reset knows nothing: the value is what the server says. */
  formResetCallback(): void {
    this.#restart()
  }

  protected get missingValue() {
    return {
      message: this.#messages.required,
      anchor: this.#view.root.querySelector('section') ?? undefined,
    }
  }

  #template(): TemplateResult | null {
    if (!this.isConnected) return null
    if (this.#stale) this.#start()
    const messages = this.#messages
    const state = this.#state
    const frame = {
      ...languageOfScreen(state, messages),
      screen: screenOf(state, messages, this.#handlers),
      foot: this.#rights.part?.render(state.phase) ?? null,
      status: statusOf(state, messages),
      isDisabled: this.disabled,
    }
    return this.layout === 'inline'
      ? card(frame)
      : dialog(frame, messages.close, state.phase === 'deciding', this.#onClose)
  }

  #drawn(): void {
    this.validate()
    const dialog = this.#view.root.querySelector('dialog')
    if (dialog && this.#session) showModal(dialog)
  }

  get #messages(): Messages {
    return this.#speech.language.messages
  }

  #changeLanguage(): void {
    const language = languageOf(this)
    if (language === this.#language) return
    this.#language = language
    void this.#speak()
    // The question is in the words of its notice, which are the server's.
    if (['loading', 'asking'].includes(this.#state.phase)) void this.#session?.look()
  }

  /** Another language is there. */
  #spoken(): void {
    this.#collection.part?.speak(this.#speech.language)
    this.#needParts(this.#state)
    this.#view.update()
  }

  /** In the language around the element; where there is none, in the session's own as soon as it is known. */
  #speak(): Promise<void> {
    const state = this.#state
    const [own] = 'session' in state ? state.session.attributes.locale.split('-') : []
    return this.#speech.speak(languageOf(this) || own)
  }

  /** What a part needs that is loaded later, once the language is there. */
  async #partOptions(signal: AbortSignal): Promise<PartOptions> {
    await this.#speak()
    return {
      html,
      nothing,
      connection: {
        session: sessionUrl(this.server),
        clientSecret: this.clientSecret,
        locale: () => languageOf(this),
      },
      language: this.#speech.language,
      adopt: sheet => this.#view.adopt(sheet),
      changed: () => this.#view.update(),
      signal,
    }
  }

  async #collect(signal: AbortSignal): Promise<Collector> {
    try {
      const [{ createCollector }, options] = await Promise.all([loadCollect(), this.#partOptions(signal)])
      return await createCollector({ ...options, later: () => this.#later() })
    } catch (error) {
      // It could not be loaded: what is missing is listed, and the page asks for it in its own way.
      if (!signal.aborted) this.#later()
      throw error
    }
  }

  get #state(): SessionState {
    return this.#session?.state ?? { phase: 'loading' }
  }

  #restart(): void {
    this.#stale = true
    this.#view.update()
  }

  #start(): void {
    this.#stale = false
    this.#stop()
    this.setValue(null)
    this.#showPhase()
    const { server, clientSecret } = this
    if (!clientSecret) return
    this.#session = createSession({ server, clientSecret, locale: () => languageOf(this) })
    this.#session.addEventListener(SessionChangeEvent.type, this.#onChange)
    this.#handOver()
    void this.#session.load()
  }

  #stop(): void {
    this.#session?.removeEventListener(SessionChangeEvent.type, this.#onChange)
    this.#session?.close()
    this.#session = null
    this.#needParts({ phase: 'loading' })
  }

  #onClose = (): void => {
    // It opens again at once, until the answer that is on its way is known.
    if (this.#state.phase === 'deciding') this.#view.update()
    else this.#leave()
  }

  /** Gone from the page, or closed by the person: nothing goes on until the page says so. */
  #leave(): void {
    const result = openResultOf(this.#state)
    this.#stop()
    if (this.layout === 'inline' || this.#clientSecret === '') return
    this.#clientSecret = ''
    this.#view.update()
    this.dispatchEvent(new ConnectDismissEvent(result))
  }

  #handOver(): void {
    if (this.#session === null || !this.#shareToken) return
    this.#session.offerShareToken(this.#shareToken)
    this.#shareToken = ''
  }

  #onChange = (event: Event): void => {
    if (!(event instanceof SessionChangeEvent)) return
    this.#showPhase()
    if (event.to.phase !== 'loading') this.setValue(event.to.phase === 'complete' ? event.to.inquiryId : null)
    this.#view.update()
    void this.#speak()
    this.#needParts(event.to)
    for (const told of eventsOf(event.from, event.to)) this.dispatchEvent(told)
  }

  #needParts(state: SessionState): void {
    const { phase } = state
    void this.#collection.need(phase === 'awaiting-input' ? phase : '')
    void this.#rights.need(mayHaveGranted(state) ? `${phase === 'withdrawn'} ${this.#messages.locale}` : '')
    void this.#logos.need('session' in state ? logosIn(state.session.attributes.notice).join(' ') : '')
  }

  /** What is missing is left for later, or cannot be asked for here: the page has the turn. */
  #later(): void {
    const state = this.#state
    if (state.phase !== 'awaiting-input') return
    const missing = state.missing.map(({ name }) => name)
    this.dispatchEvent(new ConnectCompleteEvent(state.inquiryId, 'pending', missing))
  }

  #showPhase(): void {
    this.states.clear()
    this.states.add(this.#state.phase)
  }

  readonly #handlers: Handlers = {
    collector: () => this.#collection.part,
    logo: organization => this.#logos.part?.get(organization['logo-url'] ?? ''),
    decide: (...answer) => this.#decide(...answer),
    reopenSourcePage: () => this.#session?.reopenSourcePage(),
    retry: () => void this.#session?.retry(),
    offerShareToken: shareToken => this.#session?.offerShareToken(shareToken),
  }

  #decide(decision: Decision, ticked: ReadonlySet<string>, isTrusted: boolean): void {
    const state = this.#state
    if (state.phase !== 'asking') return
    const { notice } = state.session.attributes
    const dataTypes = decision === 'granted' ? grantedDataTypes(notice['data-types'], ticked) : []
    // A grant of nothing is not announced: the session names the problem and goes on asking.
    const isDecision = decision === 'declined' || dataTypes.length > 0
    if (isDecision && !this.dispatchEvent(new ConnectDecisionEvent(decision, dataTypes, isTrusted))) return
    void this.#session?.decide(decision, dataTypes)
  }
}

/** The question is in the language of its notice, all else in the page's. */
function languageOfScreen(state: SessionState, { locale, dir }: Messages): Pick<Frame, 'locale' | 'dir'> {
  if (state.phase !== 'asking' && state.phase !== 'deciding') return { locale, dir }
  const { notice } = state.session.attributes
  return { locale: notice.locale, dir: notice.text.direction }
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-widget': ConnectWidget
  }
}
