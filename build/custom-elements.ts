import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What one line of a doc comment says: the names before the dash, and the sentence after it. */
type Tagged = { name: string; description: string }

const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
const pascal = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A doc comment without its stars, each tag on a line of its own. */
const textOf = (comment: string): string => comment.replace(/^\s*\* ?/gm, '').trim()

/** `@tag a, b - what they are`, one entry a name. A name in brackets is optional (JSDoc) and loses them. */
function tagged(doc: string, tag: string): Tagged[] {
  const lines = [...doc.matchAll(new RegExp(`^@${tag} (.+?)(?: - (.+))?$`, 'gm'))]
  return lines.flatMap(([, names = '', description = '']) =>
    names.split(', ').map(name => ({ name: name.replace(/^\[|\]$/g, ''), description })),
  )
}

function found(match: RegExpMatchArray | null, problem: string): string[] {
  if (match === null) throw new Error(problem)
  return match.slice(1)
}

/** The public fields of an element: what it declares, or has a getter for, below a doc comment. */
function fieldsOf(source: string) {
  const documented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:declare (\w+): (.+)|get (\w+)\(\): (.+) \{)$/gm
  return [...source.matchAll(documented)].map(([, comment = '', field, type, getter = '', result = '']) => ({
    kind: 'field',
    name: field ?? getter,
    type: { text: type ?? result },
    description: textOf(comment),
    readonly: field === undefined && !source.includes(`set ${getter}(`),
  }))
}

/** One element, from the doc comment above its class and the fields in it and in the class that it stands on. */
function declarationOf(directory: string, file: string, tagName: string) {
  const source = readFileSync(join(directory, `${file}.ts`), 'utf8')
  const [comment = '', name = '', base = ''] = found(
    source.match(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export class (\w+) extends ([^{]+?) \{/),
    `<${tagName}>: its class has no doc comment`,
  )
  const doc = textOf(comment)
  const [, baseFile] = source.match(new RegExp(`import \\{ ${base} \\} from '\\./(.+)'`)) ?? []
  const inherited = baseFile ? fieldsOf(readFileSync(join(directory, baseFile), 'utf8')) : []
  const members = [...fieldsOf(source), ...inherited]
  const attributes = tagged(doc, 'attr').map(attribute => {
    const field = members.find(member => kebab(member.name) === attribute.name)
    return field ? { ...attribute, type: field.type, fieldName: field.name } : attribute
  })
  return {
    kind: 'class',
    customElement: true,
    name,
    tagName,
    summary: found(doc.match(/^@summary (.+)$/m), `<${tagName}>: no @summary`)[0],
    description: doc
      .replace(/^@[\s\S]*/m, '')
      .trim()
      .replaceAll('\n', ' '),
    // Where there is no page there is no HTMLElement either, and the class stands on nothing.
    superclass: { name: base.includes('HTMLElement') ? 'HTMLElement' : base },
    attributes,
    members,
    events: tagged(doc, 'fires').map(event => ({ ...event, type: { text: `${pascal(event.name)}Event` } })),
    cssParts: tagged(doc, 'csspart'),
    cssProperties: tagged(doc, 'cssproperty'),
    cssStates: tagged(doc, 'cssstate'),
  }
}

/**
 * The custom elements manifest of what `definitions` define, widget/define.ts for one: the format in which editors,
 * Storybook and the frameworks' own tools read an element's attributes, events, parts and properties.
 * https://github.com/webcomponents/custom-elements-manifest
 *
 * @param root - The project's directory.
 * @param out - Where the modules are in the package, relative to it.
 * @throws Error if an element has no doc comment.
 */
export function customElementsManifest(root: string, out: string, definitions: readonly string[]) {
  const modules = definitions.flatMap(definition => {
    const define = readFileSync(join(root, definition), 'utf8')
    const what = `${definition} defines no element`
    const [tagName = '', name = ''] = found(define.match(/\.define\('([\w-]+)', (\w+)\)/), what)
    const [file = ''] = found(define.match(new RegExp(`import \\{ ${name} \\} from '\\./(.+)\\.ts'`)), what)
    const path = `${out}/widget/${file}.js`
    const declaration = { name, module: path }
    return [
      {
        kind: 'javascript-module',
        path,
        declarations: [declarationOf(join(root, 'widget'), file, tagName)],
        exports: [{ kind: 'js', name, declaration }],
      },
      {
        kind: 'javascript-module',
        path: `${out}/${definition.replace(/\.ts$/, '.js')}`,
        declarations: [],
        exports: [{ kind: 'custom-element-definition', name: tagName, declaration }],
      },
    ]
  })
  return { schemaVersion: '2.1.0', readme: 'README.md', modules }
}
