import type { DocumentPage, IdClass, InputContentType } from '../api/wire.ts'

/** Largest file that a person can give, in bytes (published, as what a file is limited to by itself). */
export const FILE_BYTES_MAX = 10_000_000

const PICTURES = ['image/jpeg', 'image/png'] as const satisfies readonly InputContentType[]

interface DocumentShape {
  /** Its pages, a file each; of a document of identity, those that most classes have. */
  pages: readonly DocumentPage[]
  contentTypes: readonly InputContentType[]
  /** The classes that it can be of, each with its pages. */
  idClasses: readonly { value: IdClass; pages: readonly DocumentPage[] }[]
}

const SHAPES: ReadonlyMap<string, DocumentShape> = new Map([
  [
    'government-id',
    {
      pages: ['front', 'back'],
      contentTypes: PICTURES,
      idClasses: [
        { value: 'id', pages: ['front', 'back'] },
        { value: 'dl', pages: ['front', 'back'] },
        { value: 'pp', pages: ['front'] },
      ],
    },
  ],
  ['selfie', { pages: ['center'], contentTypes: PICTURES, idClasses: [] }],
])

const ANY: DocumentShape = {
  pages: ['document'],
  contentTypes: [...PICTURES, 'application/pdf'],
  idClasses: [],
}

/** What a person gives for a kind of document. */
export const shapeOf = (kind: string): DocumentShape => SHAPES.get(kind) ?? ANY

/** The pages of a document of this class; where none has been named, those that most classes have. */
export function pagesOf(kind: string, idClass: string | null): readonly DocumentPage[] {
  const { pages, idClasses } = shapeOf(kind)
  return idClasses.find(({ value }) => value === idClass)?.pages ?? pages
}
