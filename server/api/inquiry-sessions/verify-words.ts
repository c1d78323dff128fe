import type { Request } from 'express'

/** What the page of a one-time link says; the rest is the widget's. */
export interface VerifyWords {
  direction: 'ltr' | 'rtl'
  title(organization: string): string
  missing: string
  once: string
  start: string
  /** Nothing is awaited now. */
  nothing(organization: string): string
  stillGood: string
  over: string
  askAgain: string
  /** The person leaves the rest for later. */
  later: string
  failed: string
  script: string
}

const en: VerifyWords = {
  direction: 'ltr',
  title: organization => `${organization} asks you to verify your identity`,
  missing: 'Something is still missing. Add it here: what is already there is not asked for again.',
  once: 'This link opens once. Keep the page open until you are done.',
  start: 'Continue',
  nothing: organization =>
    `There is nothing to add here now: this page takes what is missing after details have been shared with ${organization}. Please go back to ${organization} and go on from there.`,
  stillGood: 'The link has not been used up: it can be opened again.',
  over: 'This link does not work any more',
  askAgain: 'It opens once, and for a limited time. Please ask whoever sent it to you for a new one.',
  later:
    'What you have given is kept. You can go on here while this page is open; after that, ask for a new link.',
  failed: 'That did not work. Please try again.',
  script: 'This page needs JavaScript.',
}

const de: VerifyWords = {
  direction: 'ltr',
  title: organization => `${organization} bittet Sie, Ihre Identität zu bestätigen`,
  missing: 'Es fehlt noch etwas. Ergänzen Sie es hier: Was schon da ist, wird nicht noch einmal verlangt.',
  once: 'Dieser Link lässt sich einmal öffnen. Lassen Sie die Seite offen, bis Sie fertig sind.',
  start: 'Weiter',
  nothing: organization =>
    `Hier ist jetzt nichts zu ergänzen: Diese Seite nimmt entgegen, was noch fehlt, nachdem Angaben mit ${organization} geteilt wurden. Bitte kehren Sie zu ${organization} zurück und machen Sie dort weiter.`,
  stillGood: 'Der Link ist nicht verbraucht: Er lässt sich wieder öffnen.',
  over: 'Dieser Link funktioniert nicht mehr',
  askAgain:
    'Er lässt sich einmal und nur für begrenzte Zeit öffnen. Bitten Sie den Absender um einen neuen Link.',
  later:
    'Was Sie angegeben haben, ist gespeichert. Solange diese Seite offen ist, können Sie hier weitermachen; danach bitten Sie um einen neuen Link.',
  failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  script: 'Diese Seite braucht JavaScript.',
}

const fr: VerifyWords = {
  direction: 'ltr',
  title: organization => `${organization} vous demande de vérifier votre identité`,
  missing: 'Il manque encore quelque chose. Ajoutez-le ici : ce qui est déjà fourni n’est pas redemandé.',
  once: 'Ce lien ne s’ouvre qu’une fois. Gardez la page ouverte jusqu’à ce que vous ayez terminé.',
  start: 'Continuer',
  nothing: organization =>
    `Il n’y a rien à ajouter ici pour l’instant : cette page recueille ce qui manque une fois que des données ont été partagées avec ${organization}. Retournez chez ${organization} et continuez à partir de là.`,
  stillGood: 'Le lien n’a pas été utilisé : il peut être ouvert à nouveau.',
  over: 'Ce lien ne fonctionne plus',
  askAgain:
    'Il ne s’ouvre qu’une fois et pour une durée limitée. Demandez-en un nouveau à la personne qui vous l’a envoyé.',
  later:
    'Ce que vous avez fourni est conservé. Vous pouvez continuer ici tant que cette page est ouverte ; ensuite, demandez un nouveau lien.',
  failed: 'Cela n’a pas fonctionné. Veuillez réessayer.',
  script: 'Cette page a besoin de JavaScript.',
}

const es: VerifyWords = {
  direction: 'ltr',
  title: organization => `${organization} le pide que verifique su identidad`,
  missing: 'Todavía falta algo. Añádalo aquí: lo que ya está no se vuelve a pedir.',
  once: 'Este enlace se abre una sola vez. Mantenga la página abierta hasta que termine.',
  start: 'Continuar',
  nothing: organization =>
    `Ahora no hay nada que añadir aquí: esta página recoge lo que falta después de que se hayan compartido datos con ${organization}. Vuelva a ${organization} y continúe desde allí.`,
  stillGood: 'El enlace no se ha gastado: se puede volver a abrir.',
  over: 'Este enlace ya no funciona',
  askAgain: 'Se abre una sola vez y durante un tiempo limitado. Pida uno nuevo a quien se lo envió.',
  later:
    'Lo que ha proporcionado queda guardado. Puede continuar aquí mientras esta página esté abierta; después, pida un enlace nuevo.',
  failed: 'No ha funcionado. Inténtelo de nuevo.',
  script: 'Esta página necesita JavaScript.',
}

const it: VerifyWords = {
  direction: 'ltr',
  title: organization => `${organization} le chiede di verificare la sua identità`,
  missing: 'Manca ancora qualcosa. Lo aggiunga qui: ciò che c’è già non viene chiesto di nuovo.',
  once: 'Questo link si apre una sola volta. Tenga aperta la pagina finché non ha finito.',
  start: 'Continua',
  nothing: organization =>
    `Ora non c’è nulla da aggiungere qui: questa pagina raccoglie ciò che manca dopo che dei dati sono stati condivisi con ${organization}. Torni a ${organization} e continui da lì.`,
  stillGood: 'Il link non è stato consumato: si può aprire di nuovo.',
  over: 'Questo link non funziona più',
  askAgain: 'Si apre una sola volta e per un tempo limitato. Ne chieda uno nuovo a chi glielo ha inviato.',
  later:
    'Ciò che ha fornito è conservato. Può continuare qui finché questa pagina è aperta; poi chieda un nuovo link.',
  failed: 'Non ha funzionato. Riprovi.',
  script: 'Questa pagina ha bisogno di JavaScript.',
}

const pt: VerifyWords = {
  direction: 'ltr',
  title: organization => `${organization} pede-lhe que verifique a sua identidade`,
  missing: 'Ainda falta algo. Adicione-o aqui: o que já existe não volta a ser pedido.',
  once: 'Esta ligação abre uma só vez. Mantenha a página aberta até terminar.',
  start: 'Continuar',
  nothing: organization =>
    `Agora não há nada a adicionar aqui: esta página recolhe o que falta depois de terem sido partilhados dados com ${organization}. Volte a ${organization} e continue a partir daí.`,
  stillGood: 'A ligação não foi gasta: pode ser aberta de novo.',
  over: 'Esta ligação já não funciona',
  askAgain: 'Abre uma só vez e durante um tempo limitado. Peça uma nova a quem lha enviou.',
  later:
    'O que forneceu fica guardado. Pode continuar aqui enquanto esta página estiver aberta; depois, peça uma nova ligação.',
  failed: 'Não resultou. Tente novamente.',
  script: 'Esta página precisa de JavaScript.',
}

const nl: VerifyWords = {
  direction: 'ltr',
  title: organization => `${organization} vraagt u uw identiteit te bevestigen`,
  missing: 'Er ontbreekt nog iets. Voeg het hier toe: wat er al is, wordt niet opnieuw gevraagd.',
  once: 'Deze link kan één keer worden geopend. Houd de pagina open tot u klaar bent.',
  start: 'Doorgaan',
  nothing: organization =>
    `Hier valt nu niets toe te voegen: deze pagina neemt aan wat ontbreekt nadat gegevens met ${organization} zijn gedeeld. Ga terug naar ${organization} en ga daar verder.`,
  stillGood: 'De link is niet verbruikt: hij kan opnieuw worden geopend.',
  over: 'Deze link werkt niet meer',
  askAgain: 'Hij kan één keer en voor beperkte tijd worden geopend. Vraag de afzender om een nieuwe.',
  later:
    'Wat u hebt gegeven, is bewaard. U kunt hier doorgaan zolang deze pagina open is; vraag daarna om een nieuwe link.',
  failed: 'Dat is niet gelukt. Probeer het opnieuw.',
  script: 'Deze pagina heeft JavaScript nodig.',
}

const pl: VerifyWords = {
  direction: 'ltr',
  title: organization => `${organization} prosi o potwierdzenie Twojej tożsamości`,
  missing: 'Czegoś jeszcze brakuje. Uzupełnij to tutaj: o to, co już jest, nikt nie zapyta ponownie.',
  once: 'Ten link otwiera się jeden raz. Nie zamykaj strony, dopóki nie skończysz.',
  start: 'Dalej',
  nothing: organization =>
    `Teraz nie ma tu nic do uzupełnienia: ta strona przyjmuje brakujące dane po ich udostępnieniu: ${organization}. Wróć tam, gdzie prowadzi to ${organization}, i kontynuuj.`,
  stillGood: 'Link nie został zużyty: można go otworzyć ponownie.',
  over: 'Ten link już nie działa',
  askAgain: 'Otwiera się jeden raz i przez ograniczony czas. Poproś nadawcę o nowy.',
  later:
    'To, co zostało podane, jest zapisane. Możesz kontynuować tutaj, dopóki ta strona jest otwarta; potem poproś o nowy link.',
  failed: 'Nie udało się. Spróbuj ponownie.',
  script: 'Ta strona wymaga JavaScriptu.',
}

const ar: VerifyWords = {
  direction: 'rtl',
  title: organization => `تطلب منك ${organization} التحقّق من هويتك`,
  missing: 'ما زال هناك شيء ناقص. أضفه هنا: لن يُطلب منك ما هو موجود بالفعل.',
  once: 'يُفتح هذا الرابط مرة واحدة. أبقِ الصفحة مفتوحة حتى تنتهي.',
  start: 'متابعة',
  nothing: organization =>
    `لا شيء لإضافته هنا الآن: تستقبل هذه الصفحة ما ينقص بعد مشاركة البيانات مع ${organization}. يُرجى العودة إلى ${organization} والمتابعة من هناك.`,
  stillGood: 'لم يُستهلك الرابط: يمكن فتحه مرة أخرى.',
  over: 'لم يعد هذا الرابط يعمل',
  askAgain: 'يُفتح مرة واحدة ولمدة محدودة. يُرجى طلب رابط جديد ممّن أرسله إليك.',
  later: 'تم حفظ ما قدّمته. يمكنك المتابعة هنا ما دامت هذه الصفحة مفتوحة، وبعد ذلك اطلب رابطًا جديدًا.',
  failed: 'لم ينجح ذلك. يُرجى المحاولة مرة أخرى.',
  script: 'تحتاج هذه الصفحة إلى JavaScript.',
}

const ja: VerifyWords = {
  direction: 'ltr',
  title: organization => `${organization} から本人確認のお願い`,
  missing: '不足している情報があります。ここで追加してください。すでにあるものは再度求められません。',
  once: 'このリンクを開けるのは一度だけです。終わるまでページを閉じないでください。',
  start: '続ける',
  nothing: organization =>
    `現在、ここで追加するものはありません。このページでは、${organization} に情報が共有された後に不足しているものを受け付けます。${organization} に戻って手続きを続けてください。`,
  stillGood: 'リンクはまだ使用されていません。もう一度開くことができます。',
  over: 'このリンクはもう使えません',
  askAgain: '一度だけ、限られた期間のみ開けます。送信者に新しいリンクを依頼してください。',
  later:
    '入力された内容は保存されています。このページを開いている間は続けられます。その後は新しいリンクを依頼してください。',
  failed: 'うまくいきませんでした。もう一度お試しください。',
  script: 'このページには JavaScript が必要です。',
}

/** The widget's languages, English first: it is the page's where a browser asks for none of them. */
const WORDS: Readonly<Record<string, VerifyWords>> = { en, de, fr, es, it, pt, nl, pl, ar, ja }

/** The language of ours that a browser would like best, by its primary subtag. */
export const languageOf = (req: Request): string => {
  const asked = req.acceptsLanguages().map(tag => tag.toLowerCase().split('-')[0] ?? '')
  return asked.find(language => Object.hasOwn(WORDS, language)) ?? 'en'
}

export const verifyWords = (language: string): VerifyWords => WORDS[language] ?? en
