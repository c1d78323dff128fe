/** A node of the browser's accessibility tree, as the DevTools protocol tells it: as much as is read of it. */
export interface AccessibleNode {
  nodeId: string
  ignored: boolean
  role?: { value?: unknown }
  name?: { value?: unknown }
  description?: { value?: unknown }
  value?: { value?: unknown }
  properties?: { name: string; value: { value?: unknown } }[]
  childIds?: string[]
  parentId?: string
}

/** Of no account to anybody who hears the page: what is in them is. */
const CONTAINERS: readonly unknown[] = ['generic', 'none', 'strong', 'RootWebArea', 'LabelText']

/** Its text is the name of the group that it stands in. */
const NAMING: readonly unknown[] = ['Legend', 'InlineTextBox', 'ListMarker']

/** States that are told where they hold, and with their value where they have one. */
const STATES = ['level', 'checked', 'expanded', 'disabled', 'required', 'invalid', 'busy', 'live', 'modal']

/** What is told with no more than the text in it; there is nothing else to find there. */
const LEAVES: readonly unknown[] = [
  'heading',
  'button',
  'link',
  'option',
  'checkbox',
  'radio',
  'textbox',
  'combobox',
  'image',
  'progressbar',
]

/**
 * The tree as lines, one a node, each as deep as it stands: its role, its "name", its [states], its (description) and
 * its value. Nodes that only hold others are left out, and text that the name above it says already.
 */
export function printTree(nodes: readonly AccessibleNode[]): string {
  const byId = new Map(nodes.map(node => [node.nodeId, node]))
  const childrenOf = ({ childIds = [] }: AccessibleNode) => childIds.flatMap(id => byId.get(id) ?? [])

  function linesOf(node: AccessibleNode): string[] {
    const role = node.role?.value
    const below = () => childrenOf(node).flatMap(linesOf)
    if (node.ignored || CONTAINERS.includes(role)) return below()
    if (NAMING.includes(role)) return []
    if (role === 'StaticText') return [`text: ${textOf(node.name)}`].filter(line => line !== 'text: ')
    const line = describe(node)
    if (LEAVES.includes(role)) return [line]
    const lines = below()
    // A list's entry, a term, a paragraph: with its text on its own line.
    const texts = lines.map(one => /^text: (.*)$/.exec(one)?.[1])
    if (lines.length > 0 && texts.every(text => text !== undefined)) {
      const text = texts.join(' ')
      return [text === textOf(node.name) ? line : `${line}: ${text}`]
    }
    return [line, ...lines.map(one => `  ${one}`)]
  }

  const [root] = nodes
  return root ? linesOf(root).join('\n') : ''
}

function describe({ role, name, description, value, properties = [] }: AccessibleNode): string {
  const states = STATES.flatMap(state => {
    if (state === 'level' && role?.value !== 'heading') return []
    const told = properties.find(one => one.name === state)?.value.value
    if (told === undefined || told === false || told === 'false' || told === 'off') return []
    return told === true || told === 'true' ? [state] : [`${state}=${told}`]
  })
  return [
    String(role?.value),
    textOf(name) && `"${textOf(name)}"`,
    states.length > 0 && `[${states.join(' ')}]`,
    textOf(description) && `(${textOf(description)})`,
    textOf(value) && `= ${textOf(value)}`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** Without what isolates names, and with spaces drawn together. */
const textOf = (value: { value?: unknown } | undefined): string =>
  String(value?.value ?? '')
    .replaceAll(/[\u2068\u2069]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
