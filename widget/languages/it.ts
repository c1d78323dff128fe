import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

const names: CollectWords['names'] = {
  'name-first': 'Nome',
  'name-middle': 'Secondo nome',
  'name-last': 'Cognome',
  birthdate: 'Data di nascita',
  'address-street-1': 'Via e numero civico',
  'address-street-2': 'Indirizzo, seconda riga',
  'address-city': 'Città',
  'address-subdivision': 'Provincia o regione',
  'address-postal-code': 'Codice postale',
  'address-country-code': 'Paese',
  'email-address': 'Indirizzo e-mail',
  'phone-number': 'Numero di telefono',
  'identification-number': 'Numero di identificazione',
  'government-id': 'Documento d’identità',
  selfie: 'Foto del suo volto',
  'proof-of-address': 'Prova di residenza',
}

export const messages: Messages = {
  locale: 'it',
  dir: 'ltr',
  verifications: {
    'government-id': 'Verifica del documento d’identità',
    selfie: 'Verifica del selfie',
    document: 'Verifica del documento',
    database: 'Verifica nelle banche dati',
    'phone-number': 'Verifica del numero di telefono',
    'email-address': 'Verifica dell’indirizzo e-mail',
  },
  names,
  loading: 'Caricamento della richiesta…',
  retry: 'Riprova',
  close: 'Chiudi',
  required: 'Condivida prima i suoi dati qui.',
  consent: {
    newTab: ' (si apre in una nuova scheda)',
    nothingToShare: 'Selezioni almeno un dato da condividere.',
    deciding: 'Registrazione della sua risposta…',
  },
  waiting: {
    title: source => `Confermi con ${source}`,
    opened: source =>
      `${source} si è aperto in una finestra propria. Confermi lì; questa pagina prosegue da sola.`,
    blocked: source =>
      `Il browser non ha aperto la finestra di ${source}. Ci vada in questa e poi torni qui.`,
    declined: source =>
      `Non ha confermato con ${source}, quindi non è stato condiviso nulla. Può aprire di nuovo la sua pagina.`,
    unopened: source => `Ha accettato. Confermi con ${source}; questa pagina prosegue da sola.`,
    none: source => `Ha accettato. Appena ${source} conferma, questa pagina prosegue da sola.`,
    tokenSent: source => `${source} ha confermato. Si comincia…`,
    continueAt: source => `Continua su ${source}`,
  },
  paste: { label: 'Sandbox: un token di condivisione che ha già', use: 'Usa' },
  progress: {
    title: 'Condivisione dei suoi dati',
    hint: destination => `Bastano pochi secondi. ${destination} riceve solo ciò che lei ha accettato.`,
    bar: 'Avanzamento',
    accepted: 'Autorizzazione accettata',
    copying: 'Copia dei suoi dati in corso',
    details: { one: '# dato', other: '# dati' },
    files: { one: '# file', other: '# file' },
    copied: (details, files) => `Copia completata: ${details}, ${files}`,
    decided: 'Richiesta decisa',
    states: {
      active: 'In corso',
      done: 'Fatto',
      passed: 'Superata',
      failed: 'Non superata',
      skipped: 'Saltata',
    },
  },
  awaitingInput: {
    title: 'Ci siamo quasi',
    body: destination => `I suoi dati sono arrivati. ${destination} ha bisogno di qualcosa in più.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          'Non accettato',
          `I suoi dati sono arrivati ma non hanno superato la verifica. ${destination} le dirà che cosa può fare.`,
        ]
      case 'needs_review':
        return [
          'In esame',
          `I suoi dati sono arrivati. ${destination} li esamina più da vicino e le farà sapere.`,
        ]
      default:
        return ['Tutto fatto', `${destination} ha ciò che serve. Può proseguire.`]
    }
  },
  shared: {
    title: 'Condiviso',
    body: destination => `${destination} prosegue da sé. Può chiudere questa finestra.`,
  },
  declined: {
    title: 'Non è stato condiviso nulla',
    body: (source, destination) =>
      `${source} conserva i suoi dati. Prosegua con il modulo abituale di ${destination}.`,
  },
  withdrawn: {
    title: 'Non condivide più',
    body: destination => `${destination} non può più usare la sua approvazione.`,
  },
  failures: {
    invalid_client_secret: ['Questa richiesta non è più valida', 'Ricarichi la pagina per ricominciare.'],
    origin_not_allowed: [
      'Qui la condivisione non funziona',
      'Questa pagina non è autorizzata a chiedere i suoi dati.',
    ],
    session_expired: ['Questa richiesta è scaduta', 'Ricarichi la pagina per ricominciare.'],
    share_token_refused: [
      'Non è stato possibile usare l’autorizzazione',
      'È scaduta o è già stata usata. Con essa non è stato condiviso nulla.',
    ],
    consent_refused: [
      'Non è stato possibile registrare la sua risposta',
      'La richiesta è cambiata. La guardi di nuovo.',
    ],
    already_decided: [
      'Questa risposta non è valida',
      'Alla richiesta era già stato risposto, forse in un’altra scheda.',
    ],
    server_unreachable: ['Il server non è raggiungibile', 'Controlli la connessione e riprovi.'],
    redemption_failed: ['Non è stato possibile acquisire i suoi dati', 'Prosegua con il modulo abituale.'],
    unexpected_answer: ['Qualcosa è andato storto', 'Il server ha dato una risposta che qui non ha senso.'],
  },
}

export const words: CollectWords = {
  lead: 'Aggiunga ciò che ancora manca. Ogni risposta viene salvata subito e il resto prosegue da solo.',
  later: 'Più tardi',
  given: 'Salvato',
  change: 'Modifica',
  choose: 'Scelga…',
  wrong: {
    text: 'Controlli questo dato.',
    date: 'Inserisca una data.',
    'email-address': 'Inserisca un indirizzo e-mail, ad esempio nome@example.com.',
    'phone-number':
      'Inserisca un numero di telefono con il prefisso internazionale, ad esempio +39 06 1234567.',
    number: 'Inserisca un numero.',
  },
  sending: 'Invio in corso',
  failed: 'L’invio non è riuscito. Riprovi.',
  refused: 'Non è stato accettato. Controlli e riprovi.',
  idClass: 'Quale documento?',
  idClasses: { id: 'Carta d’identità', dl: 'Patente di guida', pp: 'Passaporto' },
  pages: { front: 'Fronte', back: 'Retro', center: 'Il suo volto', document: 'Documento' },
  drop: 'Trascini qui un file, oppure',
  upload: 'Scelga un file',
  cancel: 'Annulla',
  camera: {
    open: 'Scatta una foto',
    shoot: 'Scatta',
    use: 'Usa questa',
    again: 'Ripeti',
    denied: 'Qui la fotocamera non si può usare. Scelga invece un file.',
  },
  code: {
    hint: to => `Invieremo un codice di sei cifre a ${to}.`,
    send: 'Invia il codice',
    sent: to => `Inserisca le sei cifre inviate a ${to}.`,
    again: 'Invia un altro codice',
    done: 'Confermato',
    wrong: 'Non è il codice inviato.',
    over: 'Questo codice non è più valido. Ne richieda un altro.',
    wait: 'Un codice è appena stato inviato. Attenda un momento.',
    none: 'Non è possibile inviare altri codici.',
  },
  tooLarge: 'Questo file è troppo grande.',
  wrongType: 'Questo tipo di file non è accettato.',
  names,
}

export const rights: RightsWords = {
  receipt: 'Salva la ricevuta',
  stop: 'Non condividere più',
  meaning: destination => `Dopo, ${destination} non potrà più usare la sua approvazione.`,
  confirm: destination => `Non condividere più con ${destination}`,
  stopping: 'Interruzione in corso…',
  failed: words.failed,
  nothingCopied: 'Non è stato copiato nulla.',
  copied: destination =>
    `Quello che è stato copiato prima resta a ${destination}. Può chiedere di cancellarlo.`,
}
