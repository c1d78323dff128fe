/** Marks a template string as a sheet, for editors and for the build, which takes its layout out. */
export const css = String.raw
