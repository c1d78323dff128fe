import { english, languageFor } from './languages.ts'
import { loadLanguage } from './load-language.ts'

/** What an element speaks: English until its language is there, and where that cannot be loaded. */
export class Speech {
  language = english
  #wanted = 'en'
  #ready = Promise.resolve()
  readonly #changed: () => void
  readonly #load: typeof loadLanguage

  /** @param changed is told when another language is spoken */
  constructor(changed: () => void, load = loadLanguage) {
    this.#changed = changed
    this.#load = load
  }

  /**
   * Goes over to a language, by its primary subtag; stays where it is as long as there is none. Resolves when it is
   * spoken, or cannot be.
   */
  speak(subtag = this.#wanted): Promise<void> {
    if (subtag !== this.#wanted) {
      this.#wanted = subtag
      this.#ready = languageFor(subtag, this.#load)
        .catch(() => english)
        .then(language => {
          // The page may have thought again meanwhile.
          if (subtag !== this.#wanted) return
          this.language = language
          this.#changed()
        })
    }
    return this.#ready
  }
}
