import type { DocumentInput, DocumentPage, IdClass } from '../../server/api/wire.ts'
import { Page } from './page.ts'
import type { Refusal } from './transport.ts'

interface Surroundings {
  give(
    parts: [name: string, value: string | Blob][],
    progress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<Refusal | null>
  changed(): void
}

/** One document: its class, where it has one, and the pages that the class has. */
export class AskedDocument {
  input: DocumentInput
  idClass: IdClass | null = null
  pages: readonly Page[]
  readonly #outside: Surroundings

  constructor(input: DocumentInput, outside: Surroundings) {
    this.input = input
    this.#outside = outside
    const given = new Set(input.pages.flatMap(page => (page.given ? [page.name] : [])))
    const names = input.pages.map(({ name }) => name)
    // Which of several documents it is, is asked before its pages are, unless some of them are there.
    const known = input['id-classes'].length === 0 || given.size > 0
    this.pages = known ? this.#pagesOf(names, given) : []
    this.idClass =
      given.size > 0
        ? (input['id-classes'].find(({ pages }) => pages.length === names.length)?.value ?? null)
        : null
  }

  /** Takes the document for another one; pages that both have stay. */
  choose(idClass: IdClass): void {
    this.idClass = idClass
    const names = this.input['id-classes'].find(({ value }) => value === idClass)?.pages ?? []
    const kept = this.pages.filter(({ name }) => names.includes(name))
    for (const page of this.pages) if (!kept.includes(page)) page.clear()
    const fresh = this.#pagesOf(
      names.filter(name => !kept.some(page => page.name === name)),
      new Set(),
    )
    this.pages = [...kept, ...fresh]
    this.#outside.changed()
  }

  #pagesOf(names: readonly DocumentPage[], given: ReadonlySet<DocumentPage>): Page[] {
    const { changed } = this.#outside
    const give = (page: DocumentPage, file: Blob, progress: (share: number) => void, signal: AbortSignal) => {
      const part = `documents[${this.input.name}]`
      const idClass: [string, string][] = this.idClass === null ? [] : [[`${part}[id-class]`, this.idClass]]
      return this.#outside.give([...idClass, [`${part}[${page}]`, file]], progress, signal)
    }
    return names.map(name => new Page(name, this.input, given.has(name), { give, changed }))
  }
}
