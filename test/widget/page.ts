import { executeServerCommand } from '@web/test-runner-commands'

/** The page's accessibility tree, as the browser hands it to a screen reader (accessible-tree.ts says how it reads). */
export const accessibleTree = (): Promise<string> => executeServerCommand('accessible-tree')

/** What the system tells the page of the person's wishes; what is not named is as it was without this. */
export async function emulate(features: {
  'forced-colors'?: 'active'
  'prefers-color-scheme'?: 'light' | 'dark'
  'prefers-reduced-motion'?: 'reduce'
}): Promise<void> {
  await executeServerCommand('media-features', features)
}
