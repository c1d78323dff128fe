import { html, type TemplateResult } from 'lit/html.js'
import { crossIcon } from './screens/icons.ts'

/** What stands around each screen. */
export interface Frame {
  /** BCP 47 tag of the screen's language, and its direction, whatever the page's are. */
  locale: string
  dir: 'ltr' | 'rtl'
  screen: TemplateResult
  /** What stands below the screen, whichever it is. */
  foot: TemplateResult | null
  /** What those who do not see the screen are told of it. */
  status: string
  /** Nothing in it can be pressed. */
  isDisabled?: boolean
}

/** The card, for where the element stands. */
export function card(frame: Frame): TemplateResult {
  return html`<div class="card">${section(frame, false)}</div>`
}

/**
 * The card in a native modal dialog, which Escape, the button and a click beside it close; the browser gives the focus
 * back to whoever had it. It should not close while `isHeld`: an answer is on its way, and leaving could not take it
 * back. A browser lets a second Escape through even so.
 */
export function dialog(frame: Frame, close: string, isHeld: boolean, onClose: () => void): TemplateResult {
  const leave = ({ target }: Event) => {
    if (!isHeld && target instanceof Element) target.closest('dialog')?.close()
  }
  const leaveBeside = (event: Event) => event.target === event.currentTarget && leave(event)
  const hold = (event: Event) => isHeld && event.preventDefault()
  return html`
    <dialog part="dialog" aria-labelledby="title" @click=${leaveBeside} @cancel=${hold} @close=${onClose}>
      <div class="card">
        <button type="button" class="close" part="close" aria-label=${close} @click=${leave}>
          ${crossIcon}
        </button>
        ${section(frame, true)}
      </div>
    </dialog>
  `
}

/** It can have the focus, so that a form can lead a person to it, and a dialog can begin with it. */
function section({ locale, dir, screen, foot, status, isDisabled }: Frame, isFirst: boolean): TemplateResult {
  return html`
    <section
      part="box"
      tabindex="-1"
      ?autofocus=${isFirst}
      lang=${locale}
      dir=${dir}
      aria-labelledby="title"
      ?inert=${isDisabled}
    >
      ${screen} ${foot}
      <p class="aside" role="status">${status}</p>
    </section>
  `
}

/** Opens a dialog that is not open as a modal one, having been moved in the page for one. */
export function showModal(dialog: HTMLDialogElement): void {
  if (dialog.matches(':modal')) return
  dialog.open = false
  dialog.showModal()
}
