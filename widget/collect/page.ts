import type { DocumentInput, DocumentPage } from '../../server/api/wire.ts'
import { type Camera, hasCamera, openCamera } from './camera.ts'
import { jpegOf, prepared } from './picture.ts'
import type { Problem } from './problem.ts'
import type { Refusal } from './transport.ts'

/** Where one page of a document stands on this screen. */
export type PageState =
  | { readonly at: 'empty'; readonly problem: Problem }
  | { readonly at: 'camera'; readonly camera: Camera }
  | { readonly at: 'shot'; readonly picture: Blob; readonly url: string }
  | { readonly at: 'sending'; readonly share: number; readonly url: string }
  | { readonly at: 'given'; readonly url: string }

const EMPTY: PageState = { at: 'empty', problem: null }

interface Surroundings {
  /** Sends the file of this page. */
  give(
    page: DocumentPage,
    file: Blob,
    progress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<Refusal | null>
  changed(): void
}

/** One page of a document: from nothing, by a file or the camera, to what the server has. */
export class Page {
  readonly name: DocumentPage
  readonly #input: DocumentInput
  readonly #outside: Surroundings
  #state: PageState
  #sending = new AbortController()

  constructor(name: DocumentPage, input: DocumentInput, given: boolean, outside: Surroundings) {
    this.name = name
    this.#input = input
    this.#outside = outside
    this.#state = given ? { at: 'given', url: '' } : EMPTY
  }

  get state(): PageState {
    return this.#state
  }

  get canPhotograph(): boolean {
    return hasCamera() && this.#input['content-types'].includes('image/jpeg')
  }

  /** Lets go of the camera, of what is being sent, and of the preview. */
  clear(problem: Problem = null): void {
    this.#sending.abort()
    this.#move({ at: 'empty', problem })
  }

  async photograph(): Promise<void> {
    const camera = await openCamera(this.name === 'center' ? 'user' : 'environment')
    if (camera === null) return this.clear(words => words.camera.denied)
    this.#move({ at: 'camera', camera })
  }

  async shoot(video: HTMLVideoElement): Promise<void> {
    const picture = await jpegOf(video)
    this.#move({ at: 'shot', picture, url: URL.createObjectURL(picture) })
  }

  async choose(file: Blob): Promise<void> {
    const ready = await prepared(file)
    const types: readonly string[] = this.#input['content-types']
    if (!types.includes(ready.type)) return this.clear(words => words.wrongType)
    if (ready.size > this.#input['bytes-max']) return this.clear(words => words.tooLarge)
    const url = ready.type.startsWith('image/') ? URL.createObjectURL(ready) : ''
    this.#sending = new AbortController()
    const { signal } = this.#sending
    const progress = (share: number) => {
      if (!signal.aborted) this.#show({ at: 'sending', share, url })
    }
    this.#move({ at: 'sending', share: 0, url })
    const refusal = await this.#outside.give(this.name, ready, progress, signal)
    if (signal.aborted) return
    if (refusal !== null) return this.clear(words => words[refusal])
    this.#show({ at: 'given', url })
  }

  #move(to: PageState): void {
    const from = this.#state
    if (from.at === 'camera') from.camera.stop()
    if ('url' in from && from.url !== '') URL.revokeObjectURL(from.url)
    this.#show(to)
  }

  #show(to: PageState): void {
    this.#state = to
    this.#outside.changed()
  }
}
