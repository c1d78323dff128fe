import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

const names: CollectWords['names'] = {
  'name-first': '名',
  'name-middle': 'ミドルネーム',
  'name-last': '姓',
  birthdate: '生年月日',
  'address-street-1': '番地',
  'address-street-2': '建物名・部屋番号',
  'address-city': '市区町村',
  'address-subdivision': '都道府県・地域',
  'address-postal-code': '郵便番号',
  'address-country-code': '国',
  'email-address': 'メールアドレス',
  'phone-number': '電話番号',
  'identification-number': '識別番号',
  'government-id': '本人確認書類',
  selfie: '顔写真',
  'proof-of-address': '住所確認書類',
}

export const messages: Messages = {
  locale: 'ja',
  dir: 'ltr',
  verifications: {
    'government-id': '本人確認書類の確認',
    selfie: '顔写真の確認',
    document: '書類の確認',
    database: 'データベースとの照合',
    'phone-number': '電話番号の確認',
    'email-address': 'メールアドレスの確認',
  },
  names,
  loading: 'リクエストを読み込んでいます…',
  retry: 'もう一度試す',
  close: '閉じる',
  required: 'まずここで情報を共有してください。',
  consent: {
    newTab: '（新しいタブで開きます）',
    nothingToShare: '共有する項目を少なくとも1つ選んでください。',
    deciding: '回答を記録しています…',
  },
  waiting: {
    title: source => `${source}で確認する`,
    opened: source =>
      `${source}が別のウィンドウで開きました。そちらで確認してください。このページは自動的に進みます。`,
    blocked: source =>
      `ブラウザーが${source}のウィンドウを開きませんでした。このウィンドウで移動し、終わったらここに戻ってください。`,
    declined: source =>
      `${source}で確認されなかったため、何も共有されていません。もう一度ページを開くことができます。`,
    unopened: source => `同意いただきました。${source}で確認してください。このページは自動的に進みます。`,
    none: source => `同意いただきました。${source}が確認すると、このページは自動的に進みます。`,
    tokenSent: source => `${source}が確認しました。開始しています…`,
    continueAt: source => `${source}で続ける`,
  },
  paste: { label: 'サンドボックス：お持ちの共有トークン', use: '使用する' },
  progress: {
    title: '情報を共有しています',
    hint: destination => `数秒かかります。${destination}が受け取るのは、同意いただいたものだけです。`,
    bar: '進み具合',
    accepted: '承認を受け付けました',
    copying: '情報をコピーしています',
    details: { other: '情報#件' },
    files: { other: 'ファイル#件' },
    copied: (details, files) => `${details}、${files}をコピーしました`,
    decided: '審査の結果が出ました',
    states: { active: '進行中', done: '完了', passed: '合格', failed: '不合格', skipped: '省略' },
  },
  awaitingInput: {
    title: 'あと少しです',
    body: destination => `情報が届きました。${destination}には、もう少し情報が必要です。`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          '受け付けられませんでした',
          `情報は届きましたが、確認に通りませんでした。今後については${destination}からご案内します。`,
        ]
      case 'needs_review':
        return ['審査中', `情報が届きました。${destination}が詳しく確認し、お知らせします。`]
      default:
        return ['完了しました', `${destination}に必要な情報がそろいました。先に進むことができます。`]
    }
  },
  shared: {
    title: '共有しました',
    body: destination => `${destination}での手続きは自動的に進みます。このウィンドウは閉じてかまいません。`,
  },
  declined: {
    title: '何も共有されていません',
    body: (source, destination) =>
      `情報は${source}に残ります。${destination}の通常のフォームでお進みください。`,
  },
  withdrawn: {
    title: '共有を停止しました',
    body: destination => `${destination}はお客様の承認を今後使用できません。`,
  },
  failures: {
    invalid_client_secret: [
      'このリクエストは無効になりました',
      'ページを再読み込みして、最初からやり直してください。',
    ],
    origin_not_allowed: [
      'ここでは共有できません',
      'このページは、お客様の情報を求めることを許可されていません。',
    ],
    session_expired: ['このリクエストは期限切れです', 'ページを再読み込みして、最初からやり直してください。'],
    share_token_refused: [
      '承認を使用できませんでした',
      '期限が切れたか、すでに使用されています。これにより共有されたものはありません。',
    ],
    consent_refused: ['回答を記録できませんでした', 'リクエストの内容が変わりました。もう一度ご覧ください。'],
    already_decided: ['この回答は無効です', 'このリクエストには、別のタブなどですでに回答されています。'],
    server_unreachable: ['サーバーに接続できません', '接続を確認して、もう一度お試しください。'],
    redemption_failed: ['情報を引き継げませんでした', '通常のフォームでお進みください。'],
    unexpected_answer: ['問題が発生しました', 'サーバーから、ここでは意味をなさない応答がありました。'],
  },
}

export const words: CollectWords = {
  lead: 'まだ足りないものを追加してください。回答はその都度保存され、残りは自動的に進みます。',
  later: 'あとで行う',
  given: '保存しました',
  change: '変更する',
  choose: '選択してください…',
  wrong: {
    text: '入力内容を確認してください。',
    date: '日付を入力してください。',
    'email-address': 'name@example.com のような形でメールアドレスを入力してください。',
    'phone-number': '+81 3 1234 5678 のように、国番号を付けて電話番号を入力してください。',
    number: '数字を入力してください。',
  },
  sending: '送信中',
  failed: '届きませんでした。もう一度お試しください。',
  refused: '受け付けられませんでした。内容を確認して、もう一度お試しください。',
  idClass: 'どの書類ですか？',
  idClasses: { id: '身分証明書', dl: '運転免許証', pp: 'パスポート' },
  pages: { front: '表面', back: '裏面', center: 'お客様の顔', document: '書類' },
  drop: 'ここにファイルをドロップするか、',
  upload: 'ファイルを選択',
  cancel: 'キャンセル',
  camera: {
    open: '写真を撮る',
    shoot: '撮影する',
    use: 'これを使う',
    again: '撮り直す',
    denied: 'ここではカメラを使用できません。代わりにファイルを選択してください。',
  },
  code: {
    hint: to => `${to}に6桁のコードを送信します。`,
    send: 'コードを送信',
    sent: to => `${to}に送信された6桁の数字を入力してください。`,
    again: '別のコードを送信',
    done: '確認しました',
    wrong: '送信されたコードと一致しません。',
    over: 'このコードは無効になりました。別のコードを送信してください。',
    wait: 'コードを送信したばかりです。少しお待ちください。',
    none: 'これ以上コードを送信できません。',
  },
  tooLarge: 'このファイルは大きすぎます。',
  wrongType: 'この種類のファイルは受け付けていません。',
  names,
}

export const rights: RightsWords = {
  receipt: '控えを保存',
  stop: '共有を停止',
  meaning: destination => `停止すると、${destination}はお客様の承認を使用できなくなります。`,
  confirm: destination => `${destination}との共有を停止`,
  stopping: '停止しています…',
  failed: words.failed,
  nothingCopied: 'コピーされた情報はありません。',
  copied: destination => `すでにコピーされた情報は${destination}に残ります。削除を依頼することができます。`,
}
