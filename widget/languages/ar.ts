import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

const names: CollectWords['names'] = {
  'name-first': 'الاسم الأول',
  'name-middle': 'الاسم الأوسط',
  'name-last': 'اسم العائلة',
  birthdate: 'تاريخ الميلاد',
  'address-street-1': 'الشارع ورقم المبنى',
  'address-street-2': 'العنوان، السطر الثاني',
  'address-city': 'المدينة أو البلدة',
  'address-subdivision': 'المنطقة',
  'address-postal-code': 'الرمز البريدي',
  'address-country-code': 'البلد',
  'email-address': 'البريد الإلكتروني',
  'phone-number': 'رقم الهاتف',
  'identification-number': 'رقم التعريف',
  'government-id': 'وثيقة الهوية',
  selfie: 'صورة لوجهك',
  'proof-of-address': 'إثبات العنوان',
}

export const messages: Messages = {
  locale: 'ar',
  dir: 'rtl',
  verifications: {
    'government-id': 'التحقق من وثيقة الهوية',
    selfie: 'التحقق من الصورة الشخصية',
    document: 'التحقق من المستند',
    database: 'التحقق من قواعد البيانات',
    'phone-number': 'التحقق من رقم الهاتف',
    'email-address': 'التحقق من البريد الإلكتروني',
  },
  names,
  loading: 'جارٍ تحميل الطلب…',
  retry: 'إعادة المحاولة',
  close: 'إغلاق',
  required: 'شارك معلوماتك هنا أولًا.',
  consent: {
    newTab: ' (يُفتح في علامة تبويب جديدة)',
    nothingToShare: 'اختر معلومة واحدة على الأقل لمشاركتها.',
    deciding: 'جارٍ تسجيل إجابتك…',
  },
  waiting: {
    title: source => `التأكيد لدى ${source}`,
    opened: source => `فُتحت صفحة ${source} في نافذة مستقلة. أكّد هناك، وستتابع هذه الصفحة تلقائيًا.`,
    blocked: source => `لم يفتح متصفحك نافذة ${source}. انتقل إليها في هذه النافذة ثم عُد إلى هنا.`,
    declined: source => `لم تؤكّد لدى ${source}، فلم تتم مشاركة أي شيء. يمكنك فتح صفحتها مرة أخرى.`,
    unopened: source => `لقد وافقت. أكّد لدى ${source}، وستتابع هذه الصفحة تلقائيًا.`,
    none: source => `لقد وافقت. بمجرد أن تؤكّد ${source}، ستتابع هذه الصفحة تلقائيًا.`,
    tokenSent: source => `أكّدت ${source}. جارٍ البدء…`,
    continueAt: source => `المتابعة لدى ${source}`,
  },
  paste: { label: 'Sandbox: رمز مشاركة موجود لديك', use: 'استخدام' },
  progress: {
    title: 'جارٍ مشاركة معلوماتك',
    hint: destination => `يستغرق هذا بضع ثوانٍ. لا تحصل ${destination} إلا على ما وافقت عليه.`,
    bar: 'التقدّم',
    accepted: 'قُبلت الموافقة',
    copying: 'جارٍ نسخ معلوماتك',
    details: {
      zero: '# معلومة',
      one: 'معلومة واحدة',
      two: 'معلومتان',
      few: '# معلومات',
      many: '# معلومة',
      other: '# معلومة',
    },
    files: { zero: '# ملف', one: 'ملف واحد', two: 'ملفان', few: '# ملفات', many: '# ملفًا', other: '# ملف' },
    copied: (details, files) => `تم النسخ: ${details}، ${files}`,
    decided: 'تم البتّ في الطلب',
    states: { active: 'قيد التنفيذ', done: 'تم', passed: 'ناجح', failed: 'غير ناجح', skipped: 'تم التخطّي' },
  },
  awaitingInput: {
    title: 'أوشكنا على الانتهاء',
    body: destination => `وصلت معلوماتك. تحتاج ${destination} إلى المزيد.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return ['لم يُقبل الطلب', `وصلت معلوماتك لكنها لم تجتز التحقق. ستخبرك ${destination} بما يمكنك فعله.`]
      case 'needs_review':
        return ['قيد المراجعة', `وصلت معلوماتك. ستراجعها ${destination} عن قرب وتخبرك بالنتيجة.`]
      default:
        return ['تم كل شيء', `لدى ${destination} ما تحتاج إليه. يمكنك المتابعة.`]
    }
  },
  shared: {
    title: 'تمت المشاركة',
    body: destination => `ستتابع ${destination} تلقائيًا. يمكنك إغلاق هذه النافذة.`,
  },
  declined: {
    title: 'لم تتم مشاركة أي شيء',
    body: (source, destination) =>
      `تبقى معلوماتك لدى ${source}. تابع باستخدام النموذج المعتاد لدى ${destination}.`,
  },
  withdrawn: {
    title: 'لقد أوقفت المشاركة',
    body: destination => `لم يعد بإمكان ${destination} استخدام موافقتك.`,
  },
  failures: {
    invalid_client_secret: ['لم يعد هذا الطلب صالحًا', 'أعد تحميل الصفحة للبدء من جديد.'],
    origin_not_allowed: ['المشاركة غير متاحة هنا', 'لا يُسمح لهذه الصفحة بطلب معلوماتك.'],
    session_expired: ['انتهت صلاحية هذا الطلب', 'أعد تحميل الصفحة للبدء من جديد.'],
    share_token_refused: [
      'تعذّر استخدام الموافقة',
      'انتهت صلاحيتها أو سبق استخدامها. لم تتم مشاركة أي شيء بها.',
    ],
    consent_refused: ['تعذّر تسجيل إجابتك', 'تغيّر الطلب. ألقِ نظرة أخرى عليه.'],
    already_decided: ['لم تُحتسب هذه الإجابة', 'سبق الرد على الطلب، ربما في علامة تبويب أخرى.'],
    server_unreachable: ['تعذّر الوصول إلى الخادم', 'تحقّق من اتصالك وحاول مرة أخرى.'],
    redemption_failed: ['تعذّر نقل معلوماتك', 'تابع باستخدام النموذج المعتاد.'],
    unexpected_answer: ['حدث خطأ ما', 'أعطى الخادم إجابة لا معنى لها هنا.'],
  },
}

export const words: CollectWords = {
  lead: 'أضف ما لا يزال ناقصًا. تُحفظ كل إجابة فورًا، ويتابع الباقي تلقائيًا.',
  later: 'القيام بذلك لاحقًا',
  given: 'تم الحفظ',
  change: 'تغيير',
  choose: 'اختر…',
  wrong: {
    text: 'تحقّق من هذا الإدخال.',
    date: 'أدخل تاريخًا.',
    'email-address': 'أدخل بريدًا إلكترونيًا، مثل name@example.com.',
    'phone-number': 'أدخل رقم هاتف مع رمز البلد، مثل \u2066+971 4 123 4567\u2069.',
    number: 'أدخل رقمًا.',
  },
  sending: 'جارٍ الإرسال',
  failed: 'لم يصل ذلك. حاول مرة أخرى.',
  refused: 'لم يُقبل ذلك. تحقّق منه وحاول مرة أخرى.',
  idClass: 'أي وثيقة؟',
  idClasses: { id: 'بطاقة هوية', dl: 'رخصة قيادة', pp: 'جواز سفر' },
  pages: { front: 'الوجه الأمامي', back: 'الوجه الخلفي', center: 'وجهك', document: 'المستند' },
  drop: 'أفلت ملفًا هنا، أو',
  upload: 'اختيار ملف',
  cancel: 'إلغاء',
  camera: {
    open: 'التقاط صورة',
    shoot: 'التقاط',
    use: 'استخدامها',
    again: 'مرة أخرى',
    denied: 'لا يمكن استخدام الكاميرا هنا. اختر ملفًا بدلًا من ذلك.',
  },
  code: {
    hint: to => `سنرسل رمزًا من ستة أرقام إلى ${to}.`,
    send: 'إرسال الرمز',
    sent: to => `أدخل الأرقام الستة المرسلة إلى ${to}.`,
    again: 'إرسال رمز آخر',
    done: 'تم التأكيد',
    wrong: 'هذا ليس الرمز المرسل.',
    over: 'هذا الرمز لم يعد صالحًا. اطلب رمزًا آخر.',
    wait: 'أُرسل رمز للتو. انتظر لحظة.',
    none: 'لا يمكن إرسال المزيد من الرموز.',
  },
  tooLarge: 'هذا الملف كبير جدًا.',
  wrongType: 'هذا النوع من الملفات غير مقبول.',
  names,
}

export const rights: RightsWords = {
  receipt: 'حفظ الإيصال',
  stop: 'إيقاف المشاركة',
  meaning: destination => `بعد ذلك لن يكون بإمكان ${destination} استخدام موافقتك.`,
  confirm: destination => `إيقاف المشاركة مع ${destination}`,
  stopping: 'جارٍ الإيقاف…',
  failed: words.failed,
  nothingCopied: 'لم يُنسخ أي شيء.',
  copied: destination => `ما نُسخ من قبل يبقى لدى ${destination}. يمكنك أن تطلب حذفه.`,
}
