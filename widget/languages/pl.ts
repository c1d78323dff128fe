import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

const names: CollectWords['names'] = {
  'name-first': 'Imię',
  'name-middle': 'Drugie imię',
  'name-last': 'Nazwisko',
  birthdate: 'Data urodzenia',
  'address-street-1': 'Ulica i numer',
  'address-street-2': 'Adres, drugi wiersz',
  'address-city': 'Miejscowość',
  'address-subdivision': 'Województwo lub region',
  'address-postal-code': 'Kod pocztowy',
  'address-country-code': 'Kraj',
  'email-address': 'Adres e-mail',
  'phone-number': 'Numer telefonu',
  'identification-number': 'Numer identyfikacyjny',
  'government-id': 'Dokument tożsamości',
  selfie: 'Zdjęcie Twojej twarzy',
  'proof-of-address': 'Potwierdzenie adresu',
}

export const messages: Messages = {
  locale: 'pl',
  dir: 'ltr',
  verifications: {
    'government-id': 'Sprawdzenie dokumentu tożsamości',
    selfie: 'Sprawdzenie selfie',
    document: 'Sprawdzenie dokumentu',
    database: 'Sprawdzenie w bazach danych',
    'phone-number': 'Sprawdzenie numeru telefonu',
    'email-address': 'Sprawdzenie adresu e-mail',
  },
  names,
  loading: 'Wczytywanie prośby…',
  retry: 'Spróbuj ponownie',
  close: 'Zamknij',
  required: 'Najpierw udostępnij tutaj swoje dane.',
  consent: {
    newTab: ' (otwiera się w nowej karcie)',
    nothingToShare: 'Zaznacz co najmniej jedną informację do udostępnienia.',
    deciding: 'Zapisywanie odpowiedzi…',
  },
  waiting: {
    title: source => `Potwierdź na stronie ${source}`,
    opened: source =>
      `Strona ${source} otworzyła się w osobnym oknie. Potwierdź tam; ta strona sama przejdzie dalej.`,
    blocked: source => `Przeglądarka nie otworzyła okna ${source}. Przejdź tam w tym oknie i wróć tutaj.`,
    declined: source =>
      `Brak potwierdzenia na stronie ${source}, więc nic nie zostało udostępnione. Możesz otworzyć ją jeszcze raz.`,
    unopened: source =>
      `Zgoda została udzielona. Potwierdź na stronie ${source}; ta strona sama przejdzie dalej.`,
    none: source =>
      `Zgoda została udzielona. Gdy tylko ${source} potwierdzi, ta strona sama przejdzie dalej.`,
    tokenSent: source => `Mamy potwierdzenie od ${source}. Zaczynamy…`,
    continueAt: source => `Przejdź do ${source}`,
  },
  paste: { label: 'Sandbox: token udostępniania, który masz', use: 'Użyj' },
  progress: {
    title: 'Udostępnianie Twoich danych',
    hint: destination => `To potrwa kilka sekund. ${destination} otrzyma tylko to, na co wyrażono zgodę.`,
    bar: 'Postęp',
    accepted: 'Zgoda przyjęta',
    copying: 'Kopiowanie Twoich danych',
    details: { one: '# informacja', few: '# informacje', many: '# informacji', other: '# informacji' },
    files: { one: '# plik', few: '# pliki', many: '# plików', other: '# pliku' },
    copied: (details, files) => `Skopiowano: ${details}, ${files}`,
    decided: 'Decyzja w sprawie prośby podjęta',
    states: {
      active: 'W toku',
      done: 'Gotowe',
      passed: 'Wynik pozytywny',
      failed: 'Wynik negatywny',
      skipped: 'Pominięto',
    },
  },
  awaitingInput: {
    title: 'Już prawie gotowe',
    body: destination => `Twoje dane dotarły. ${destination} potrzebuje jeszcze czegoś.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          'Nie przyjęto',
          `Twoje dane dotarły, ale nie przeszły sprawdzenia. ${destination} powie Ci, co możesz zrobić.`,
        ]
      case 'needs_review':
        return [
          'W trakcie sprawdzania',
          `Twoje dane dotarły. ${destination} przyjrzy się im bliżej i da Ci znać.`,
        ]
      default:
        return ['Wszystko gotowe', `${destination} ma wszystko, czego potrzebuje. Możesz przejść dalej.`]
    }
  },
  shared: {
    title: 'Udostępniono',
    body: destination => `Strona ${destination} sama przejdzie dalej. Możesz zamknąć to okno.`,
  },
  declined: {
    title: 'Nic nie zostało udostępnione',
    body: (source, destination) =>
      `Twoje dane pozostają w ${source}. Wypełnij zwykły formularz ${destination}.`,
  },
  withdrawn: {
    title: 'Dane nie są już udostępniane',
    body: destination => `${destination} nie może już korzystać z Twojej zgody.`,
  },
  failures: {
    invalid_client_secret: ['Ta prośba nie jest już ważna', 'Odśwież stronę, aby zacząć od nowa.'],
    origin_not_allowed: ['Udostępnianie tutaj nie działa', 'Ta strona nie może prosić o Twoje dane.'],
    session_expired: ['Ta prośba wygasła', 'Odśwież stronę, aby zacząć od nowa.'],
    share_token_refused: [
      'Nie udało się użyć zgody',
      'Wygasła albo została już użyta. Nic z nią nie udostępniono.',
    ],
    consent_refused: [
      'Nie udało się zapisać Twojej odpowiedzi',
      'Prośba się zmieniła. Zapoznaj się z nią jeszcze raz.',
    ],
    already_decided: ['Ta odpowiedź się nie liczy', 'Na prośbę już odpowiedziano, być może w innej karcie.'],
    server_unreachable: ['Nie możemy połączyć się z serwerem', 'Sprawdź połączenie i spróbuj ponownie.'],
    redemption_failed: ['Nie udało się przejąć Twoich danych', 'Wypełnij zwykły formularz.'],
    unexpected_answer: ['Coś poszło nie tak', 'Serwer dał odpowiedź, która nie ma tu sensu.'],
  },
}

export const words: CollectWords = {
  lead: 'Dodaj to, czego jeszcze brakuje. Każda odpowiedź jest zapisywana od razu, a reszta dzieje się sama.',
  later: 'Zrób to później',
  given: 'Zapisano',
  change: 'Zmień',
  choose: 'Wybierz…',
  wrong: {
    text: 'Sprawdź ten wpis.',
    date: 'Podaj datę.',
    'email-address': 'Podaj adres e-mail, na przykład imie@example.com.',
    'phone-number': 'Podaj numer telefonu z kodem kraju, na przykład +48 22 123 45 67.',
    number: 'Podaj liczbę.',
  },
  sending: 'Wysyłanie',
  failed: 'Nie udało się wysłać. Spróbuj ponownie.',
  refused: 'To nie zostało przyjęte. Sprawdź i spróbuj ponownie.',
  idClass: 'Który dokument?',
  idClasses: { id: 'Dowód osobisty', dl: 'Prawo jazdy', pp: 'Paszport' },
  pages: { front: 'Przód', back: 'Tył', center: 'Twoja twarz', document: 'Dokument' },
  drop: 'Upuść plik tutaj albo',
  upload: 'Wybierz plik',
  cancel: 'Anuluj',
  camera: {
    open: 'Zrób zdjęcie',
    shoot: 'Zrób to zdjęcie',
    use: 'Użyj',
    again: 'Jeszcze raz',
    denied: 'Nie można tu użyć aparatu. Wybierz zamiast tego plik.',
  },
  code: {
    hint: to => `Wyślemy sześciocyfrowy kod na ${to}.`,
    send: 'Wyślij kod',
    sent: to => `Proszę wpisać sześć cyfr wysłanych na ${to}.`,
    again: 'Wyślij nowy kod',
    done: 'Potwierdzono',
    wrong: 'To nie jest wysłany kod.',
    over: 'Ten kod nie jest już ważny. Proszę poprosić o nowy.',
    wait: 'Kod został przed chwilą wysłany. Proszę chwilę poczekać.',
    none: 'Nie można wysłać więcej kodów.',
  },
  tooLarge: 'Ten plik jest za duży.',
  wrongType: 'Ten typ pliku nie jest przyjmowany.',
  names,
}

export const rights: RightsWords = {
  receipt: 'Zapisz potwierdzenie',
  stop: 'Przestań udostępniać',
  meaning: destination => `Potem ${destination} nie będzie już mieć możliwości korzystania z Twojej zgody.`,
  confirm: destination => `Przestań udostępniać: ${destination}`,
  stopping: 'Zatrzymywanie…',
  failed: words.failed,
  nothingCopied: 'Nic nie zostało skopiowane.',
  copied: destination =>
    `To, co skopiowano wcześniej, ma nadal ${destination}. Możesz poprosić o usunięcie tych danych.`,
}
