import { drawable } from './document.ts'
import type { Holder } from './holder.ts'
import type { Plan } from './plan.ts'

/** What comes with a specimen's pictures: the person's fields, and what a source has read of the document. */
export interface SpecimenEvidence {
  fields: Record<string, string>
  /** The class only, where the person took the pictures themselves. */
  attributes: Record<string, string | string[]>
}

export function evidenceOf({ claimed, layout, shared, zone }: Plan): SpecimenEvidence {
  const fields = {
    'name-first': claimed.nameFirst,
    'name-last': claimed.nameLast,
    birthdate: claimed.birthdate,
  }
  const idClass = { 'id-class': layout.idClass }
  if (!shared) return { fields, attributes: idClass }
  return { fields, attributes: { ...idClass, ...readOf(claimed, layout.state), mrz: [...zone] } }
}

function readOf(holder: Holder, state: Plan['layout']['state']): Record<string, string> {
  const { attributes } = drawable(holder, state === 'USA' ? 'SWE' : state, [])
  const { nationality: _, ...read } = attributes
  return read
}
