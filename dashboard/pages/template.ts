import { html, nothing } from 'lit'
import '../elements/dry-run-panel.ts'
import '../elements/template-editor.ts'
import type { TemplateDocument } from '../elements/template-editor.ts'
import { toast } from '../elements/toast.ts'
import type { InquiryTemplate } from '../shell/api-types.ts'
import { ObjectPage } from '../shell/object-page.ts'
import { facts } from '../templates/facts.ts'
import { head } from '../templates/head.ts'
import { identifier } from '../templates/identifier.ts'

/** One template: its latest version to be edited, and what it would be missing from a partner or an inquiry. */
export class TemplatePage extends ObjectPage<InquiryTemplate> {
  protected override readonly what = 'Template'

  protected override async read(id: string, signal: AbortSignal) {
    return (await this.dash.client.inquiryTemplates.retrieve(id, { signal })).data
  }

  protected override draw({ id, attributes, relationships }: InquiryTemplate) {
    const { document } = attributes
    return html`
      ${head({
        trail: { href: this.dash.at('/templates'), title: 'Templates' },
        title: attributes.name,
        words: 'What you publish is a new version; inquiries that there are keep theirs.',
      })}
      <div class="columns">
        <div>
          ${
            document === undefined
              ? nothing
              : html`<template-editor
                .document=${document}
                .mayPublish=${this.dash.may('administer')}
                .publish=${(changed: TemplateDocument) => this.publish(changed)}
              ></template-editor>`
          }
        </div>
        <div>
          <div class="panel">
            ${facts([
              ['Template', identifier(id)],
              ['Version', identifier(relationships?.['latest-published-version'].data?.id ?? '')],
            ])}
          </div>
          <dry-run-panel .dash=${this.dash} .templateId=${id}></dry-run-panel>
        </div>
      </div>
    `
  }

  private async publish(document: TemplateDocument) {
    await this.dash.client.inquiryTemplates.publish(this.objectId, { document })
    toast('Version published')
    await this.object.run()
  }
}
