import { html, nothing } from 'lit'
import { openForm } from '../elements/dialog.ts'
import { areaField, textIn } from '../elements/fields.ts'
import { toast } from '../elements/toast.ts'
import type { Inquiry } from '../shell/api-types.ts'
import { ObjectPage } from '../shell/object-page.ts'
import { type DocumentShown, documentPanel } from '../templates/evidence.ts'
import { facts, type Happening, timeline } from '../templates/facts.ts'
import { fieldName } from '../templates/field-name.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'
import { moment } from '../templates/moment.ts'
import { objectLink } from '../templates/object-link.ts'
import { status, words } from '../templates/status.ts'
import { type VerificationShown, verificationPanel } from '../templates/verification.ts'
import { nameIn } from './inquiries.ts'

interface Shown {
  inquiry: Inquiry
  verifications: VerificationShown[]
  documents: DocumentShown[]
}

type Decision = 'approve' | 'decline' | 'mark-for-review'

const DECISIONS: Readonly<
  Record<
    Decision,
    { heading: string; action: string; done: string; method: 'approve' | 'decline' | 'markForReview' }
  >
> = {
  approve: {
    heading: 'Approve this inquiry?',
    action: 'Approve',
    done: 'Inquiry approved',
    method: 'approve',
  },
  decline: {
    heading: 'Decline this inquiry?',
    action: 'Decline',
    done: 'Inquiry declined',
    method: 'decline',
  },
  'mark-for-review': {
    heading: 'Mark for review?',
    action: 'Mark for review',
    done: 'Inquiry marked for review',
    method: 'markForReview',
  },
}

/** From which statuses each decision can be made, as the server has it. */
const DECIDED: readonly string[] = ['approved', 'declined']

/** One inquiry: what is known of the person, from whom, and how it was verified. */
export class InquiryPage extends ObjectPage<Shown> {
  protected override readonly what = 'Inquiry'

  protected override async read(id: string, signal: AbortSignal): Promise<Shown> {
    const { client } = this.dash
    const { data: inquiry } = await client.inquiries.retrieve(id, { signal })
    const ids = (name: 'verifications' | 'documents') =>
      (inquiry.relationships?.[name]?.data ?? []).map(one => one.id)
    const [verifications, documents] = await Promise.all([
      Promise.all(
        ids('verifications').map(async one => (await client.verifications.retrieve(one, { signal })).data),
      ),
      Promise.all(ids('documents').map(async one => (await client.documents.retrieve(one, { signal })).data)),
    ])
    return { inquiry, verifications, documents }
  }

  protected override draw({ inquiry, verifications, documents }: Shown) {
    const { attributes, relationships } = inquiry
    const fields = Object.entries(attributes.fields)
    // What a verification looked at is shown with it.
    const lookedAt = verifications.map(one => one.relationships?.document?.data?.id)
    const others = documents.filter(({ id }) => !lookedAt.includes(id))
    return html`
      ${head({
        trail: { href: this.dash.at('/inquiries'), title: 'Inquiries' },
        title: nameIn(inquiry),
        words: status(attributes.status),
        actions: this.actions(attributes.status),
      })}
      <div class="columns">
        <div>
          <section class="panel" aria-labelledby="fields">
            <h2 id="fields">Fields</h2>
            ${fields.length === 0 ? html`<p class="quiet">None</p>` : facts(fields.map(([key, { value }]) => [fieldName(key), value]))}
          </section>
          <section class="panel" aria-labelledby="verifications">
            <h2 id="verifications">Verifications</h2>
            ${
              verifications.length === 0
                ? html`<p class="quiet">None</p>`
                : verifications.map(one => verificationPanel(one, this.dash.me.organization.id))
            }
          </section>
          ${
            others.length === 0
              ? nothing
              : html`<section class="panel" aria-labelledby="files">
                <h2 id="files">Files</h2>
                ${others.map(documentPanel)}
              </section>`
          }
        </div>
        <div>
          <div class="panel">
            ${facts([
              ['Inquiry', identifier(inquiry.id)],
              ['Template', objectLink(this.dash, relationships?.['inquiry-template']?.data)],
              ['Account', objectLink(this.dash, relationships?.account?.data)],
              ['Reference', attributes['reference-id']],
              ['Made by', identifier(attributes.creator)],
              [
                'Tags',
                attributes.tags.length === 0
                  ? null
                  : html`<span class="chips">${attributes.tags.map(tag => html`<span class="chip">${tag}</span>`)}</span>`,
              ],
              ['Note', attributes.note],
              ['Reviewer’s comment', attributes['reviewer-comment']],
            ])}
          </div>
          <div class="panel"><h2>What happened</h2>${timeline(courseOf(inquiry))}</div>
        </div>
      </div>
    `
  }

  private actions(now: Inquiry['attributes']['status']) {
    if (!this.dash.may('operate') || DECIDED.includes(now)) return null
    return html`
      ${
        now === 'needs_review'
          ? nothing
          : html`<wa-button appearance="outlined" @click=${() => this.decide('mark-for-review')}>Mark for review</wa-button>`
      }
      <wa-button variant="danger" appearance="outlined" @click=${() => this.decide('decline')}>Decline</wa-button>
      <wa-button variant="success" @click=${() => this.decide('approve')}>Approve</wa-button>
    `
  }

  private async decide(decision: Decision) {
    const { heading, action, done, method } = DECISIONS[decision]
    const { inquiries } = this.dash.client
    const id = this.objectId
    const isDone = await openForm({
      heading,
      action,
      variant: decision === 'decline' ? 'danger' : 'brand',
      body: html`
        ${decision === 'mark-for-review' ? nothing : html`<p>A decision stands: it cannot be taken back.</p>`}
        ${areaField({ label: 'Comment', name: 'comment', hint: 'Kept with the inquiry, for your organization alone.' })}
      `,
      submit(data) {
        const comment = textIn(data, 'comment')
        return inquiries[method](id, comment === null ? {} : { meta: { comment } })
      },
    })
    if (!isDone) return
    toast(done)
    await this.object.run()
  }
}

/** The times of an inquiry, in order. */
function courseOf({ attributes }: Inquiry): Happening[] {
  const known = [
    ['Created', attributes['created-at'], 'good'],
    ['Started', attributes['started-at'], 'good'],
    ['Completed', attributes['completed-at'], 'good'],
    ['Failed', attributes['failed-at'], 'bad'],
    ['Marked for review', attributes['marked-for-review-at'], 'warn'],
    [
      words(attributes.status),
      attributes['decisioned-at'],
      attributes.status === 'declined' ? 'bad' : 'good',
    ],
    ['Expired', attributes['expired-at'], 'warn'],
    ['Redacted', attributes['redacted-at'], 'still'],
  ] as const
  return known
    .flatMap(([title, time, tone]) => (time === null ? [] : [{ title, time, tone }]))
    .toSorted((one, other) => Date.parse(one.time) - Date.parse(other.time))
    .map(({ title, time, tone }) => ({ title, note: moment(time, 'second'), tone }))
}
