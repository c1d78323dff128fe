/** Whether what somebody searches for is in a name, whatever its capitals and accents. */
export const isIn = (text: string, name: string): boolean => folded(name).includes(folded(text))

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
