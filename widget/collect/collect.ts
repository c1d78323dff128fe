import type { nothing, TemplateResult } from 'lit/html.js'
import type { InputResource } from '../../server/api/wire.ts'
import type { Language } from '../languages/language.ts'
import type { PartOptions } from '../part-options.ts'
import { Code } from './code.ts'
import { codeView } from './code-view.ts'
import { AskedDocument } from './document.ts'
import { documentView } from './document-view.ts'
import { Field } from './field.ts'
import { fieldView } from './field-view.ts'
import { sheetText } from './sheet.ts'
import { type CodePath, giveInputs, postCode, type Refusal, readInputs } from './transport.ts'
import type { View } from './view.ts'
import { en } from './words/en.ts'

/** What the widget hands to the collection. */
export interface CollectorOptions extends PartOptions {
  /** The person would rather do it later: the page has the turn. */
  later(): void
}

/** Asks the person for what is still missing, inside the widget's own screen. */
export interface Collector {
  /** Nothing while it is not known yet what is missing. */
  render(): TemplateResult | typeof nothing
  /** Goes on in another language, with all that has been given and typed. */
  speak(language: Language): void
}

type Asked = Field | AskedDocument | Code

/**
 * Reads what is missing and asks for it. Every answer is sent by itself, so that a reload, or a second tab, finds it;
 * what the server has is known by its name and never shown. Rejects where the server does not say what it wants.
 */
export async function createCollector(options: CollectorOptions): Promise<Collector> {
  const { connection, changed, signal } = options
  let { language } = options
  let locale = connection.locale()
  const words = () => language.words ?? en
  const inputs = await readInputs(connection, signal)
  signal.throwIfAborted()
  options.adopt(sheetText)
  const give = async (
    parts: [string, string | Blob][],
    progress: (share: number) => void = () => {},
    stop: AbortSignal = signal,
  ): Promise<Refusal | null> => {
    const form = new FormData()
    for (const [name, value] of parts) form.append(name, value)
    const answer = await giveInputs(connection, form, progress, AbortSignal.any([stop, signal]))
    return typeof answer === 'string' ? answer : take(answer)
  }
  const post = async (path: CodePath, attributes: object) => {
    const answer = await postCode(connection, path, attributes, signal)
    return typeof answer === 'string' ? answer : take(answer)
  }
  const asked = inputs.flatMap(({ attributes: input }): Asked[] => {
    if (!input.required) return []
    if (input.kind === 'code') return [new Code(input, { post, changed, signal })]
    if (input.kind === 'document') return [new AskedDocument(input, { give, changed })]
    const giveField = (text: string) => give([[`fields[${input.name}]`, text]])
    return [new Field(input, { give: giveField, changed })]
  })
  /** What is to be confirmed follows from what is given: a number first, then the code that is sent there. */
  function take(now: InputResource[]): null {
    for (const { attributes: input } of now) {
      if (input.kind !== 'code') continue
      const known = asked.find(one => one instanceof Code && one.input.name === input.name)
      if (known instanceof Code) known.take(input)
      else asked.push(new Code(input, { post, changed, signal }))
    }
    return null
  }
  signal.addEventListener('abort', () => {
    for (const one of asked) if (one instanceof AskedDocument) for (const page of one.pages) page.clear()
  })

  const labelOf = ({ name, label, 'label-locale': labelled }: InputResource['attributes']): string => {
    const names: Readonly<Record<string, string>> = words().names
    return (labelled === null ? (names[name] ?? label) : label) ?? name
  }
  /** What the template calls things, it may have in the language of now; where nobody says, it stays as it is. */
  async function relabel(): Promise<void> {
    const wanted = connection.locale()
    if (wanted === locale) return
    locale = wanted
    const inLocale = await readInputs(connection, signal).catch(() => [])
    // The page may have thought again meanwhile.
    if (wanted !== locale) return
    for (const { attributes: input } of inLocale) for (const one of asked) takeLabels(one, input)
    changed()
  }
  return {
    speak(other) {
      language = other
      changed()
      void relabel()
    },
    render() {
      const view: View = {
        html: options.html,
        nothing: options.nothing,
        words: words(),
        locale: language.messages.locale,
        labelOf,
      }
      return view.html`
        <p class="quiet">${view.words.lead}</p>
        ${asked.map(one => drawn(one, view))}
        <button type="button" class="later" @click=${options.later}>${view.words.later}</button>
      `
    },
  }
}

/** Takes what an input is called, and its choices are; what has been given and typed stays. */
function takeLabels(one: Asked, input: InputResource['attributes']): void {
  if (one.input.name !== input.name) return
  if (one instanceof Field && input.kind === 'field') one.input = input
  if (one instanceof AskedDocument && input.kind === 'document') one.input = input
}

function drawn(one: Asked, view: View): TemplateResult {
  if (one instanceof Field) return fieldView(one, view)
  return one instanceof Code ? codeView(one, view) : documentView(one, view)
}
