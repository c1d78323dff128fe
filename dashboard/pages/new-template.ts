import { html } from 'lit'
import { textField } from '../elements/fields.ts'
import '../elements/template-editor.ts'
import type { TemplateDocument } from '../elements/template-editor.ts'
import { toast } from '../elements/toast.ts'
import { Page } from '../shell/page.ts'
import { goTo } from '../shell/router.ts'
import { head } from '../templates/head.ts'

const BEGINNING: TemplateDocument = {
  fields: [
    { key: 'name-first', type: 'string', label: 'First name', required: true },
    { key: 'name-last', type: 'string', label: 'Last name', required: true },
  ],
  documents: [],
  verifications: [],
  decision: { passed: 'approved', failed: 'needs_review' },
  'retention-days': null,
}

/** A template that is not there yet. */
export class NewTemplatePage extends Page {
  protected override render() {
    return html`<section class="page">
      ${head({ trail: { href: this.dash.at('/templates'), title: 'Templates' }, title: 'New template' })}
      <div class="panel">${textField({ label: 'Name of the template', name: 'template-name', required: true })}</div>
      <template-editor .document=${BEGINNING} .mayPublish=${this.dash.may('administer')} .publish=${this.create}></template-editor>
    </section>`
  }

  private readonly create = async (document: TemplateDocument) => {
    const name =
      this.querySelector<HTMLElement & { value: string }>('wa-input[name=template-name]')?.value ?? ''
    const { data } = await this.dash.client.inquiryTemplates.create({ name, document })
    toast('Template created')
    goTo(this.dash.at(`/templates/${data.id}`))
  }
}
