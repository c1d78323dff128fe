import { expect, waitUntil } from '@open-wc/testing'
import type { ConnectWidget } from '../../widget/connect-widget.ts'
import { audit } from './audit.ts'
import {
  all,
  button,
  happen,
  hold,
  type Mounted,
  mount,
  mountIn,
  reach,
  seenBy,
  shown,
  textOf,
  told,
} from './mount.ts'
import {
  type EventDraft,
  governmentId,
  incompleteCourse,
  missingField,
  proofOfAddress,
  type Scenario,
} from './scenario.ts'

const goesOn: EventDraft[] = [
  { name: 'verification.started', verification: 'document' },
  { name: 'verification.finished', verification: 'document', status: 'passed' },
  { name: 'inquiry.completed', 'inquiry-id': 'inq_1', status: 'approved' },
  { name: 'redemption.finished', 'redemption-id': 'rdm_1' },
]

const awaiting = (inputs: Scenario['inputs'] = [], more: Scenario = {}): Scenario => ({
  status: 'awaiting-input',
  happened: incompleteCourse,
  inputs,
  goesOn,
  ...more,
})

/** A widget that asks for what is missing. */
async function collecting(inputs: Scenario['inputs'], more: Scenario = {}): Promise<Mounted> {
  const mounted = await mountIn('awaiting-input', awaiting(inputs, more))
  await shown(mounted.widget, '.asked')
  return mounted
}

const said = (widget: ConnectWidget, words: string) =>
  waitUntil(() => textOf(widget).includes(words), `"${words}" is not said`, { interval: 5, timeout: 4000 })

function control<E extends HTMLInputElement | HTMLSelectElement>(widget: ConnectWidget, name: string): E {
  const [found] = all<E>(widget, `#${name}`)
  if (!found) throw new Error(`There is no control for ${name}.`)
  return found
}

function type(widget: ConnectWidget, name: string, text: string): void {
  const found = control(widget, name)
  found.value = text
  found.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Chooses a file as a person does with the picker. */
function choose(widget: ConnectWidget, file: File, index = 0): void {
  const picker = all<HTMLInputElement>(widget, 'input[type=file]')[index]
  if (!picker) throw new Error('There is no file picker.')
  const transfer = new DataTransfer()
  transfer.items.add(file)
  picker.files = transfer.files
  picker.dispatchEvent(new Event('change', { bubbles: true }))
}

const pdf = (bytes = 2000) => new File([new Uint8Array(bytes)], 'bill.pdf', { type: 'application/pdf' })

async function jpeg(width: number, height: number): Promise<File> {
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.fillRect(0, 0, width, height)
  return new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'photo.jpg', { type: 'image/jpeg' })
}

const given = async (secret: string) =>
  (await seenBy(secret)).flatMap(({ route, body }) => (route === 'inputs' && body ? [body] : []))

describe('what is missing', () => {
  it('is asked for by name, and nothing else is', async () => {
    const { widget } = await collecting([
      missingField('birthdate', 'date'),
      missingField('phone-number', 'phone-number', { required: false }),
      proofOfAddress,
    ])
    expect(textOf(widget)).to.contain('Date of birth').and.to.contain('Proof of address')
    expect(textOf(widget)).not.to.contain('Phone number')
  })

  // Guarantee: when the last of it is there, the redemption goes on to its end with nothing more to press.
  it('goes on by itself once it is there, and the page hears of the end', async () => {
    const { widget } = await collecting([missingField('name-middle', 'text'), proofOfAddress])
    const completed = told(widget, 'connect-complete')
    type(widget, 'name-middle', 'Ada')
    choose(widget, pdf())
    expect((await completed).status).to.equal('approved')
    await reach(widget, 'complete')
    expect(textOf(widget)).to.contain('All done')
  })

  it('can be left for later: the page is told, and can come back to it', async () => {
    const { widget } = await collecting([proofOfAddress])
    const completed = told(widget, 'connect-complete')
    button(widget, 'Do this later').click()
    expect((await completed).status).to.equal('pending')
    expect(all(widget, '.asked')).to.have.length(1)
  })

  it('is listed where it cannot be asked for, and the page is told', async () => {
    const { widget } = await mount(awaiting([], { answers: { inputs: [409] } }))
    expect((await told(widget, 'connect-complete')).status).to.equal('pending')
    expect(textOf(widget)).to.contain('Proof of address')
  })

  // Guarantee: another tab, or a page that was loaded again, finds what was given, and never what it was.
  it('that was given before stays given, is not shown, and can be changed', async () => {
    const { widget, secret } = await collecting([
      missingField('name-first', 'text', { given: true }),
      proofOfAddress,
    ])
    expect(textOf(widget)).to.contain('First name Saved Change')
    button(widget, 'Change').click()
    await shown(widget, '#name-first')
    expect(control(widget, 'name-first').value).to.equal('')
    type(widget, 'name-first', 'Ada')
    await waitUntil(async () => (await given(secret)).length === 1)
  })

  it('and given in another tab is noticed here', async () => {
    const { widget, secret } = await collecting([proofOfAddress])
    const completed = told(widget, 'connect-complete')
    for (const event of goesOn) await happen(secret, event)
    expect((await completed).status).to.equal('approved')
  })
})

describe('a field', () => {
  it('has a label, and what a browser fills in', async () => {
    const names = [
      'name-first',
      'birthdate',
      'address-postal-code',
      'email-address',
      'phone-number',
      'address-country-code',
    ]
    const types = ['text', 'date', 'text', 'email-address', 'phone-number', 'country'] as const
    const { widget } = await collecting(
      names.map((name, index) => missingField(name, types[index] ?? 'text')),
    )
    const tokens = names.map(name => control(widget, name).autocomplete)
    expect(tokens).to.deep.equal(['given-name', 'bday', 'postal-code', 'email', 'tel', 'country'])
    for (const name of names) expect(control(widget, name).labels, name).to.have.length(1)
    const country = control<HTMLSelectElement>(widget, 'address-country-code')
    const codes = [...country.options].map(({ value }) => value).filter(Boolean)
    expect(codes).to.include.members(['DE', 'JP', 'XK']).and.to.not.include.members(['UK', 'EU', 'ZZ', 'SU'])
    expect(codes.length).to.be.within(245, 252)
  })

  it('is sent when it is left, and by itself', async () => {
    const { widget, secret } = await collecting([
      missingField('name-first', 'text'),
      missingField('name-last', 'text'),
    ])
    type(widget, 'name-first', '  Ada ')
    await waitUntil(async () => (await given(secret)).length === 1)
    expect(await given(secret)).to.deep.equal([{ 'fields[name-first]': 'Ada' }])
    await said(widget, 'Saved')
  })

  const wrong: [string, Parameters<typeof missingField>[1], string, string][] = [
    ['email-address', 'email-address', 'nobody', 'Enter an e-mail address'],
    ['phone-number', 'phone-number', '12', 'Enter a phone number'],
    ['income', 'number', 'much', 'Enter a number'],
    ['name-first', 'text', '   ', 'Check this entry'],
  ]
  for (const [name, kind, text, words] of wrong) {
    it(`of type ${kind} that is wrong is said so beside it, and not sent`, async () => {
      const { widget, secret } = await collecting([missingField(name, kind)])
      type(widget, name, text)
      await said(widget, words)
      const found = control(widget, name)
      expect(found.getAttribute('aria-invalid')).to.equal('true')
      const problem = widget.shadowRoot?.getElementById(found.getAttribute('aria-describedby') ?? '')
      expect(problem?.textContent).to.contain(words)
      expect(await given(secret)).to.be.empty
      expect(found.value).to.equal(text)
    })
  }

  it('that the server does not take keeps what was typed, and is sent again when it is changed', async () => {
    const more: Scenario = { answers: { inputs: [200, 422, 503, 200] } }
    const { widget, secret } = await collecting([missingField('name-first', 'text')], more)
    type(widget, 'name-first', 'A')
    await said(widget, 'Check this entry.')
    type(widget, 'name-first', 'Ad')
    await said(widget, 'That did not get through. Try again.')
    expect(control(widget, 'name-first').value).to.equal('Ad')
    type(widget, 'name-first', 'Ada')
    await reach(widget, 'complete')
    expect(await given(secret)).to.have.length(3)
  })

  it('with few choices has a button for each, with many a list', async () => {
    const options = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        value: `v${index}`,
        label: `L${index}`,
        'label-locale': null,
      }))
    const { widget, secret } = await collecting([
      missingField('purpose', 'choice', { options: options(3) }),
      missingField('trade', 'choice', { options: options(12) }),
    ])
    expect(all(widget, 'input[type=radio]')).to.have.length(3)
    expect(all(widget, 'select option')).to.have.length(13)
    all<HTMLInputElement>(widget, 'input[type=radio]')[1]?.click()
    await waitUntil(async () => (await given(secret)).length === 1)
    expect(await given(secret)).to.deep.equal([{ 'fields[purpose]': 'v1' }])
  })
})

describe('a document', () => {
  it('that is a PDF goes as it is', async () => {
    const { widget, secret } = await collecting([proofOfAddress])
    choose(widget, pdf(2000))
    await reach(widget, 'complete')
    expect(await given(secret)).to.deep.equal([
      { 'documents[proof-of-address][document]': { type: 'application/pdf', size: 2000 } },
    ])
  })

  it('can be dropped', async () => {
    const { widget, secret } = await collecting([proofOfAddress])
    const transfer = new DataTransfer()
    transfer.items.add(pdf(100))
    const [page] = all(widget, '.page')
    const over = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: transfer })
    expect(page?.dispatchEvent(over), 'the browser would open the file').to.equal(false)
    page?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }))
    await reach(widget, 'complete')
    expect(await given(secret)).to.have.length(1)
  })

  const refused: [string, () => File, string][] = [
    [
      'of another type',
      () => new File(['x'], 'a.txt', { type: 'text/plain' }),
      'This type of file is not accepted.',
    ],
    ['that is too large', () => pdf(10_000_001), 'This file is too large.'],
  ]
  for (const [what, file, words] of refused) {
    it(`${what} is refused before it is sent, and the next one can be chosen`, async () => {
      const { widget, secret } = await collecting([proofOfAddress])
      choose(widget, file())
      await said(widget, words)
      expect(await given(secret)).to.be.empty
      choose(widget, pdf())
      await reach(widget, 'complete')
    })
  }

  it('shows how much has gone while it goes, can be cancelled, and is then not there', async () => {
    const { widget, secret } = await collecting([proofOfAddress])
    await hold(secret, 'inputs')
    choose(widget, pdf(3_000_000))
    await shown(widget, 'progress')
    await waitUntil(() => all<HTMLProgressElement>(widget, 'progress')[0]?.value === 1)
    button(widget, 'Cancel').click()
    await shown(widget, 'input[type=file]')
    expect(all(widget, 'progress, .saved:not(:empty)')).to.have.length(0)
    await waitUntil(async () =>
      (await seenBy(secret)).some(({ route, aborted }) => route === 'inputs' && aborted),
    )
  })

  it('shows each picture that is given, in its own address', async () => {
    const { widget } = await collecting([governmentId, missingField('name-first', 'text')])
    all<HTMLInputElement>(widget, 'input[value=pp]')[0]?.click()
    await shown(widget, 'input[type=file]')
    choose(widget, await jpeg(900, 600))
    await said(widget, 'Saved')
    const [preview] = all<HTMLImageElement>(widget, 'img.preview')
    expect(preview?.src).to.match(/^blob:/)
    await preview?.decode()
    expect(preview?.naturalWidth).to.equal(900)
  })

  // Guarantee: what is sent is no larger than a check needs, and upright.
  it('that is a large picture is scaled down before it is sent', async () => {
    const { widget, secret } = await collecting([proofOfAddress, missingField('name-first', 'text')])
    choose(widget, await jpeg(6000, 3000))
    await said(widget, 'Saved')
    const [preview] = all<HTMLImageElement>(widget, 'img.preview')
    await preview?.decode()
    expect([preview?.naturalWidth, preview?.naturalHeight]).to.deep.equal([2400, 1200])
    const [sent] = await given(secret)
    expect(JSON.stringify(sent)).to.contain('image/jpeg')
  })

  it('of identity is asked which one it is, and has the pages of that one', async () => {
    const { widget, secret } = await collecting([governmentId, missingField('name-first', 'text')])
    expect(all(widget, '.page')).to.have.length(0)
    all<HTMLInputElement>(widget, 'input[value=id]')[0]?.click()
    await waitUntil(() => all(widget, '.page').length === 2)
    choose(widget, await jpeg(900, 600), 1)
    await said(widget, 'Saved')
    const [sent] = await given(secret)
    expect(sent).to.have.all.keys('documents[government-id][id-class]', 'documents[government-id][back]')
    all<HTMLInputElement>(widget, 'input[value=pp]')[0]?.click()
    await waitUntil(() => all(widget, '.page').length === 1)
  })
})

describe('the camera', () => {
  const lens = (widget: ConnectWidget) => all<HTMLVideoElement>(widget, 'video')[0]

  it('is on only from the click to the picture, which the person looks at before it goes', async () => {
    const { widget, secret } = await collecting([proofOfAddress])
    expect(lens(widget)).to.equal(undefined)
    button(widget, 'Take a photo').click()
    await shown(widget, 'video')
    const stream = lens(widget)?.srcObject
    if (!(stream instanceof MediaStream)) throw new Error('There is no stream.')
    await waitUntil(() => (lens(widget)?.videoWidth ?? 0) > 0)
    button(widget, 'Take photo').click()
    await shown(widget, 'img.preview')
    expect(stream.getTracks().map(({ readyState }) => readyState)).to.deep.equal(['ended'])
    expect(await given(secret)).to.be.empty
    button(widget, 'Use it').click()
    await reach(widget, 'complete')
    expect(JSON.stringify(await given(secret))).to.contain('image/jpeg')
  })

  it('goes off when it is cancelled, and when the widget is taken from the page', async () => {
    for (const end of [
      (widget: ConnectWidget) => button(widget, 'Cancel').click(),
      (widget: ConnectWidget) => widget.remove(),
    ]) {
      const { widget } = await collecting([proofOfAddress])
      button(widget, 'Take a photo').click()
      await shown(widget, 'video')
      const stream = lens(widget)?.srcObject
      end(widget)
      await waitUntil(
        () =>
          stream instanceof MediaStream && stream.getTracks().every(track => track.readyState === 'ended'),
      )
    }
  })

  it('that may not be used leads back to the files, in words', async () => {
    const { widget } = await collecting([proofOfAddress])
    const { mediaDevices } = navigator
    const own = mediaDevices.getUserMedia
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))
    try {
      button(widget, 'Take a photo').click()
      await said(widget, 'The camera cannot be used here. Choose a file instead.')
      choose(widget, pdf())
      await reach(widget, 'complete')
    } finally {
      mediaDevices.getUserMedia = own
    }
  })
})

describe('the collection', () => {
  it('keeps nobody out', async () => {
    const { widget } = await collecting([
      missingField('name-first', 'text'),
      missingField('birthdate', 'date'),
      missingField('address-country-code', 'country'),
      governmentId,
      proofOfAddress,
    ])
    all<HTMLInputElement>(widget, 'input[value=pp]')[0]?.click()
    await waitUntil(() => all(widget, '.page').length === 2)
    type(widget, 'name-first', ' ')
    await said(widget, 'Check this entry.')
    expect(await audit(widget)).to.deep.equal([])
  })

  // Guarantee: nothing that was typed is kept in the browser.
  it('keeps nothing in the browser', async () => {
    const { widget, secret } = await collecting([missingField('name-first', 'text'), proofOfAddress])
    type(widget, 'name-first', 'Ada')
    await waitUntil(async () => (await given(secret)).length === 1)
    const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])
    expect(kept).not.to.contain('Ada')
  })
})
