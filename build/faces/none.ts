/** In place of modules that nothing here may use: another backend of tfjs, and a client that fetches from a network. */
export default function none(): never {
  throw new Error('This build fetches nothing.')
}
