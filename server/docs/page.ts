import type { OpenApi, Operation, Response } from '../api/openapi/openapi.ts'
import { type Html, html, prose } from './html.ts'
import { asObject, componentName, exampleView, operationView } from './operation-view.ts'
import { schemaView } from './schema-view.ts'

const METHODS = ['get', 'post', 'patch', 'delete'] as const

interface Entry {
  path: string
  method: (typeof METHODS)[number]
  operation: Operation
}

/** The whole page, from the document alone. It needs no script. */
export function docsPage(document: OpenApi): string {
  const { info, tags } = document
  const groups = tags.map(tag => ({ ...tag, id: idOf(tag.name), entries: entriesOf(document, tag.name) }))
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${info.title}</title>
<link rel="stylesheet" href="docs/docs.css">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<nav aria-label="Contents">
  <p class="title"><a href="#main">${info.title}</a></p>
  <ul>
    <li><a href="#authentication">Authentication</a></li>
    <li><a href="#headers">Headers</a></li>
    <li><a href="#refusals">Refusals</a></li>
    ${groups.map(contentsOf)}
    <li><a href="#schemas">Schemas</a></li>
  </ul>
</nav>
<main id="main">
  <header>
    <h1>${info.title}</h1>
    <p class="lead">${info.summary}</p>
    <p class="quiet">Version ${info.version} · <a href="${document.servers[0]?.url.slice(1) ?? ''}/openapi.json">openapi.json</a>, OpenAPI ${document.openapi}</p>
    ${info.description
      .split('\n')
      .filter(Boolean)
      .map(paragraph => html`<p>${prose(paragraph)}</p>`)}
  </header>
  ${authenticationView(document)}
  ${headersView(document)}
  ${refusalsView(document)}
  ${groups.map(
    ({ id, name, description, entries }) => html`<section aria-labelledby="${id}">
    <h2 id="${id}">${name}</h2>
    <p>${prose(description)}</p>
    ${entries.map(({ path, method, operation }) => operationView(path, method, operation, document))}
  </section>`,
  )}
  ${schemasView(document)}
</main>
</body>
</html>
`.text
}

const idOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-')

const entriesOf = (document: OpenApi, tag: string): Entry[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap(method => {
      const operation = item[method]
      return operation?.tags.includes(tag) ? [{ path, method, operation }] : []
    }),
  )

const contentsOf = ({ id, name, entries }: { id: string; name: string; entries: Entry[] }): Html =>
  html`<li>
    <a href="#${id}">${name}</a>
    <ul>${entries.map(
      ({ method, operation }) =>
        html`<li><a href="#${operation.operationId}"><span class="method ${method}">${method.toUpperCase()}</span> <span>${operation.summary}</span></a></li>`,
    )}</ul>
  </li>`

const authenticationView = ({ components }: OpenApi): Html =>
  html`<section aria-labelledby="authentication">
    <h2 id="authentication">Authentication</h2>
    <p>${prose('What a caller holds goes into every request as `Authorization: Bearer …`.')}</p>
    <dl class="properties">${Object.entries(components.securitySchemes).map(
      ([name, { description }]) =>
        html`<div><dt><code>${name}</code></dt><dd><p>${description}</p></dd></div>`,
    )}</dl>
  </section>`

function headersView({ components }: OpenApi): Html {
  const taken = Object.values(components.parameters).filter(parameter => parameter.in === 'header')
  const answered = Object.entries(components.headers).map(([name, { description, schema }]) => {
    return { name, in: 'header' as const, description, schema }
  })
  return html`<section aria-labelledby="headers">
    <h2 id="headers">Headers</h2>
    <h3>Of requests</h3>
    ${schemaView(asObject(taken), 'required')}
    <h3>Of answers</h3>
    ${schemaView(asObject(answered), 'required')}
  </section>`
}

const refusalsView = (document: OpenApi): Html =>
  html`<section aria-labelledby="refusals">
    <h2 id="refusals">Refusals</h2>
    <p>Every refusal has the same shape, whatever was asked.</p>
    <dl class="properties">${refusalsOf(document).map(
      ([status, { description, content }]) =>
        html`<div id="status-${status}"><dt><span class="status refusal">${status}</span></dt>
        <dd><p>${prose(description)}</p>${exampleView('Example', content?.['application/json']?.example)}</dd></div>`,
    )}</dl>
  </section>`

/** The refusals that operations share, by the status under which they answer them. */
function refusalsOf({ paths, components }: OpenApi): [string, Response][] {
  const answers = Object.values(paths).flatMap(item =>
    METHODS.flatMap(method => Object.entries(item[method]?.responses ?? {})),
  )
  const shared = answers.flatMap(([status, answer]): [string, Response][] => {
    const found = '$ref' in answer ? components.responses[componentName(answer.$ref)] : undefined
    return found ? [[status, found]] : []
  })
  return [...new Map(shared)].sort(([a], [b]) => Number(a) - Number(b))
}

const schemasView = ({ components }: OpenApi): Html =>
  html`<section aria-labelledby="schemas">
    <h2 id="schemas">Schemas</h2>
    ${Object.entries(components.schemas).map(
      ([name, schema]) => html`<article id="schema-${name}">
      <h3>${name}</h3>
      ${schema.description ? html`<p>${prose(schema.description)}</p>` : null}
      ${schema.enum ? html`<p>${schema.enum.map((word, index) => html`${index ? ', ' : ''}<code>${String(word)}</code>`)}</p>` : null}
      ${schemaView(schema, 'optional')}
    </article>`,
    )}
  </section>`
