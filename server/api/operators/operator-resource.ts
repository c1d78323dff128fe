import { z } from 'zod'
import { iso } from '../../clock.ts'
import { ROLES } from '../../connect/role.ts'
import type { Operator } from '../../store/operators.ts'
import { type Resource, resourceSchema, time } from '../http/document.ts'

const kept = { role: z.enum(ROLES), 'created-at': time, 'updated-at': time }

export const operatorSchema = resourceSchema(
  z.literal('operator'),
  { name: z.string(), email: z.string(), ...kept },
  {},
)

/** Who was removed, of whom nothing personal is told any more. */
export const removedOperatorSchema = resourceSchema(z.literal('operator'), kept, {})

export const operatorResource = (operator: Operator): Resource => ({
  type: 'operator',
  id: operator.id,
  attributes: { name: operator.name, email: operator.email, ...keptOf(operator) },
})

export const removedOperatorResource = (operator: Pick<Operator, 'id' | keyof KeptOf>): Resource => ({
  type: 'operator',
  id: operator.id,
  attributes: keptOf(operator),
})

type KeptOf = Pick<Operator, 'role' | 'createdAt' | 'updatedAt'>

const keptOf = ({ role, createdAt, updatedAt }: KeptOf) => ({
  role,
  'created-at': iso(createdAt),
  'updated-at': iso(updatedAt),
})
