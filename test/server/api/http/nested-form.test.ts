import { describe, expect, it } from 'vitest'
import { nestedForm } from '../../../../server/api/http/nested-form.ts'

const formOf = (parts: [string, string | Blob][]): FormData => {
  const form = new FormData()
  for (const [name, content] of parts) form.append(name, content)
  return form
}

describe('a form', () => {
  // Guarantee: it says what the JSON body would have said.
  it('is the object that its parts are named after', async () => {
    const form = formOf([
      ['data[attributes][name-first]', 'Jane'],
      ['data[attributes][fields][address][street-1]', '1 Main St'],
      ['data[attributes][tags][]', 'a'],
      ['data[attributes][tags][]', 'b'],
      ['meta[upsert-by]', 'reference-id'],
    ])
    expect(await nestedForm(form)).toEqual({
      data: {
        attributes: {
          'name-first': 'Jane',
          fields: { address: { 'street-1': '1 Main St' } },
          tags: ['a', 'b'],
        },
      },
      meta: { 'upsert-by': 'reference-id' },
    })
  })

  it('has files in base64, without the names that somebody has given them', async () => {
    const file = new File([new Uint8Array([0, 255, 1])], 'Jane Doe.jpg')
    expect(await nestedForm(formOf([['photo[data]', file]]))).toEqual({ photo: { data: { data: 'AP8B' } } })
  })

  it('is empty where it has no parts', async () => {
    expect(await nestedForm(formOf([]))).toEqual({})
  })

  // Guarantee: of two that contradict each other none is picked, and a name reaches nothing that it should not.
  it.each<[string, [string, string][]]>([
    [
      'says a text twice',
      [
        ['a[b]', '1'],
        ['a[b]', '2'],
      ],
    ],
    [
      'has a text where another part has an object',
      [
        ['a', '1'],
        ['a[b]', '2'],
      ],
    ],
    ['has a name that does not end', [['a[b', '1']]],
    ['has a name with something behind it', [['a[b]c', '1']]],
    ['has a name that goes too deep', [[`a${'[b]'.repeat(8)}`, '1']]],
    ['has a name of signs', [['a.b', '1']]],
  ])('is refused where it %s', async (_what, parts) => {
    await expect(nestedForm(formOf(parts))).rejects.toMatchObject({ code: 'bad_request' })
  })

  it('changes no object but its own', async () => {
    const body = await nestedForm(
      formOf([
        ['__proto__[polluted]', 'yes'],
        ['constructor[prototype][x]', 'y'],
      ]),
    )
    expect(Object.keys(Object(body))).toEqual(['__proto__', 'constructor'])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(Reflect.get({}, 'x')).toBeUndefined()
  })
})
