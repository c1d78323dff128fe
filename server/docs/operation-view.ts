import type { Method } from '../api/http/route.ts'
import type { OpenApi, Operation, Parameter, Response, Schema } from '../api/openapi/openapi.ts'
import { type Html, html, prose } from './html.ts'
import { componentLink, schemaView } from './schema-view.ts'

/** One operation: what it is for, what it takes, and what it answers. */
export function operationView(path: string, method: Method, operation: Operation, document: OpenApi): Html {
  const { operationId: id, summary, description } = operation
  return html`<article id="${id}" aria-labelledby="${id}-title">
    <h3 id="${id}-title">${summary}</h3>
    <p class="request"><span class="method ${method}">${method.toUpperCase()}</span> <code>${breakable(path)}</code></p>
    <p>${prose(description)}</p>
    ${parametersView(operation, document)}
    ${bodyView(operation)}
    ${answersView(operation, document)}
  </article>`
}

/** A long path may be broken after a slash. */
const breakable = (path: string): Html[] => path.split(/(?<=\/)/).map(part => html`${part}<wbr>`)

function parametersView(operation: Operation, document: OpenApi): Html | null {
  const parameters = operation.parameters.map(parameter =>
    '$ref' in parameter ? shared(parameter.$ref, document) : parameter,
  )
  const own = parameters.filter(parameter => parameter.in !== 'header')
  const headers = parameters.filter(parameter => parameter.in === 'header')
  if (parameters.length === 0) return null
  return html`<h4>Parameters</h4>
    ${own.length > 0 ? schemaView(asObject(own), 'required') : null}
    ${headers.length > 0 ? html`<p class="quiet">Headers: ${headers.map((header, index) => html`${index ? ', ' : ''}<a href="#headers"><code>${header.name}</code></a>`)}</p>` : null}`
}

function shared(reference: string, document: OpenApi): Parameter {
  const found = document.components.parameters[componentName(reference)]
  if (!found) throw new Error(`${reference} leads nowhere`)
  return found
}

/** Parameters as the properties of an object, to be shown alike. */
export const asObject = (parameters: readonly Parameter[]): Schema => ({
  properties: Object.fromEntries(
    parameters.map(({ name, description, schema }) => [name, { ...schema, description }]),
  ),
  required: parameters.flatMap(({ name, required = false }) => (required ? [name] : [])),
})

function bodyView({ requestBody }: Operation): Html | null {
  const json = requestBody?.content['application/json']
  const form = requestBody?.content['multipart/form-data']
  if (!json) return null
  return html`<h4>Body${requestBody?.required ? '' : ', which may be left out'}</h4>
    ${schemaView(json.schema, 'required')}
    ${exampleView('Example of a body', json.example)}
    ${form ? html`<p>Or <code>multipart/form-data</code>. ${prose(form.schema.description ?? '')}</p>` : null}`
}

function answersView({ responses }: Operation, document: OpenApi): Html {
  const answers = Object.entries(responses).flatMap(([status, response]) => {
    const found = '$ref' in response ? document.components.responses[componentName(response.$ref)] : response
    return found ? [{ status, response: found }] : []
  })
  const isRefusal = ({ status }: { status: string }) => Number(status) >= 400
  return html`<h4>Answers</h4>
    <ul class="answers">${answers.filter(answer => !isRefusal(answer)).map(successView)}</ul>
    <h4>Refusals</h4>
    <ul class="refusals">${answers
      .filter(isRefusal)
      .map(
        ({ status, response }) =>
          html`<li><a href="#status-${status}"><span class="status refusal">${status}</span> ${titleOf(response)}</a></li>`,
      )}</ul>`
}

/** The last word of a reference: the name of the component. */
export const componentName = (reference: string): string => reference.split('/').at(-1) ?? ''

function successView({ status, response }: { status: string; response: Response }): Html {
  const json = response.content?.['application/json']
  return html`<li>
    <p><span class="status success">${status}</span> ${response.description} ${json ? resourceLink(json.schema) : null}</p>
    ${json ? exampleView('Example of an answer', json.example) : null}
  </li>`
}

/** A refusal is described once; here its title is enough. */
function titleOf({ content, description }: Response): string {
  const example: unknown = content?.['application/json']?.example
  const found = /"title":"([^"]+)"/.exec(JSON.stringify(example ?? null))?.[1]
  return found ?? description
}

/** The component that an answer is made of. */
function resourceLink(schema: object): Html | null {
  const reference = /"data":\{(?:"type":"array","items":\{)?"\$ref":"([^"]+)"/.exec(
    JSON.stringify(schema),
  )?.[1]
  return reference ? html`Its data: ${componentLink(reference)}.` : null
}

export const exampleView = (title: string, example: unknown): Html =>
  html`<details><summary>${title}</summary><pre tabindex="0"><code>${JSON.stringify(example, null, 2)}</code></pre></details>`
