// What a script tag loads: it registers <connect-widget>. The classic file leaves `Connect.open` behind, the module an
// export of that name.
// biome-ignore lint/performance/noBarrelFile: it is the build's entry, and nobody imports it.
export { open } from './open.ts'
