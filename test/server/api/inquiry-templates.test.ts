import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankStandard, bankStrict } from '../../../demo/sandbox/templates.ts'
import type { TemplateDocument } from '../../../server/connect/template.ts'
import { newId } from '../../../server/ids.ts'
import { embeddedVerifiers } from '../../../server/verification/registry.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'

/** A server that has no verifier for a kind, whatever this one is built with. */
const verifiers = new Map([...embeddedVerifiers].filter(([kind]) => kind !== 'selfie'))

let server: TestServer
beforeAll(async () => {
  server = await startServer({ verifiers })
})
afterAll(() => server.close())

const name = 'Savings account'
const create = (document: unknown) =>
  server.asDestination('POST', '/inquiry-templates', attributes({ name, document }))

const created = async (document: TemplateDocument = bankStandard) => {
  const answer = await create(document)
  expect(answer.status, answer.text).toBe(201)
  return answer.json.data
}

const publish = (id: string, document: unknown) =>
  server.asDestination('POST', `/inquiry-templates/${id}/versions`, attributes({ document }))

const versionOf = (template: { relationships: { 'latest-published-version': { data: { id: string } } } }) =>
  template.relationships['latest-published-version'].data.id

const newInquiry = async (templateId: string) =>
  (await server.asDestination('POST', '/inquiries', attributes({ 'inquiry-template-id': templateId }))).json
    .data

const withVerification = (verification: object) => ({ ...bankStandard, verifications: [verification] })

describe('a template', () => {
  it('is created with its first version, and can be used at once', async () => {
    const template = await created()
    expect(template.attributes).toMatchObject({ name, status: 'active', document: bankStandard })
    const path = `/inquiry-templates/${template.id}`
    const answer = await server.asDestination('GET', `${path}?include=latest-published-version`)
    expect(answer.json.data).toEqual(template)
    expect(answer.json.included[0]).toMatchObject({
      type: 'inquiry-template-version',
      id: versionOf(template),
      attributes: { 'name-display': name, status: 'published', live: true, document: bankStandard },
    })
    const inquiry = await newInquiry(template.id)
    expect(inquiry.relationships['inquiry-template-version'].data.id).toBe(versionOf(template))
  })

  // Guarantee: a client of the published API reads each field in the published words, whatever type it has here.
  it('shows its fields as published, and holds inquiries to them', async () => {
    const options = [
      { value: 'a', label: 'First', translations: [{ locale: 'de', label: 'Erste' }] },
      { value: 'b', label: 'Second' },
    ]
    const field = (key: string, type: TemplateDocument['fields'][number]['type'], more = {}) => ({
      key,
      type,
      label: key,
      required: true,
      ...more,
    })
    const fields = [
      field('rank', 'choice', { options }),
      field('birthplace', 'country'),
      field('phone', 'phone-number'),
      field('income', 'number'),
      field('nickname', 'string', { 'max-length': 3 }),
    ]
    const template = await created({ ...bankStandard, fields })
    const config = { required: true, 'archived-at': null, 'deactivated-at': null }
    expect(template.attributes['field-schemas']).toEqual([
      {
        key: 'rank',
        type: 'choices',
        label: 'rank',
        config: { ...config, options: ['a', 'b'], 'option-labels': ['First', 'Second'] },
      },
      { key: 'birthplace', type: 'string', label: 'birthplace', config },
      { key: 'phone', type: 'string', label: 'phone', config },
      { key: 'income', type: 'number', label: 'income', config },
      { key: 'nickname', type: 'string', label: 'nickname', config },
    ])
    const withFields = (values: Record<string, string>) =>
      server.asDestination(
        'POST',
        '/inquiries',
        attributes({ 'inquiry-template-id': template.id, fields: values }),
      )
    const good = await withFields({
      rank: 'a',
      birthplace: 'AT',
      phone: '+43 1 58858',
      income: '1.5',
      nickname: 'Zoë',
    })
    expect(good.json.data.attributes.fields).toEqual({
      rank: { type: 'choices', value: 'a' },
      birthplace: { type: 'string', value: 'AT' },
      phone: { type: 'string', value: '+43158858' },
      income: { type: 'number', value: '1.5' },
      nickname: { type: 'string', value: 'Zoë' },
    })
    for (const [key, value] of Object.entries({
      rank: 'c',
      birthplace: 'Austria',
      income: 'much',
      nickname: 'Zoey',
    })) {
      const answer = await withFields({ [key]: value })
      expect([answer.status, answer.json.errors[0].details]).toEqual([
        422,
        expect.stringMatching(new RegExp(`^data\\.attributes\\.fields\\.${key} must (be|have) `)),
      ])
    }
  })

  it('is its owner’s alone', async () => {
    const template = await created()
    const status = async (method: string, path: string, body?: unknown) =>
      (await server.asSource(method, path, body)).status
    const body = attributes({ document: bankStandard })
    expect(await status('GET', `/inquiry-templates/${template.id}`)).toBe(404)
    expect(await status('POST', `/inquiry-templates/${template.id}/versions`, body)).toBe(404)
    const versions = `/inquiry-template-versions?filter[inquiry-template-id]=${template.id}`
    expect(await status('GET', versions)).toBe(404)
    expect((await server.asDestination('GET', versions)).json.data).toHaveLength(1)
  })
})

describe('a template document', () => {
  const twice = [bankStandard.fields[0], bankStandard.fields[0]]
  const field = { key: 'name-first', type: 'string', label: 'First name' }

  // Guarantee: whoever writes a document is told the place of every mistake.
  it.each<[string, unknown, string]>([
    ['a field’s name', { ...bankStandard, fields: [{ ...field, key: 'Name' }] }, 'fields.0.key is not valid'],
    [
      'a field’s type',
      { ...bankStandard, fields: [field, { ...field, type: 'int' }] },
      'fields.1.type must be',
    ],
    ['a field that is there twice', { ...bankStandard, fields: twice }, 'fields.1.key is there twice'],
    [
      'a kind of document that is there twice',
      { ...bankStandard, documents: [{ kind: 'selfie' }, { kind: 'selfie' }] },
      'documents.1.kind is there twice',
    ],
    ['a kind of verification', withVerification({ kind: 'palm' }), 'verifications.0.kind must be one of'],
    [
      'a decision',
      { ...bankStandard, decision: { passed: 'maybe', failed: 'declined' } },
      'decision.passed must',
    ],
    ['what is missing', { ...bankStandard, decision: undefined }, 'decision is missing'],
    ['nothing but a word', 'none', 'document must be an object'],
  ])('is refused for %s, which is named', async (_what, document, complaint) => {
    const answer = await create(document)
    expect(answer.status).toBe(400)
    expect(answer.json.errors[0].details).toContain(complaint)
  })

  // Guarantee: no template is accepted that no person could ever pass.
  it('is refused where it wants what this server does not verify', async () => {
    const details = (answer: { json: { errors: { details: string }[] } }) =>
      answer.json.errors.map(error => error.details)
    const unknownKind = await create(withVerification({ kind: 'selfie' }))
    expect(unknownKind.status).toBe(422)
    expect(details(unknownKind)).toEqual([
      'data.attributes.document.verifications.0.kind: this server does not verify selfie',
    ])
    const checks = [
      { name: 'id_expired_detection', required: true },
      { name: 'id_aura_detection', required: true },
    ]
    const unknownCheck = await create(withVerification({ kind: 'government-id', checks }))
    expect(unknownCheck.status).toBe(422)
    expect(details(unknownCheck)).toEqual([
      'data.attributes.document.verifications.0.checks.1.name is not a check of government-id',
    ])
    const { id } = await created()
    expect((await publish(id, withVerification({ kind: 'selfie' }))).status).toBe(422)
  })
})

describe('a new version of a template', () => {
  // Guarantee: an inquiry is run by the rules under which it began.
  it('is what new inquiries use; those that have begun keep theirs', async () => {
    const template = await created()
    const begun = await newInquiry(template.id)
    const version = (await publish(template.id, bankStrict)).json.data
    expect(version.attributes).toMatchObject({ live: true, document: bankStrict })
    const later = await newInquiry(template.id)
    const again = (await server.asDestination('GET', `/inquiries/${begun.id}`)).json.data
    expect(later.relationships['inquiry-template-version'].data.id).toBe(version.id)
    expect(again.relationships['inquiry-template-version'].data.id).toBe(versionOf(template))
  })

  it('is listed before the earlier ones, which stay as they were', async () => {
    const template = await created()
    const version = (await publish(template.id, bankStrict)).json.data
    const { data } = (
      await server.asDestination(
        'GET',
        `/inquiry-template-versions?filter[inquiry-template-id]=${template.id}`,
      )
    ).json
    const seen = data.map((one: { id: string; attributes: { live: boolean; document: unknown } }) => [
      one.id,
      one.attributes.live,
      one.attributes.document,
    ])
    expect(seen).toEqual([
      [version.id, true, bankStrict],
      [versionOf(template), false, bankStandard],
    ])
  })

  it('is of a template that is there', async () => {
    expect((await publish(newId('inquiry-template'), bankStandard)).status).toBe(404)
    expect((await server.asDestination('GET', '/inquiry-template-versions')).status).toBe(400)
  })
})

describe('a dry run', () => {
  const dryRun = async (inquiryId: string, document: TemplateDocument) => {
    const { id } = (await server.asSource('POST', '/inquiry-templates', attributes({ name, document }))).json
      .data
    return server.asSource(
      'POST',
      `/inquiry-templates/${id}/dry-run`,
      attributes({ 'inquiry-id': inquiryId }),
    )
  }

  it('says that nothing would be missing', async () => {
    const answer = await dryRun(await server.inquiryOf('complete'), bankStrict)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.json.data.attributes).toMatchObject({ missing: [] })
    expect(answer.json.data.attributes.available).toContain('proof-of-address')
  })

  it('says what would be missing', async () => {
    const answer = await dryRun(await server.inquiryOf('no-proof-of-address'), bankStrict)
    expect(answer.json.data.attributes.missing).toEqual([{ kind: 'document', name: 'proof-of-address' }])
    expect(answer.json.data.attributes.available).not.toContain('proof-of-address')
  })

  // Guarantee: what it says is what a redemption then does.
  it.each([
    ['complete', 'approved'],
    ['expired-document', 'needs_review'],
  ] as const)('says how the inquiry of somebody who is %s would end, and why', async (key, outcome) => {
    const { attributes: run } = (await dryRun(await server.inquiryOf(key), bankStandard)).json.data
    expect(run.outcome).toBe(outcome)
    const [{ kind, status, checks }] = run.verifications
    expect([kind, status]).toEqual(['government-id', outcome === 'approved' ? 'passed' : 'failed'])
    const failed = checks.filter((one: { status: string }) => one.status === 'failed')
    expect(failed.length > 0).toBe(outcome !== 'approved')
  })

  it('says that the person would be asked', async () => {
    const answer = await dryRun(await server.inquiryOf('no-proof-of-address'), bankStrict)
    expect(answer.json.data.attributes.outcome).toBe('awaiting-input')
  })

  it('says that the person would be asked for a code, and sends none', async () => {
    const phone = { kind: 'phone-number' as const, required: true, checks: [], 'confirmation-code': true }
    const document = { ...bankStandard, verifications: [phone] }
    const answer = await dryRun(await server.inquiryOf('complete'), document)
    expect(answer.json.data.attributes).toMatchObject({
      missing: [{ kind: 'code', name: 'phone-number' }],
      verifications: [],
      outcome: 'awaiting-input',
    })
  })

  // Guarantee: what no data type names does not travel, so it is missing although the inquiry has it.
  it('does not count what cannot travel', async () => {
    const shoe = { key: 'shoe-size', type: 'string' as const, label: 'Shoe size', required: true }
    const document = { ...bankStandard, fields: [shoe], documents: [], verifications: [] }
    const own = (await server.asSource('POST', '/inquiry-templates', attributes({ name, document }))).json
      .data
    const inquiry = await server.asSource(
      'POST',
      '/inquiries',
      attributes({ 'inquiry-template-id': own.id, fields: { 'shoe-size': '42' } }),
    )
    expect(inquiry.json.data.attributes.fields['shoe-size'].value).toBe('42')
    const answer = await dryRun(inquiry.json.data.id, document)
    expect(answer.json.data.attributes).toEqual({
      available: [],
      missing: [{ kind: 'field', name: 'shoe-size' }],
      verifications: [],
      outcome: 'awaiting-input',
    })
  })

  // Guarantee: it is about the caller's own inquiries, and leaves no trace and no value.
  it('tells nothing of another organization’s inquiry, writes nothing and shows no value', async () => {
    const mine = await server.inquiryOf('complete')
    const { id } = await created()
    const body = attributes({ 'inquiry-id': mine })
    expect((await server.asDestination('POST', `/inquiry-templates/${id}/dry-run`, body)).status).toBe(404)

    const before = (await server.asSource('GET', `/inquiries/${mine}`)).json.data
    const answer = await dryRun(mine, bankStrict)
    expect((await server.asSource('GET', `/inquiries/${mine}`)).json.data).toEqual(before)
    expect(answer.text).not.toContain(before.attributes.fields['name-last'].value)
  })
})
