import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { html, nothing, render, type TemplateResult } from 'lit'
import { ENVIRONMENT_NAMES } from '../shell/operator.ts'
import { wordsOf } from '../templates/problem.ts'

interface DialogOptions {
  heading: string
  body: TemplateResult
  /** The button that does it. */
  action: string
  variant?: 'brand' | 'danger'
  /** Does it; the dialog stays with its words where it did not work. */
  submit(data: FormData): Promise<unknown>
}

/** Says in which environment it will be done: the band above the page is dimmed while a dialog is open. */
const where = () =>
  Object.entries(ENVIRONMENT_NAMES)
    .filter(([kind]) => kind === document.documentElement.dataset.environment)
    .map(([, name]) => html`<strong slot="header-actions" class="where">${name}</strong>`)

/**
 * The one pattern of a form: a dialog whose fields are the body. Resolves with whether it was done. What the server
 * refuses is said above the fields, which keep what was typed.
 */
export function openForm(options: DialogOptions): Promise<boolean> {
  const host = document.body.appendChild(document.createElement('div'))
  const { promise, resolve } = Promise.withResolvers<boolean>()
  let isDone = false
  let isBusy = false
  let error: unknown = null

  const close = () => {
    const dialog = host.querySelector('wa-dialog')
    if (dialog) dialog.open = false
  }
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy || !(event.target instanceof HTMLFormElement)) return
    isBusy = true
    error = null
    const data = new FormData(event.target)
    draw()
    try {
      await options.submit(data)
      isDone = true
      close()
    } catch (cause) {
      error = cause
    }
    isBusy = false
    draw()
    if (error !== null) host.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' })
  }
  const onHidden = (event: Event) => {
    // Those of the selects within come by as well.
    if (!(event.target instanceof Element) || event.target.localName !== 'wa-dialog') return
    host.remove()
    resolve(isDone)
  }
  const draw = () =>
    render(
      html`<wa-dialog label=${options.heading} open @wa-after-hide=${onHidden}>
        ${where()}
        <form class="dialog-form" id="dialog-form" @submit=${onSubmit}>
          ${error === null ? nothing : html`<p class="wrong" role="alert">${wordsOf(error)}</p>`}
          ${options.body}
        </form>
        <wa-button slot="footer" appearance="plain" @click=${close}>Cancel</wa-button>
        <wa-button
          slot="footer"
          variant=${options.variant ?? 'brand'}
          ?loading=${isBusy}
          @click=${() => host.querySelector('form')?.requestSubmit()}
          >${options.action}</wa-button
        >
      </wa-dialog>`,
      host,
    )
  draw()
  return promise
}

/** Asks before something that cannot be taken back, in its own words. */
export const openConfirmation = (options: {
  heading: string
  words: string
  action: string
  submit(): Promise<unknown>
}): Promise<boolean> =>
  openForm({
    ...options,
    variant: 'danger',
    body: html`<p>${options.words}</p>`,
    submit: () => options.submit(),
  })

/** Shows something once, such as a secret. Resolves when it is closed. */
export function openNotice(heading: string, body: TemplateResult): Promise<void> {
  const host = document.body.appendChild(document.createElement('div'))
  const { promise, resolve } = Promise.withResolvers<void>()
  const close = () => {
    const dialog = host.querySelector('wa-dialog')
    if (dialog) dialog.open = false
  }
  const onHidden = () => {
    host.remove()
    resolve()
  }
  render(
    html`<wa-dialog label=${heading} open @wa-after-hide=${onHidden}>
      ${where()}
      <div class="dialog-body">${body}</div>
      <wa-button slot="footer" variant="brand" @click=${close}>Done</wa-button>
    </wa-dialog>`,
    host,
  )
  return promise
}
