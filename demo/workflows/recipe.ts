import { readFileSync } from 'node:fs'
import { type WorkflowDocument, workflowDocument } from '../../server/workflows/document.ts'

/** A recipe of docs/recipes, with its placeholders filled in. */
export function recipe(name: string, values: Readonly<Record<string, string>>): WorkflowDocument {
  const text = readFileSync(new URL(`../../docs/recipes/${name}.json`, import.meta.url), 'utf8')
  const filled: unknown = JSON.parse(text.replace(/[A-Z]+_[A-Z_]+/g, word => values[word] ?? word))
  return workflowDocument.parse(filled)
}

/** The same where there is nobody to call. */
export const withoutCalls = (document: WorkflowDocument): WorkflowDocument => ({
  ...document,
  steps: document.steps.filter(({ type }) => type !== 'call'),
})
