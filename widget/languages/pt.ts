import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

const names: CollectWords['names'] = {
  'name-first': 'Nome próprio',
  'name-middle': 'Nomes do meio',
  'name-last': 'Apelido',
  birthdate: 'Data de nascimento',
  'address-street-1': 'Rua e número',
  'address-street-2': 'Morada, segunda linha',
  'address-city': 'Localidade',
  'address-subdivision': 'Distrito ou região',
  'address-postal-code': 'Código postal',
  'address-country-code': 'País',
  'email-address': 'Endereço de e-mail',
  'phone-number': 'Número de telefone',
  'identification-number': 'Número de identificação',
  'government-id': 'Documento de identificação',
  selfie: 'Fotografia do seu rosto',
  'proof-of-address': 'Comprovativo de morada',
}

export const messages: Messages = {
  locale: 'pt',
  dir: 'ltr',
  verifications: {
    'government-id': 'Verificação do documento de identificação',
    selfie: 'Verificação da selfie',
    document: 'Verificação do documento',
    database: 'Verificação em bases de dados',
    'phone-number': 'Verificação do número de telefone',
    'email-address': 'Verificação do endereço de e-mail',
  },
  names,
  loading: 'A carregar o pedido…',
  retry: 'Tentar de novo',
  close: 'Fechar',
  required: 'Partilhe primeiro os seus dados aqui.',
  consent: {
    newTab: ' (abre num novo separador)',
    nothingToShare: 'Assinale pelo menos um dado para partilhar.',
    deciding: 'A registar a sua resposta…',
  },
  waiting: {
    title: source => `Confirmar junto de ${source}`,
    opened: source => `${source} abriu numa janela própria. Confirme aí; esta página continua sozinha.`,
    blocked: source => `O seu navegador não abriu a janela de ${source}. Vá até lá nesta e volte aqui.`,
    declined: source =>
      `Não confirmou junto de ${source}, por isso nada foi partilhado. Pode voltar a abrir a página.`,
    unopened: source => `Aceitou. Confirme junto de ${source}; esta página continua sozinha.`,
    none: source => `Aceitou. Assim que ${source} confirmar, esta página continua sozinha.`,
    tokenSent: source => `${source} confirmou. A começar…`,
    continueAt: source => `Continuar em ${source}`,
  },
  paste: { label: 'Sandbox: um token de partilha que já tem', use: 'Usar' },
  progress: {
    title: 'A partilhar os seus dados',
    hint: destination => `Demora alguns segundos. ${destination} recebe apenas aquilo que aceitou.`,
    bar: 'Progresso',
    accepted: 'Autorização aceite',
    copying: 'A copiar os seus dados',
    details: { one: '# dado', other: '# dados' },
    files: { one: '# ficheiro', other: '# ficheiros' },
    copied: (details, files) => `Cópia concluída: ${details}, ${files}`,
    decided: 'Pedido decidido',
    states: {
      active: 'Em curso',
      done: 'Concluído',
      passed: 'Aprovada',
      failed: 'Não aprovada',
      skipped: 'Ignorada',
    },
  },
  awaitingInput: {
    title: 'Está quase',
    body: destination => `Os seus dados chegaram. ${destination} precisa de mais alguma coisa.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          'Não aceite',
          `Os seus dados chegaram, mas não passaram na verificação. ${destination} dir-lhe-á o que pode fazer.`,
        ]
      case 'needs_review':
        return [
          'Em análise',
          `Os seus dados chegaram. ${destination} vai analisá-los melhor e dar-lhe notícias.`,
        ]
      default:
        return ['Tudo pronto', `${destination} tem o que precisa. Pode continuar.`]
    }
  },
  shared: {
    title: 'Partilhado',
    body: destination => `${destination} continua por si. Pode fechar esta janela.`,
  },
  declined: {
    title: 'Nada foi partilhado',
    body: (source, destination) =>
      `${source} mantém os seus dados. Continue com o formulário habitual de ${destination}.`,
  },
  withdrawn: {
    title: 'Deixou de partilhar',
    body: destination => `${destination} já não pode usar a sua aprovação.`,
  },
  failures: {
    invalid_client_secret: ['Este pedido já não é válido', 'Recarregue a página para recomeçar.'],
    origin_not_allowed: [
      'A partilha não funciona aqui',
      'Esta página não tem permissão para pedir os seus dados.',
    ],
    session_expired: ['Este pedido expirou', 'Recarregue a página para recomeçar.'],
    share_token_refused: [
      'Não foi possível usar a autorização',
      'Expirou ou já foi usada. Nada foi partilhado com ela.',
    ],
    consent_refused: ['Não foi possível registar a sua resposta', 'O pedido mudou. Veja-o outra vez.'],
    already_decided: [
      'Esta resposta não contou',
      'O pedido já tinha sido respondido, talvez noutro separador.',
    ],
    server_unreachable: ['Não conseguimos contactar o servidor', 'Verifique a sua ligação e tente de novo.'],
    redemption_failed: ['Não foi possível receber os seus dados', 'Continue com o formulário habitual.'],
    unexpected_answer: ['Algo correu mal', 'O servidor deu uma resposta que não faz sentido aqui.'],
  },
}

export const words: CollectWords = {
  lead: 'Acrescente o que ainda falta. Cada resposta é guardada de imediato e o resto continua sozinho.',
  later: 'Fazer mais tarde',
  given: 'Guardado',
  change: 'Alterar',
  choose: 'Escolher…',
  wrong: {
    text: 'Verifique este dado.',
    date: 'Introduza uma data.',
    'email-address': 'Introduza um endereço de e-mail, por exemplo nome@example.com.',
    'phone-number': 'Introduza um número de telefone com o indicativo do país, por exemplo +351 21 123 4567.',
    number: 'Introduza um número.',
  },
  sending: 'A enviar',
  failed: 'O envio não foi concluído. Tente de novo.',
  refused: 'Não foi aceite. Verifique e tente de novo.',
  idClass: 'Que documento?',
  idClasses: { id: 'Cartão de identificação', dl: 'Carta de condução', pp: 'Passaporte' },
  pages: { front: 'Frente', back: 'Verso', center: 'O seu rosto', document: 'Documento' },
  drop: 'Largue um ficheiro aqui, ou',
  upload: 'Escolher um ficheiro',
  cancel: 'Cancelar',
  camera: {
    open: 'Tirar uma fotografia',
    shoot: 'Fotografar',
    use: 'Usar esta',
    again: 'Repetir',
    denied: 'A câmara não pode ser usada aqui. Escolha antes um ficheiro.',
  },
  code: {
    hint: to => `Enviaremos um código de seis algarismos para ${to}.`,
    send: 'Enviar código',
    sent: to => `Introduza os seis algarismos enviados para ${to}.`,
    again: 'Enviar outro código',
    done: 'Confirmado',
    wrong: 'Esse não é o código enviado.',
    over: 'Este código já não é válido. Peça outro.',
    wait: 'Acabou de ser enviado um código. Aguarde um momento.',
    none: 'Não podem ser enviados mais códigos.',
  },
  tooLarge: 'Este ficheiro é demasiado grande.',
  wrongType: 'Este tipo de ficheiro não é aceite.',
  names,
}

export const rights: RightsWords = {
  receipt: 'Guardar o recibo',
  stop: 'Deixar de partilhar',
  meaning: destination => `Depois, ${destination} já não poderá usar a sua aprovação.`,
  confirm: destination => `Deixar de partilhar com ${destination}`,
  stopping: 'A parar…',
  failed: words.failed,
  nothingCopied: 'Nada foi copiado.',
  copied: destination => `O que foi copiado antes fica com ${destination}. Pode pedir que seja apagado.`,
}
