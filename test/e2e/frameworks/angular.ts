import '@angular/compiler'
import {
  type ApplicationRef,
  Component,
  CUSTOM_ELEMENTS_SCHEMA,
  provideZonelessChangeDetection,
  signal,
} from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import '../../../widget/define.ts'
import { type Given, hear, place } from './app.ts'

const given = signal<Given>({ server: '', clientSecret: '', shareToken: '' })

class Page {
  readonly given = given
  readonly hear = hear
}

// By hand, since a decorator's syntax is not erasable.
const Root = Component({
  selector: '[data-page]',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <connect-widget name="inquiry-id" [server]="given().server" [clientSecret]="given().clientSecret"
      [attr.share-token]="given().shareToken"
      (connect-ready)="hear($event)" (connect-complete)="hear($event)" (connect-error)="hear($event)" />
  `,
})(Page)

let app: Promise<ApplicationRef> | null = null
window.app = {
  show(next) {
    given.set(next)
    if (app) return
    const root = document.createElement('div')
    root.dataset.page = ''
    place().append(root)
    app = bootstrapApplication(Root, { providers: [provideZonelessChangeDetection()] })
  },
  leave() {
    void app?.then(ref => ref.destroy())
    app = null
  },
}
