import { z } from 'zod'

/** A list in which no two entries go by the same name: the second one would never be asked for. */
export const distinct = <Name extends string, Item extends z.ZodType<Record<Name, string>>>(
  item: Item,
  property: Name,
  most: number,
) =>
  z
    .array(item)
    .max(most)
    .superRefine((list, context) => {
      const names = list.map(one => one[property])
      for (const [index, name] of names.entries()) {
        if (names.indexOf(name) === index) continue
        context.addIssue({ code: 'custom', path: [index, property], message: 'is there twice' })
      }
    })
