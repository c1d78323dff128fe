import { startAuthentication } from '@simplewebauthn/browser'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { wordsOf } from '../templates/problem.ts'
import { buttonIcon } from './icons.ts'
import { signInCall } from './operator.ts'

type PasskeyOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']

type Step = 'ask' | 'sent' | 'redeem'

/**
 * Signing in: by passkey, or by a link that is sent. The link's secret is spent only on a press of the button: programs
 * that look at links in mails press none.
 *
 * @fires signed-in - When the browser has its cookie.
 */
export class SignIn extends LitElement {
  static override properties = { step: { state: true }, error: { state: true }, busy: { state: true } }

  declare step: Step
  declare error: unknown
  declare busy: boolean
  private readonly secret = /^#sign-in=(.+)$/.exec(location.hash)?.[1] ?? null

  constructor() {
    super()
    this.step = this.secret === null ? 'ask' : 'redeem'
    this.error = null
    this.busy = false
    // A secret does not stay in the address, where a screenshot shows it.
    if (this.secret !== null) history.replaceState(null, '', location.pathname)
  }

  protected override createRenderRoot() {
    return this
  }

  private async attempt(work: () => Promise<void>) {
    this.busy = true
    this.error = null
    await work().catch(error => {
      this.error = error
    })
    this.busy = false
  }

  private readonly sendLink = (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const email = String(new FormData(event.target).get('email') ?? '')
    return this.attempt(async () => {
      await signInCall('/sign-in/link', { email })
      this.step = 'sent'
    })
  }

  private readonly redeem = () =>
    this.attempt(async () => {
      await signInCall('/sign-in/link/redeem', { secret: this.secret })
      this.dispatchEvent(new Event('signed-in'))
    })

  private readonly usePasskey = () =>
    this.attempt(async () => {
      const optionsJSON = await signInCall<PasskeyOptions>('/sign-in/passkey/options')
      await signInCall('/sign-in/passkey', await startAuthentication({ optionsJSON }))
      this.dispatchEvent(new Event('signed-in'))
    })

  protected override render() {
    return html`<main class="sign-in">
      <section>
        <img src=${new URL('../icon.svg', import.meta.url).href} alt="" width="44" height="44" />
        <h1>Sign in to Connect</h1>
        ${this.error === null ? nothing : html`<p class="wrong" role="alert">${wordsOf(this.error)}</p>`}
        ${this.screens[this.step]()}
      </section>
    </main>`
  }

  private readonly screens: Readonly<Record<Step, () => TemplateResult>> = {
    ask: () => html`
      <wa-button variant="brand" ?loading=${this.busy} @click=${this.usePasskey}>
        ${buttonIcon('key')} Sign in with a passkey
      </wa-button>
      <p class="or"><span>or</span></p>
      <form @submit=${this.sendLink}>
        <wa-input name="email" type="email" label="E-mail address" autocomplete="username webauthn" required></wa-input>
        <wa-button type="submit" appearance="outlined" ?loading=${this.busy}>Send me a link</wa-button>
      </form>
    `,
    sent: () => html`
      <p role="status">
        If that address belongs to somebody here, a link is on its way. It works once, and not for long.
      </p>
      <wa-button appearance="outlined" @click=${() => {
        this.step = 'ask'
      }}>Use another address</wa-button>
    `,
    redeem: () => html`
      <p>The link that you have followed signs you in on this browser. It works once.</p>
      <wa-button variant="brand" ?loading=${this.busy} @click=${this.redeem}>Sign in</wa-button>
      ${
        this.error === null
          ? nothing
          : html`<wa-button appearance="outlined" @click=${() => {
              this.step = 'ask'
              this.error = null
            }}>
            Ask for another link
          </wa-button>`
      }
    `,
  }
}
