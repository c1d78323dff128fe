import { mount, unmount } from 'svelte'
import { writable } from 'svelte/store'
import '../../../widget/define.ts'
import { type Given, hear, place } from './app.ts'
import Page from './Page.svelte'

const given = writable<Given>()

let page: ReturnType<typeof mount> | null = null
window.app = {
  show(next) {
    given.set(next)
    page ??= mount(Page, { target: place(), props: { given, hear } })
  },
  leave() {
    if (page) void unmount(page)
    page = null
  },
}
