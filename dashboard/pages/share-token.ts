import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { openConfirmation } from '../elements/dialog.ts'
import '../elements/redeem-panel.ts'
import { toast } from '../elements/toast.ts'
import type { Redemption, ShareToken } from '../shell/api-types.ts'
import { Page } from '../shell/page.ts'
import { courseOf, type ProgressEvent } from '../templates/course.ts'
import { facts, timeline } from '../templates/facts.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { moment } from '../templates/moment.ts'
import { objectLink } from '../templates/object-link.ts'
import { notShownYet } from '../templates/opening.ts'
import { status, words } from '../templates/status.ts'

/** How often a source looks whether its partner's redemption is over, in ms: it has no stream of that. */
const LOOK_MS = 3_000

interface Shown {
  token: ShareToken
  /** For the destination alone, once there is one. */
  redemption: Redemption | null
}

/** One share token, from its creation to the last verification. */
export class ShareTokenPage extends Page {
  static override properties = { ...Page.properties, events: { state: true } }

  declare events: readonly ProgressEvent[]
  private watching = new AbortController()
  private followed: string | null = null

  private readonly shown = new Task(this, {
    args: () => [this.objectId],
    task: ([id], { signal }) => this.read(id, signal),
    onComplete: shown => this.watch(shown),
  })

  constructor() {
    super()
    this.events = []
  }

  override disconnectedCallback() {
    this.watching.abort()
    super.disconnectedCallback()
  }

  private async read(id: string, signal: AbortSignal): Promise<Shown> {
    const { client } = this.dash
    const { data: token } = await client.shareTokens.retrieve(id, { signal })
    if (token.attributes.direction === 'outbound' || token.attributes['pending-at'] === null)
      return { token, redemption: null }
    const filter = { 'share-token-id': id }
    const { data } = await client.redemptions.list({ signal, filter, page: { size: 1 } })
    return { token, redemption: data[0] ?? null }
  }

  /** Follows what is under way until it is over: the destination by its stream, the source by looking. */
  private watch({ token, redemption }: Shown) {
    if (redemption !== null && this.followed !== redemption.id) {
      this.followed = redemption.id
      this.watching.abort()
      this.watching = new AbortController()
      void this.follow(redemption, this.watching.signal).catch(() => {})
      return
    }
    if (redemption === null && token.attributes.status === 'pending') {
      setTimeout(() => this.isConnected && this.shown.run(), LOOK_MS)
    }
  }

  private async follow(redemption: Redemption, signal: AbortSignal) {
    this.events = []
    for await (const event of this.dash.client.redemptions.events(redemption.id, { signal })) {
      this.events = [...this.events, event]
    }
    if (redemption.attributes['finished-at'] === null) await this.shown.run()
  }

  protected override render() {
    return html`<section class="page">
      ${this.shown.value ? this.whole(this.shown.value) : notShownYet('Share token', this.shown)}
    </section>`
  }

  private whole({ token, redemption }: Shown) {
    const { attributes, relationships } = token
    const isMine = attributes.direction === 'outbound'
    const connection = relationships?.connection.data?.id ?? null
    const canRedeem = !isMine && attributes.status === 'created' && this.dash.may('operate')
    return html`
      ${head({
        trail: { href: this.dash.at('/share-tokens'), title: 'Share tokens' },
        title: 'Share token',
        words: isMine ? 'Made by you, for a partner to redeem.' : 'Made by a partner, for you to redeem.',
        actions:
          isMine && attributes.status === 'created' && this.dash.may('operate')
            ? html`<wa-button variant="danger" appearance="outlined" @click=${this.expire}>Expire</wa-button>`
            : null,
      })}
      <div class="columns">
        <div>
          ${
            canRedeem
              ? html`<redeem-panel
                .dash=${this.dash}
                .tokenId=${token.id}
                @redeemed=${() => this.shown.run()}
              ></redeem-panel>`
              : nothing
          }
          <div class="panel">
            <h2>What happened</h2>
            <div aria-live="polite">${timeline(courseOf(token, this.events))}</div>
          </div>
        </div>
        <div>
          <div class="panel">
            ${facts([
              ['Status', status(attributes.status)],
              ['Identifier', identifier(token.id, null)],
              ['Direction', words(attributes.direction)],
              [
                'Connection',
                connection && identifier(connection, this.dash.at(`/connections/${connection}`)),
              ],
              ['Shared object', objectLink(this.dash, relationships?.source?.data) ?? undefined],
              ['Redeemed into', objectLink(this.dash, relationships?.destination?.data) ?? undefined],
              ['Mode', attributes['redeem-mode'] ? words(attributes['redeem-mode']) : undefined],
              [
                'Redemption',
                redemption ? objectLink(this.dash, { type: redemption.type, id: redemption.id }) : undefined,
              ],
              ['Expires', moment(attributes['expires-at'])],
              ['Failure', attributes['failure-reason'] ? words(attributes['failure-reason']) : undefined],
            ])}
          </div>
        </div>
      </div>
    `
  }

  private readonly expire = async () => {
    const isDone = await openConfirmation({
      heading: 'Expire this share token?',
      words: 'Nobody can redeem it any more, and that cannot be taken back.',
      action: 'Expire',
      submit: () => this.dash.client.shareTokens.expire(this.objectId),
    })
    if (!isDone) return
    toast('Share token expired')
    await this.shown.run()
  }
}
