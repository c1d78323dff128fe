import { createApp, defineComponent, shallowRef } from 'vue'
import '../../../widget/define.ts'
import { type Given, hear, place } from './app.ts'

const given = shallowRef<Given>()

const Page = defineComponent({
  setup: () => ({ given, hear }),
  template: `
    <connect-widget name="inquiry-id" :server="given.server" :clientSecret="given.clientSecret" :share-token="given.shareToken"
      @connect-ready="hear" @connect-complete="hear" @connect-error="hear" />
  `,
})

function mount() {
  const app = createApp(Page)
  app.config.compilerOptions.isCustomElement = tag => tag.startsWith('connect-')
  app.mount(place())
  return app
}

let app: ReturnType<typeof mount> | null = null
window.app = {
  show(next) {
    given.value = next
    app ??= mount()
  },
  leave() {
    app?.unmount()
    app = null
  },
}
