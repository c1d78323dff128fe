import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

const names: CollectWords['names'] = {
  'name-first': 'Voornaam',
  'name-middle': 'Tweede voornaam',
  'name-last': 'Achternaam',
  birthdate: 'Geboortedatum',
  'address-street-1': 'Straat en huisnummer',
  'address-street-2': 'Adres, tweede regel',
  'address-city': 'Plaats',
  'address-subdivision': 'Provincie of regio',
  'address-postal-code': 'Postcode',
  'address-country-code': 'Land',
  'email-address': 'E-mailadres',
  'phone-number': 'Telefoonnummer',
  'identification-number': 'Identificatienummer',
  'government-id': 'Identiteitsbewijs',
  selfie: 'Foto van uw gezicht',
  'proof-of-address': 'Adresbewijs',
}

export const messages: Messages = {
  locale: 'nl',
  dir: 'ltr',
  verifications: {
    'government-id': 'Controle van het identiteitsbewijs',
    selfie: 'Controle van de selfie',
    document: 'Controle van het document',
    database: 'Controle in databases',
    'phone-number': 'Controle van het telefoonnummer',
    'email-address': 'Controle van het e-mailadres',
  },
  names,
  loading: 'Het verzoek wordt geladen…',
  retry: 'Opnieuw proberen',
  close: 'Sluiten',
  required: 'Deel eerst hier uw gegevens.',
  consent: {
    newTab: ' (opent in een nieuw tabblad)',
    nothingToShare: 'Vink ten minste één gegeven aan om te delen.',
    deciding: 'Uw antwoord wordt vastgelegd…',
  },
  waiting: {
    title: source => `Bevestigen bij ${source}`,
    opened: source =>
      `${source} is in een eigen venster geopend. Bevestig daar; deze pagina gaat vanzelf verder.`,
    blocked: source =>
      `Uw browser heeft het venster van ${source} niet geopend. Ga er in dit venster heen en kom hier terug.`,
    declined: source =>
      `U hebt niet bevestigd bij ${source}, dus er is niets gedeeld. U kunt de pagina nog een keer openen.`,
    unopened: source => `U bent akkoord. Bevestig bij ${source}; deze pagina gaat vanzelf verder.`,
    none: source => `U bent akkoord. Zodra ${source} bevestigt, gaat deze pagina vanzelf verder.`,
    tokenSent: source => `${source} heeft bevestigd. We beginnen…`,
    continueAt: source => `Verder bij ${source}`,
  },
  paste: { label: 'Sandbox: een deeltoken dat u hebt', use: 'Gebruiken' },
  progress: {
    title: 'Uw gegevens worden gedeeld',
    hint: destination =>
      `Dit duurt een paar seconden. ${destination} krijgt alleen waarmee u akkoord bent gegaan.`,
    bar: 'Voortgang',
    accepted: 'Toestemming aanvaard',
    copying: 'Uw gegevens worden gekopieerd',
    details: { one: '# gegeven', other: '# gegevens' },
    files: { one: '# bestand', other: '# bestanden' },
    copied: (details, files) => `${details}, ${files} gekopieerd`,
    decided: 'Over het verzoek is beslist',
    states: {
      active: 'Bezig',
      done: 'Klaar',
      passed: 'Geslaagd',
      failed: 'Niet geslaagd',
      skipped: 'Overgeslagen',
    },
  },
  awaitingInput: {
    title: 'Bijna klaar',
    body: destination => `Uw gegevens zijn aangekomen. ${destination} heeft nog iets meer nodig.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          'Niet aanvaard',
          `Uw gegevens zijn aangekomen, maar de controle is niet geslaagd. ${destination} vertelt u wat u kunt doen.`,
        ]
      case 'needs_review':
        return [
          'In behandeling',
          `Uw gegevens zijn aangekomen. ${destination} kijkt er nader naar en laat het u weten.`,
        ]
      default:
        return ['Alles is klaar', `${destination} heeft wat nodig is. U kunt verdergaan.`]
    }
  },
  shared: {
    title: 'Gedeeld',
    body: destination => `${destination} gaat vanzelf verder. U kunt dit venster sluiten.`,
  },
  declined: {
    title: 'Er is niets gedeeld',
    body: (source, destination) =>
      `${source} bewaart uw gegevens. Ga verder met het gewone formulier van ${destination}.`,
  },
  withdrawn: {
    title: 'U deelt niet meer',
    body: destination => `${destination} kan uw toestemming niet meer gebruiken.`,
  },
  failures: {
    invalid_client_secret: ['Dit verzoek is niet meer geldig', 'Laad de pagina opnieuw om weer te beginnen.'],
    origin_not_allowed: ['Delen werkt hier niet', 'Deze pagina mag niet om uw gegevens vragen.'],
    session_expired: ['Dit verzoek is verlopen', 'Laad de pagina opnieuw om weer te beginnen.'],
    share_token_refused: [
      'De toestemming kon niet worden gebruikt',
      'Ze is verlopen of al eerder gebruikt. Er is niets mee gedeeld.',
    ],
    consent_refused: [
      'Uw antwoord kon niet worden vastgelegd',
      'Het verzoek is veranderd. Bekijk het nog een keer.',
    ],
    already_decided: [
      'Dit antwoord telt niet',
      'Het verzoek was al beantwoord, misschien in een ander tabblad.',
    ],
    server_unreachable: ['De server is niet bereikbaar', 'Controleer uw verbinding en probeer het opnieuw.'],
    redemption_failed: ['Uw gegevens konden niet worden overgenomen', 'Ga verder met het gewone formulier.'],
    unexpected_answer: ['Er is iets misgegaan', 'De server gaf een antwoord dat hier niet klopt.'],
  },
}

export const words: CollectWords = {
  lead: 'Voeg toe wat nog ontbreekt. Elk antwoord wordt meteen bewaard en de rest gaat vanzelf verder.',
  later: 'Dit later doen',
  given: 'Bewaard',
  change: 'Wijzigen',
  choose: 'Kiezen…',
  wrong: {
    text: 'Controleer deze invoer.',
    date: 'Vul een datum in.',
    'email-address': 'Vul een e-mailadres in, zoals naam@example.com.',
    'phone-number': 'Vul een telefoonnummer met landcode in, zoals +31 20 123 4567.',
    number: 'Vul een getal in.',
  },
  sending: 'Bezig met verzenden',
  failed: 'Dat is niet aangekomen. Probeer het opnieuw.',
  refused: 'Dat is niet aanvaard. Controleer het en probeer het opnieuw.',
  idClass: 'Welk document?',
  idClasses: { id: 'Identiteitskaart', dl: 'Rijbewijs', pp: 'Paspoort' },
  pages: { front: 'Voorkant', back: 'Achterkant', center: 'Uw gezicht', document: 'Document' },
  drop: 'Zet hier een bestand neer, of',
  upload: 'Een bestand kiezen',
  cancel: 'Annuleren',
  camera: {
    open: 'Een foto maken',
    shoot: 'Foto nemen',
    use: 'Gebruiken',
    again: 'Opnieuw',
    denied: 'De camera kan hier niet worden gebruikt. Kies in plaats daarvan een bestand.',
  },
  code: {
    hint: to => `Wij sturen een code van zes cijfers naar ${to}.`,
    send: 'Code versturen',
    sent: to => `Voer de zes cijfers in die naar ${to} zijn gestuurd.`,
    again: 'Nieuwe code versturen',
    done: 'Bevestigd',
    wrong: 'Dat is niet de verstuurde code.',
    over: 'Deze code is niet meer geldig. Vraag een nieuwe aan.',
    wait: 'Er is net een code verstuurd. Wacht even.',
    none: 'Er kunnen geen codes meer worden verstuurd.',
  },
  tooLarge: 'Dit bestand is te groot.',
  wrongType: 'Dit bestandstype wordt niet aanvaard.',
  names,
}

export const rights: RightsWords = {
  receipt: 'Bewijs opslaan',
  stop: 'Stoppen met delen',
  meaning: destination => `Daarna kan ${destination} uw toestemming niet meer gebruiken.`,
  confirm: destination => `Stoppen met delen met ${destination}`,
  stopping: 'Wordt gestopt…',
  failed: words.failed,
  nothingCopied: 'Er is niets gekopieerd.',
  copied: destination =>
    `Wat eerder is gekopieerd, blijft bij ${destination}. U kunt ${destination} vragen het te verwijderen.`,
}
