import { html, nothing } from 'lit'
import type { Client } from '../../client/client.ts'
import { icon } from '../shell/icons.ts'
import { words } from './status.ts'

export type DocumentShown = Awaited<ReturnType<Client['documents']['retrieve']>>['data']

interface LinkedFile {
  filename: string
  url: string
  'byte-size': number
}

/** Files of a document of whatever type. */
export const documentPanel = ({ type, attributes }: DocumentShown) => {
  const isGeneric = 'kind' in attributes
  const files = isGeneric
    ? attributes.files
    : [attributes['front-photo'], attributes['back-photo']].filter(one => one !== null)
  const title = isGeneric ? attributes.kind : type.replace('document/', '')
  return html`<article aria-label=${words(title)}>
    <h3>${words(title)}</h3>
    ${photos(files)}
  </article>`
}

/** Pictures as pictures, other files as links; each opens behind its own link, which expires. */
export const photos = (files: unknown) => {
  const known = Array.isArray(files) ? files.filter(isFile) : []
  if (known.length === 0) return nothing
  return html`<ul class="files">
    ${known.map(
      file => html`<li>
        <a href=${file.url} download=${file.filename}>
          ${
            /\.(jpg|png)$/.test(file.filename)
              ? html`<img src=${file.url} alt=${words(file.filename.replace(/\.\w+$/, ''))} loading="lazy" />`
              : icon('download')
          }
          <small>${file.filename} · ${kilobytes(file['byte-size'])}</small>
        </a>
      </li>`,
    )}
  </ul>`
}

const isFile = (file: unknown): file is LinkedFile =>
  typeof file === 'object' && file !== null && 'url' in file && 'filename' in file && 'byte-size' in file

const kilobytes = (bytes: number): string =>
  new Intl.NumberFormat(undefined, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(
    bytes / 1000,
  )
