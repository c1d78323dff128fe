import type { TemplateResult } from 'lit/html.js'
import type { AskedDocument } from './document.ts'
import type { Page } from './page.ts'
import type { View } from './view.ts'

/** A document: which one it is, where that is asked, and each of its pages. */
export function documentView(document: AskedDocument, view: View): TemplateResult {
  const { html, nothing, words, labelOf } = view
  const { input, pages } = document
  const classes = input['id-classes']
  return html`
    <fieldset class="asked">
      <legend>${labelOf(input)}</legend>
      ${
        classes.length === 0
          ? nothing
          : html`
              <div role="radiogroup" aria-label=${words.idClass}>
                ${classes.map(
                  ({ value }) => html`
                    <label>
                      <input type="radio" name=${input.name} value=${value} .checked=${document.idClass === value}
                        @change=${() => document.choose(value)} />${words.idClasses[value]}
                    </label>
                  `,
                )}
              </div>
            `
      }
      ${pages.map(page => pageView(page, document, view))}
    </fieldset>
  `
}

function pageView(page: Page, { input }: AskedDocument, view: View): TemplateResult {
  const { html, nothing, words } = view
  const name = words.pages[page.name]
  const button = (label: string, act: () => void, kind = 'small') => html`
    <button type="button" class=${kind} aria-label=${`${label}: ${name}`} @click=${act}>${label}</button>
  `
  const preview = (url: string) =>
    url === '' ? nothing : html`<img class="preview" src=${url} alt=${name} />`
  const { state } = page
  switch (state.at) {
    case 'empty':
      return html`
        <div class="page" @dragover=${allowDrop} @drop=${(event: DragEvent) => dropped(event, page)}>
          <b>${name}</b>
          <p class="quiet">${words.drop}</p>
          <label class="small pick">
            ${words.upload}
            <input class="aside" type="file" aria-label=${`${words.upload}: ${name}`}
              accept=${input['content-types'].join()} @change=${(event: Event) => picked(event, page)} />
          </label>
          ${page.canPhotograph ? button(words.camera.open, () => void page.photograph()) : nothing}
          <p class="problem" role="alert">${state.problem?.(words)}</p>
        </div>
      `
    case 'camera': {
      const shoot = ({ target }: Event) => {
        const video = target instanceof Element ? target.closest('.page')?.querySelector('video') : null
        if (video) void page.shoot(video)
      }
      return html`
        <div class="page">
          <b>${name}</b>
          <div class=${page.name === 'center' ? 'frame face' : 'frame'}>
            <video autoplay muted playsinline .srcObject=${state.camera.stream}></video>
          </div>
          <button type="button" class="action" @click=${shoot}>${words.camera.shoot}</button>
          ${button(words.cancel, () => page.clear())}
        </div>
      `
    }
    case 'shot':
      return html`
        <div class="page">
          <b>${name}</b>
          ${preview(state.url)} ${button(words.camera.use, () => void page.choose(state.picture), 'action')}
          ${button(words.camera.again, () => void page.photograph())}
        </div>
      `
    case 'sending':
      return html`
        <div class="page">
          <b>${name}</b>
          ${preview(state.url)}
          <progress aria-label=${words.sending} max="1" value=${state.share}></progress>
          ${button(words.cancel, () => page.clear())}
        </div>
      `
    case 'given':
      return html`
        <div class="page">
          <b>${name}</b>
          ${preview(state.url)}
          <span class="saved">${words.given}</span>
          ${button(words.change, () => page.clear())}
        </div>
      `
  }
}

const allowDrop = (event: Event) => event.preventDefault()

function dropped(event: DragEvent, page: Page): void {
  event.preventDefault()
  const [file] = event.dataTransfer?.files ?? []
  if (file) void page.choose(file)
}

/** The same file can be chosen again, after it was refused. */
function picked({ target }: Event, page: Page): void {
  if (!(target instanceof HTMLInputElement)) return
  const [file] = target.files ?? []
  target.value = ''
  if (file) void page.choose(file)
}
