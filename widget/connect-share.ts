import type { TemplateResult } from 'lit/html.js'
import { ConnectError } from './connect-error.ts'
import { grantedDataTypes } from './data-types.ts'
import { ConnectDecisionEvent } from './events/connect-decision-event.ts'
import { ConnectDeclineEvent } from './events/connect-decline-event.ts'
import { ConnectErrorEvent } from './events/connect-error-event.ts'
import { ConnectReadyEvent } from './events/connect-ready-event.ts'
import { ConnectShareEvent } from './events/connect-share-event.ts'
import { card } from './frame.ts'
import { languageOf, observeLanguage } from './language.ts'
import { LazyPart } from './lazy-part.ts'
import { loadLogos, logosIn } from './logos.ts'
import { Speech } from './messages/speech.ts'
import type { Handlers } from './screens/handlers.ts'
import { handOver, returnAddressIn } from './share/hand-over.ts'
import { createShareClient, type ShareClient } from './share/share-client.ts'
import { noticeOf, shareScreen, shareStatus } from './share/share-screen.ts'
import { type ShareState, stateOf } from './share/share-state.ts'
import { takeUp } from './take-up.ts'
import { View } from './view.ts'

/**
 * Asks a person who is signed in at the source whether what it holds of them may go to a destination that has asked,
 * has the source's own backend mint the token, and hands it over.
 *
 * @summary The source's element: what goes where, the person's answer, the token.
 * @attr backend - Address of the source's own route (see share/share-client.ts for what it answers).
 * @attr share-request - The share request; the one in the page's address (`?share-request=`) by default.
 * @fires connect-ready - The question is on the screen.
 * @fires connect-decision - "Share" or "Don't share" was pressed; cancelable, nothing has been sent.
 * @fires connect-share - Shared and handed over: the page may close.
 * @fires connect-decline - The refusal is recorded, and the destination knows: the page may close.
 * @fires connect-error - It cannot go on; `code`.
 * @cssstate loading, asking, deciding, shared, declined, failed
 */
export class ConnectShare extends (globalThis.HTMLElement ?? Object) {
  static readonly observedAttributes: readonly string[] = ['backend', 'share-request', 'lang']

  readonly #internals = this.attachInternals()
  readonly #view = new View(this.attachShadow({ mode: 'open' }), { template: () => this.#template() })
  #state: ShareState = { phase: 'loading' }
  #work: AbortController | null = null
  readonly #speech = new Speech(() => this.#view.update())
  #language: string | null = null
  #languages: MutationObserver | null = null
  /** Of the page's own origin: whoever else is asked would learn that the person is here. */
  readonly #logos = new LazyPart(
    (signal, addresses) => loadLogos(addresses.split(' '), [location.origin], signal),
    () => this.#view.update(),
  )

  constructor() {
    super()
    takeUp(this)
  }

  /** Address of the source's own route. Setting it loads the request. */
  get backend(): string {
    return this.getAttribute('backend') ?? ''
  }

  set backend(address: string) {
    this.setAttribute('backend', address)
  }

  /** The share request that is answered. */
  get shareRequest(): string {
    const asked = () => new URLSearchParams(location.search).get('share-request')
    return this.getAttribute('share-request') ?? asked() ?? ''
  }

  set shareRequest(id: string) {
    this.setAttribute('share-request', id)
  }

  /** Resolves when what is shown is up to date. */
  get updateComplete(): Promise<void> {
    return this.#view.settled
  }

  connectedCallback(): void {
    this.#languages = observeLanguage(this, () => this.#changeLanguage())
    this.#changeLanguage()
    this.#view.update()
  }

  disconnectedCallback(): void {
    this.#languages?.disconnect()
    // An element that is only moved is back at once, and goes on.
    queueMicrotask(() => this.isConnected || this.#stop())
  }

  attributeChangedCallback(name: string): void {
    if (name !== 'lang') this.#stop()
    this.#view.update()
  }

  #template(): TemplateResult | null {
    if (!this.isConnected) return null
    if (this.#work === null) this.#load()
    const { messages } = this.#speech.language
    const state = this.#state
    const asked = state.phase === 'asking' || state.phase === 'deciding' ? noticeOf(state.request) : null
    return card({
      locale: asked?.locale ?? messages.locale,
      dir: asked?.text.direction ?? messages.dir,
      screen: shareScreen(state, messages, {
        decide: this.#decide,
        retry: () => this.#load(),
        logo: organization => this.#logos.part?.get(organization['logo-url'] ?? ''),
      }),
      foot: null,
      status: shareStatus(state, messages),
    })
  }

  get #client(): ShareClient {
    const { backend, shareRequest } = this
    return createShareClient({ backend, shareRequest, locale: languageOf(this) })
  }

  #changeLanguage(): void {
    const language = languageOf(this)
    if (language === this.#language) return
    this.#language = language
    void this.#speech.speak(language)
    if (this.#state.phase === 'loading') this.#stop()
    else if (this.#state.phase === 'asking') void this.#askAgain(language)
    this.#view.update()
  }

  /** In the words of another language, which are the server's. Where it cannot say, the question stays as it is. */
  async #askAgain(language: string): Promise<void> {
    const request = await this.#client.request(this.#work?.signal ?? AbortSignal.abort()).catch(() => null)
    if (request === null || language !== this.#language || this.#state.phase !== 'asking') return
    this.#show(stateOf(request))
  }

  #stop(): void {
    this.#work?.abort()
    this.#work = null
  }

  #load(): void {
    this.#stop()
    this.#work = new AbortController()
    this.#show({ phase: 'loading' })
    if (!this.backend || !this.shareRequest) return
    void this.#attempt(async signal => {
      const state = stateOf(await this.#client.request(signal))
      if (signal.aborted) return
      this.#show(state)
      if (state.phase === 'failed') throw new ConnectError(state.code)
      this.dispatchEvent(new ConnectReadyEvent())
    })
  }

  #decide: Handlers['decide'] = (decision, ticked, isTrusted) => {
    const state = this.#state
    if (state.phase !== 'asking') return
    const { request } = state
    const { notice, 'notice-hash': hash, 'allowed-origins': origins } = request.attributes
    const dataTypes = decision === 'granted' ? grantedDataTypes(noticeOf(request)['data-types'], ticked) : []
    if (decision === 'granted' && dataTypes.length === 0) {
      this.#show({ phase: 'asking', request, problem: true })
      return
    }
    if (!this.dispatchEvent(new ConnectDecisionEvent(decision, dataTypes, isTrusted))) return
    this.#show({ phase: 'deciding', request })
    void this.#attempt(async signal => {
      const answer = {
        'share-request-id': request.id,
        decision,
        'data-types': dataTypes,
        'notice-hash': hash,
        locale: notice.locale,
      }
      const shareToken = await this.#client.decide(answer, signal)
      if (signal.aborted) return
      if (decision === 'declined') {
        this.#show({ phase: 'declined', request })
        this.dispatchEvent(new ConnectDeclineEvent())
        return
      }
      if (shareToken === null) throw new ConnectError('unexpected_answer')
      handOver(window.opener, returnAddressIn(new URLSearchParams(location.search)), origins, shareToken)
      this.#show({ phase: 'shared', request })
      this.dispatchEvent(new ConnectShareEvent())
    })
  }

  async #attempt(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#work === null) return
    const { signal } = this.#work
    try {
      await work(signal)
    } catch (error) {
      if (signal.aborted) return
      const code = error instanceof ConnectError ? error.code : 'unexpected_answer'
      this.#show({ phase: 'failed', code })
      this.dispatchEvent(new ConnectErrorEvent(code))
    }
  }

  #show(state: ShareState): void {
    this.#state = state
    this.#internals.states.clear()
    this.#internals.states.add(state.phase)
    void this.#logos.need('request' in state ? logosIn(state.request.attributes.notice).join(' ') : '')
    this.#view.update()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-share': ConnectShare
  }
}
