import { isId } from '../ids.ts'
import { reference } from './http/document.ts'

/** Who has made something: an API key, or one of the organization's people at the dashboard. */
export const creatorOf = (id: string) => reference(isId('operator', id) ? 'operator' : 'api-key', id)
