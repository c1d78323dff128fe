import type { DataType, SessionStatus } from '../server/api/wire.ts'
import type { Session } from './answers.ts'
import type { ConnectClient } from './client.ts'
import { ConnectError } from './connect-error.ts'
import { endingOf } from './ending.ts'
import type { SourcePageRequest } from './intake/message.ts'
import { type SourceAddress, sourcePageOf, sourcePageState } from './intake/source-page.ts'
import type { SeenEvent } from './progress-events.ts'
import {
  type Decision,
  isSettled,
  move,
  type Phase,
  type SessionState,
  type SourcePageState,
} from './session-state.ts'

/** The outside world, as a session needs it. */
export interface SessionDependencies {
  client: ConnectClient
  /** The session's events from the first one on, each once; ends with the signal. */
  followEvents(signal: AbortSignal): AsyncIterable<SeenEvent>
  openSourcePage(request: SourcePageRequest): Window | null
  /** The same in this very tab, where the browser keeps windows shut. */
  goToSourcePage(request: SourceAddress): void
  /** Resolves after so many milliseconds, or as soon as the page should look again. Never rejects. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
}

/**
 * What the server says of a session in the phases in which no redemption goes on that would tell of itself; what is
 * complete can only be withdrawn.
 */
const statusIn: Partial<Record<Phase, SessionStatus | null>> = {
  asking: 'open',
  'waiting-for-token': 'granted',
  complete: null,
}

/** How long the server is left alone when a session should be over by this page's clock and is not, in ms. */
const CLOCK_SLACK = 15_000

/** Told after every move, once for each. */
export class SessionChangeEvent extends Event {
  static readonly type = 'change'
  readonly from: SessionState
  readonly to: SessionState

  constructor(from: SessionState, to: SessionState) {
    super(SessionChangeEvent.type)
    this.from = from
    this.to = to
  }
}

/**
 * One person's connect session, from the question to the inquiry, without a screen. Its state moves only when the
 * server has answered: what the person asked for and nobody has confirmed yet is `deciding`, never `granted`.
 */
export class ConnectSession extends EventTarget {
  readonly #outside: SessionDependencies
  #state: SessionState = Object.freeze({ phase: 'loading' })
  /** All that is under way for the state; aborted when the session settles or is closed. */
  #work = new AbortController()
  #following = false
  /** Times that the server was asked where the session stands; only the last answer counts. */
  #reads = 0
  #shareToken: string | null = null
  /** Tokens that the server would not take; a replayed event must not offer them again. */
  readonly #refused = new Set<string>()

  constructor(outside: SessionDependencies) {
    super()
    this.#outside = outside
  }

  get state(): SessionState {
    return this.#state
  }

  /** Asks the server where the session stands and goes on from there. Once for each session; see `retry`. */
  load(): Promise<void> {
    return this.#attempt(async signal => {
      const session = await this.#read(signal)
      if (session === null) return
      await this.#resume(session, signal)
      void this.#watch(session)
    })
  }

  /** Starts over from what the server knows. Only from `failed`. */
  async retry(): Promise<void> {
    if (this.#state.phase !== 'failed') return
    this.#work = new AbortController()
    this.#following = false
    this.#move({ phase: 'loading' })
    await this.load()
  }

  /**
   * Asks the server again where the session stands, in the language of now, and goes there if it has gone on elsewhere,
   * the person has taken back what they granted, or is being asked in another language. Where the server cannot say,
   * what is shown stays.
   */
  async look(): Promise<void> {
    if (this.#state.phase === 'loading') return this.load()
    if (this.#work.signal.aborted) this.#work = new AbortController()
    await this.#attempt(signal => this.#look(signal))
  }

  /** Lets go of every request, stream and listener. The session cannot be used again. */
  close(): void {
    this.#work.abort()
    this.#shareToken = null
  }

  /**
   * A share token that has arrived, by whatever way: its secret form, or the id of one minted for this session. It is
   * kept until the person has granted, and dropped if they decline. The first one counts.
   */
  offerShareToken(shareToken: string): void {
    if (['complete', 'declined', 'withdrawn'].includes(this.#state.phase)) return
    if (this.#refused.has(shareToken)) return
    this.#shareToken ??= shareToken
    void this.#redeemWhenReady()
  }

  /**
   * Records the person's decision. Only while `asking`, and within the click: a grant opens the source's page.
   * A grant of nothing is no grant and stays `asking`, with the problem named.
   */
  async decide(decision: Decision, dataTypes: readonly DataType[]): Promise<void> {
    if (this.#state.phase !== 'asking') return
    const { session } = this.#state
    if (decision === 'declined') await this.#decline(session)
    else if (dataTypes.length > 0) await this.#grant(session, dataTypes)
    else this.#move({ phase: 'asking', session, problem: 'nothing-to-share' })
  }

  /**
   * Opens the source's page once more, in this tab if the browser has kept its window shut. Only while waiting for a
   * token, and within the click.
   */
  reopenSourcePage(): void {
    if (this.#state.phase !== 'waiting-for-token') return
    const { session, sourcePage } = this.#state
    const address = sourcePageOf(session)
    if (sourcePage === 'blocked' && address) this.#outside.goToSourcePage(address)
    else this.#move({ ...this.#state, sourcePage: sourcePageState(session, this.#openSourcePage(session)) })
  }

  #decline(session: Session): Promise<void> {
    this.#move({ phase: 'deciding', session, decision: 'declined' })
    return this.#attempt(async signal => {
      await this.#recordConsent(session, 'declined', [], signal)
      if (!signal.aborted) this.#endDeclined(session)
    })
  }

  #grant(session: Session, dataTypes: readonly DataType[]): Promise<void> {
    // Before the first await: only a click may open a window.
    const page = this.#shareToken === null ? this.#openSourcePage(session) : undefined
    this.#move({ phase: 'deciding', session, decision: 'granted' })
    return this.#attempt(async signal => {
      // Before the window can answer: the server's word must not be missed.
      void this.#follow()
      try {
        await this.#recordConsent(session, 'granted', dataTypes, signal)
      } catch (error) {
        page?.close()
        throw error
      }
      if (!signal.aborted) this.#wait(session, sourcePageState(session, page))
    })
  }

  async #recordConsent(
    { attributes }: Session,
    decision: Decision,
    dataTypes: readonly DataType[],
    signal: AbortSignal,
  ): Promise<void> {
    const consent = {
      decision,
      'data-types': [...dataTypes],
      'notice-hash': attributes['notice-hash'],
      locale: attributes.notice.locale,
    }
    try {
      await this.#outside.client.recordConsent(consent, signal)
    } catch (error) {
      const refused = error instanceof ConnectError && error.code === 'consent_refused'
      if (refused) await this.#requireUndecided(signal)
      throw error
    }
  }

  /** Another tab may have answered while this one was asking. The person must hear that this answer did not count. */
  async #requireUndecided(signal: AbortSignal): Promise<void> {
    const { status } = (await this.#outside.client.session(signal)).attributes
    if (status === 'expired') throw new ConnectError('session_expired')
    if (status !== 'open') throw new ConnectError('already_decided')
  }

  async #resume(session: Session, signal: AbortSignal): Promise<void> {
    if (session.attributes['withdrawn-at']) return this.#move({ phase: 'withdrawn', session })
    switch (session.attributes.status) {
      case 'open':
        this.#move({ phase: 'asking', session, problem: null })
        break
      case 'granted':
        this.#wait(session, sourcePageState(session))
        void this.#follow()
        break
      case 'redeeming':
      case 'awaiting-input':
        this.#move({ phase: 'redeeming', session, events: [] })
        void this.#follow()
        break
      case 'declined':
        this.#endDeclined(session)
        break
      case 'expired':
        throw new ConnectError('session_expired')
      case 'failed':
        throw new ConnectError('redemption_failed')
      case 'completed':
        await this.#replay(session, signal)
    }
  }

  /**
   * Before the redemption and after it, the server is asked again whenever the person comes back to the page, since the
   * session may have gone on in another tab, and when it should be over.
   */
  #watch({ attributes }: Session): Promise<void> {
    return this.#attempt(async signal => {
      while (!signal.aborted) {
        // What is complete does not expire any more.
        const end = this.#state.phase === 'complete' ? Infinity : Date.parse(attributes['expires-at'])
        const left = end - Date.now()
        await this.#outside.pause(left > 0 ? left : CLOCK_SLACK, signal)
        if (!signal.aborted && this.#state.phase in statusIn) await this.#look(signal)
      }
    })
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { phase } = this.#state
    const session = await this.#read(signal).catch(() => null)
    const state = this.#state
    if (session === null || state.phase !== phase) return
    const { status, notice, 'withdrawn-at': withdrawnAt } = session.attributes
    const expected = statusIn[phase]
    const hasGoneOn = withdrawnAt || (expected && status !== expected)
    const inOtherWords = state.phase === 'asking' && state.session.attributes.notice.locale !== notice.locale
    if (hasGoneOn || inOtherWords) await this.#resume(session, signal)
  }

  /** The session as the server has it; null where it has been asked again meanwhile, or let go of. */
  async #read(signal: AbortSignal): Promise<Session | null> {
    this.#reads += 1
    const read = this.#reads
    const session = await this.#outside.client.session(signal)
    return signal.aborted || read !== this.#reads ? null : session
  }

  /** The ending of a session that ended before this page was loaded; only its events tell it. */
  async #replay(session: Session, signal: AbortSignal): Promise<void> {
    const events = await this.#outside.client.events('', signal)
    if (signal.aborted) return
    const ending = endingOf(session, events)
    if (ending === null) throw new ConnectError('unexpected_answer')
    this.#move(ending)
  }

  #wait(session: Session, sourcePage: SourcePageState): void {
    this.#move({ phase: 'waiting-for-token', session, sourcePage, tokenSent: false })
    void this.#redeemWhenReady()
  }

  async #redeemWhenReady(): Promise<void> {
    const shareToken = this.#shareToken
    if (this.#state.phase !== 'waiting-for-token' || this.#state.tokenSent || shareToken === null) return
    const { session } = this.#state
    this.#move({ ...this.#state, tokenSent: true })
    await this.#attempt(async signal => {
      try {
        await this.#outside.client.redeem(shareToken, signal)
      } catch (error) {
        // The stream may have told of the acceptance that this answer was lost with.
        if (this.#state.phase !== 'waiting-for-token') return
        if (error instanceof ConnectError && error.code === 'share_token_refused') this.#refuse(shareToken)
        throw error
      }
      this.#shareToken = null
      if (!signal.aborted) this.#redeeming(session)
    })
  }

  #refuse(shareToken: string): void {
    this.#refused.add(shareToken)
    this.#shareToken = null
  }

  #redeeming(session: Session): void {
    if (this.#state.phase === 'waiting-for-token') this.#move({ phase: 'redeeming', session, events: [] })
  }

  async #follow(): Promise<void> {
    if (this.#following) return
    this.#following = true
    await this.#attempt(async signal => {
      for await (const event of this.#outside.followEvents(signal)) {
        this.#receive(event)
        if (signal.aborted || this.#state.phase === 'complete') return
      }
    })
  }

  #receive(event: SeenEvent): void {
    switch (event.name) {
      case 'session.expired':
        throw new ConnectError('session_expired')
      case 'redemption.failed':
        throw new ConnectError('redemption_failed')
      case 'share-request.declined':
        this.#declinedAtSource()
        break
      case 'share-token.received':
        this.offerShareToken(event['share-token-id'])
        break
      case 'consent.withdrawn':
        if ('session' in this.#state) this.#move({ phase: 'withdrawn', session: this.#state.session })
        break
      default:
        this.#progress(event)
    }
  }

  /** The person may think again: the source's page can be opened once more. */
  #declinedAtSource(): void {
    if (this.#state.phase !== 'waiting-for-token' || this.#state.tokenSent) return
    this.#move({ ...this.#state, sourcePage: 'declined' })
  }

  #progress(event: SeenEvent): void {
    // Accepted, even if the answer to the request itself is still on its way.
    if (this.#state.phase === 'waiting-for-token') this.#redeeming(this.#state.session)
    if (this.#state.phase !== 'redeeming' && this.#state.phase !== 'awaiting-input') return
    const { session } = this.#state
    const events = [...this.#state.events, event]
    this.#move(endingOf(session, events) ?? { phase: 'redeeming', session, events })
  }

  #endDeclined(session: Session): void {
    this.#shareToken = null
    this.#move({ phase: 'declined', session })
  }

  #openSourcePage(session: Session): Window | null | undefined {
    const page = sourcePageOf(session)
    if (page === null) return undefined
    const onShareToken = (shareToken: string) => this.offerShareToken(shareToken)
    return this.#outside.openSourcePage({ ...page, onShareToken, signal: this.#work.signal })
  }

  /** Runs a piece of work; its failure is the session's, unless the session has let go of it meanwhile. */
  async #attempt(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#work
    try {
      await work(signal)
    } catch (error) {
      if (signal.aborted) return
      const expected = error instanceof ConnectError
      this.#move({ phase: 'failed', code: expected ? error.code : 'unexpected_answer' })
      if (!expected) throw error
    }
  }

  #move(to: SessionState): void {
    const from = this.#state
    this.#state = move(from, to)
    if (isSettled(to.phase)) this.#work.abort()
    this.dispatchEvent(new SessionChangeEvent(from, to))
  }
}
