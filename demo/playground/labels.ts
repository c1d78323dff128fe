/** A label in English with the same in the widget's other languages, as a template has it. */
const labelled = (label: string, others: Readonly<Record<string, string>>) => ({
  label,
  translations: Object.entries(others).map(([locale, text]) => ({ locale, label: text })),
})

/** What no standard field is about, so that the widget has no words of its own for it. */
export const occupation = {
  ...labelled('What do you do?', {
    ar: 'ماذا تعمل؟',
    de: 'Was machen Sie beruflich?',
    es: '¿A qué se dedica?',
    fr: 'Que faites-vous ?',
    it: 'Di che cosa si occupa?',
    ja: 'ご職業',
    nl: 'Wat doet u?',
    pl: 'Czym się Pan/Pani zajmuje?',
    pt: 'O que faz?',
  }),
  options: [
    {
      value: 'employed',
      ...labelled('I am employed', {
        ar: 'أعمل موظفًا',
        de: 'Ich bin angestellt',
        es: 'Trabajo por cuenta ajena',
        fr: 'Je suis salarié',
        it: 'Lavoro come dipendente',
        ja: '会社員',
        nl: 'Ik ben in loondienst',
        pl: 'Pracuję na etacie',
        pt: 'Trabalho por conta de outrem',
      }),
    },
    {
      value: 'self-employed',
      ...labelled('I work for myself', {
        ar: 'أعمل لحسابي الخاص',
        de: 'Ich bin selbstständig',
        es: 'Trabajo por cuenta propia',
        fr: 'Je travaille à mon compte',
        it: 'Lavoro in proprio',
        ja: '自営業',
        nl: 'Ik ben zelfstandige',
        pl: 'Pracuję na własny rachunek',
        pt: 'Trabalho por conta própria',
      }),
    },
    {
      value: 'none',
      ...labelled('I do not work at the moment', {
        ar: 'لا أعمل حاليًا',
        de: 'Ich arbeite zurzeit nicht',
        es: 'No trabajo por ahora',
        fr: 'Je ne travaille pas en ce moment',
        it: 'Al momento non lavoro',
        ja: '現在は働いていない',
        nl: 'Ik werk op dit moment niet',
        pl: 'Obecnie nie pracuję',
        pt: 'Não trabalho neste momento',
      }),
    },
  ],
}

export const income = labelled('Income in a year', {
  ar: 'الدخل السنوي',
  de: 'Jahreseinkommen',
  es: 'Ingresos anuales',
  fr: 'Revenu annuel',
  it: 'Reddito annuo',
  ja: '年収',
  nl: 'Jaarinkomen',
  pl: 'Roczny dochód',
  pt: 'Rendimento anual',
})
