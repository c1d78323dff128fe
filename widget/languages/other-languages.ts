/** Every language there is besides English, by its primary subtag. As one text it is the smallest. */
export const OTHER_LANGUAGES: readonly string[] = 'de fr es it pt nl pl ar ja'.split(' ')
