import type { FieldInput } from '../../server/api/wire.ts'
import type { Refusal } from './transport.ts'
import type { CollectWords } from './words/words.ts'

/** One field: what the person types is checked by the browser, and sent when they go on to the next. */
export class Field {
  readonly input: FieldInput
  /** What is wrong with what was typed, in words; empty where nothing is. */
  problem = ''
  sending = false
  /** Given before this page was loaded: what it was is not told, so that it is shown as given until it is changed. */
  saved: boolean
  given: boolean
  readonly #words: CollectWords
  readonly #give: (name: string, text: string) => Promise<Refusal | null>
  readonly #changed: () => void

  constructor(
    input: FieldInput,
    words: CollectWords,
    give: (name: string, text: string) => Promise<Refusal | null>,
    changed: () => void,
  ) {
    this.input = input
    this.saved = input.given
    this.given = input.given
    this.#words = words
    this.#give = give
    this.#changed = changed
  }

  /** Checks what the control holds and, where it is right, gives it. */
  async commit(control: HTMLInputElement | HTMLSelectElement): Promise<void> {
    const text = control.value.trim()
    const wrong: Readonly<Record<string, string>> = this.#words.wrong
    if (text === '' || !control.checkValidity()) {
      return this.#show(wrong[this.input.type] ?? this.#words.wrong.text)
    }
    this.sending = true
    this.#show('')
    const refusal = await this.#give(this.input.name, text)
    this.sending = false
    this.given = refusal === null
    this.#show(
      refusal === null
        ? ''
        : refusal === 'failed'
          ? this.#words.failed
          : (wrong[this.input.type] ?? this.#words.refused),
    )
  }

  change(): void {
    this.saved = false
    this.#changed()
  }

  #show(problem: string): void {
    this.problem = problem
    this.#changed()
  }
}
