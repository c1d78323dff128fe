import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

const names: CollectWords['names'] = {
  'name-first': 'Vorname',
  'name-middle': 'Weitere Vornamen',
  'name-last': 'Nachname',
  birthdate: 'Geburtsdatum',
  'address-street-1': 'Straße und Hausnummer',
  'address-street-2': 'Adresszusatz',
  'address-city': 'Ort',
  'address-subdivision': 'Bundesland oder Region',
  'address-postal-code': 'Postleitzahl',
  'address-country-code': 'Land',
  'email-address': 'E-Mail-Adresse',
  'phone-number': 'Telefonnummer',
  'identification-number': 'Ausweis- oder Steuernummer',
  'government-id': 'Ausweisdokument',
  selfie: 'Foto Ihres Gesichts',
  'proof-of-address': 'Adressnachweis',
}

export const messages: Messages = {
  locale: 'de',
  dir: 'ltr',
  verifications: {
    'government-id': 'Prüfung des Ausweisdokuments',
    selfie: 'Prüfung des Selfies',
    document: 'Prüfung des Dokuments',
    database: 'Abgleich mit Datenbanken',
    'phone-number': 'Prüfung der Telefonnummer',
    'email-address': 'Prüfung der E-Mail-Adresse',
  },
  names,
  loading: 'Die Anfrage wird geladen…',
  retry: 'Erneut versuchen',
  close: 'Schließen',
  required: 'Teilen Sie zuerst hier Ihre Angaben.',
  consent: {
    newTab: ' (öffnet einen neuen Tab)',
    nothingToShare: 'Wählen Sie mindestens eine Angabe aus, die geteilt werden soll.',
    deciding: 'Ihre Antwort wird festgehalten…',
  },
  waiting: {
    title: source => `Bei ${source} bestätigen`,
    opened: source =>
      `${source} wurde in einem eigenen Fenster geöffnet. Bestätigen Sie dort; hier geht es von selbst weiter.`,
    blocked: source =>
      `Ihr Browser hat das Fenster von ${source} nicht geöffnet. Gehen Sie in diesem Fenster dorthin und kommen Sie hierher zurück.`,
    declined: source =>
      `Sie haben bei ${source} nicht bestätigt, deshalb wurde nichts geteilt. Sie können die Seite noch einmal öffnen.`,
    unopened: source => `Sie haben zugestimmt. Bestätigen Sie bei ${source}; hier geht es von selbst weiter.`,
    none: source => `Sie haben zugestimmt. Sobald ${source} bestätigt, geht es hier von selbst weiter.`,
    tokenSent: source => `${source} hat bestätigt. Es geht los…`,
    continueAt: source => `Weiter bei ${source}`,
  },
  paste: { label: 'Sandbox: ein Share-Token, das Sie haben', use: 'Verwenden' },
  progress: {
    title: 'Ihre Angaben werden geteilt',
    hint: destination =>
      `Das dauert ein paar Sekunden. ${destination} erhält nur das, dem Sie zugestimmt haben.`,
    bar: 'Fortschritt',
    accepted: 'Freigabe angenommen',
    copying: 'Ihre Angaben werden kopiert',
    details: { one: '# Angabe', other: '# Angaben' },
    files: { one: '# Datei', other: '# Dateien' },
    copied: (details, files) => `${details}, ${files} kopiert`,
    decided: 'Über die Anfrage entschieden',
    states: {
      active: 'Läuft',
      done: 'Fertig',
      passed: 'Bestanden',
      failed: 'Nicht bestanden',
      skipped: 'Übersprungen',
    },
  },
  awaitingInput: {
    title: 'Fast geschafft',
    body: destination => `Ihre Angaben sind angekommen. ${destination} braucht noch etwas mehr.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          'Nicht angenommen',
          `Ihre Angaben sind angekommen, haben die Prüfung aber nicht bestanden. ${destination} sagt Ihnen, was Sie tun können.`,
        ]
      case 'needs_review':
        return [
          'In Prüfung',
          `Ihre Angaben sind angekommen. ${destination} sieht sie sich genauer an und gibt Ihnen Bescheid.`,
        ]
      default:
        return ['Alles erledigt', `${destination} hat alles Nötige. Sie können weitermachen.`]
    }
  },
  shared: {
    title: 'Geteilt',
    body: destination => `Bei ${destination} geht es von selbst weiter. Sie können dieses Fenster schließen.`,
  },
  declined: {
    title: 'Es wurde nichts geteilt',
    body: (source, destination) =>
      `Ihre Angaben bleiben bei ${source}. Fahren Sie mit dem üblichen Formular von ${destination} fort.`,
  },
  withdrawn: {
    title: 'Sie teilen nicht mehr',
    body: destination => `${destination} kann Ihre Freigabe nicht mehr verwenden.`,
  },
  failures: {
    invalid_client_secret: [
      'Diese Anfrage ist nicht mehr gültig',
      'Laden Sie die Seite neu, um von vorn zu beginnen.',
    ],
    origin_not_allowed: [
      'Das Teilen ist hier nicht möglich',
      'Diese Seite darf nicht nach Ihren Angaben fragen.',
    ],
    session_expired: ['Diese Anfrage ist abgelaufen', 'Laden Sie die Seite neu, um von vorn zu beginnen.'],
    share_token_refused: [
      'Die Freigabe konnte nicht verwendet werden',
      'Sie ist abgelaufen oder wurde schon verwendet. Mit ihr wurde nichts geteilt.',
    ],
    consent_refused: [
      'Ihre Antwort konnte nicht festgehalten werden',
      'Die Anfrage hat sich geändert. Sehen Sie sie sich noch einmal an.',
    ],
    already_decided: [
      'Diese Antwort zählt nicht',
      'Die Anfrage wurde schon beantwortet, vielleicht in einem anderen Tab.',
    ],
    server_unreachable: [
      'Der Server ist nicht erreichbar',
      'Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    ],
    redemption_failed: [
      'Ihre Angaben konnten nicht übernommen werden',
      'Fahren Sie mit dem üblichen Formular fort.',
    ],
    unexpected_answer: [
      'Etwas ist schiefgegangen',
      'Der Server hat eine Antwort gegeben, die hier keinen Sinn ergibt.',
    ],
  },
}

export const words: CollectWords = {
  lead: 'Ergänzen Sie, was noch fehlt. Jede Antwort wird sofort gespeichert, der Rest geht von selbst weiter.',
  later: 'Später erledigen',
  given: 'Gespeichert',
  change: 'Ändern',
  choose: 'Auswählen…',
  wrong: {
    text: 'Prüfen Sie diese Eingabe.',
    date: 'Geben Sie ein Datum ein.',
    'email-address': 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.',
    'phone-number': 'Geben Sie eine Telefonnummer mit Ländervorwahl ein, zum Beispiel +49 30 123456.',
    number: 'Geben Sie eine Zahl ein.',
  },
  sending: 'Wird gesendet',
  failed: 'Das ist nicht angekommen. Versuchen Sie es erneut.',
  refused: 'Das wurde nicht angenommen. Prüfen Sie es und versuchen Sie es erneut.',
  idClass: 'Welches Dokument?',
  idClasses: { id: 'Personalausweis', dl: 'Führerschein', pp: 'Reisepass' },
  pages: { front: 'Vorderseite', back: 'Rückseite', center: 'Ihr Gesicht', document: 'Dokument' },
  drop: 'Datei hier ablegen oder',
  upload: 'Datei auswählen',
  cancel: 'Abbrechen',
  camera: {
    open: 'Foto aufnehmen',
    shoot: 'Auslösen',
    use: 'Verwenden',
    again: 'Noch einmal',
    denied: 'Die Kamera kann hier nicht verwendet werden. Wählen Sie stattdessen eine Datei aus.',
  },
  code: {
    hint: to => `Wir senden einen sechsstelligen Code an ${to}.`,
    send: 'Code senden',
    sent: to => `Geben Sie die sechs Ziffern ein, die an ${to} gesendet wurden.`,
    again: 'Neuen Code senden',
    done: 'Bestätigt',
    wrong: 'Das ist nicht der gesendete Code.',
    over: 'Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.',
    wait: 'Eben wurde ein Code gesendet. Warten Sie einen Moment.',
    none: 'Es können keine weiteren Codes gesendet werden.',
  },
  tooLarge: 'Diese Datei ist zu groß.',
  wrongType: 'Dieser Dateityp wird nicht angenommen.',
  names,
}

export const rights: RightsWords = {
  receipt: 'Beleg speichern',
  stop: 'Nicht mehr teilen',
  meaning: destination => `Danach kann ${destination} Ihre Freigabe nicht mehr verwenden.`,
  confirm: destination => `Nicht mehr mit ${destination} teilen`,
  stopping: 'Wird beendet…',
  failed: words.failed,
  nothingCopied: 'Es wurde nichts kopiert.',
  copied: destination =>
    `Was vorher kopiert wurde, bleibt bei ${destination}. Sie können ${destination} bitten, es zu löschen.`,
}
