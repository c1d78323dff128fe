import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

const names: CollectWords['names'] = {
  'name-first': 'Prénom',
  'name-middle': 'Deuxième prénom',
  'name-last': 'Nom de famille',
  birthdate: 'Date de naissance',
  'address-street-1': 'Numéro et rue',
  'address-street-2': 'Complément d’adresse',
  'address-city': 'Ville',
  'address-subdivision': 'Région',
  'address-postal-code': 'Code postal',
  'address-country-code': 'Pays',
  'email-address': 'Adresse e-mail',
  'phone-number': 'Numéro de téléphone',
  'identification-number': 'Numéro d’identification',
  'government-id': 'Pièce d’identité',
  selfie: 'Photo de votre visage',
  'proof-of-address': 'Justificatif de domicile',
}

export const messages: Messages = {
  locale: 'fr',
  dir: 'ltr',
  verifications: {
    'government-id': 'Vérification de la pièce d’identité',
    selfie: 'Vérification du selfie',
    document: 'Vérification du document',
    database: 'Vérification dans les bases de données',
    'phone-number': 'Vérification du numéro de téléphone',
    'email-address': 'Vérification de l’adresse e-mail',
  },
  names,
  loading: 'Chargement de la demande…',
  retry: 'Réessayer',
  close: 'Fermer',
  required: 'Partagez d’abord vos informations ici.',
  consent: {
    newTab: ' (s’ouvre dans un nouvel onglet)',
    nothingToShare: 'Cochez au moins un élément à partager.',
    deciding: 'Enregistrement de votre réponse…',
  },
  waiting: {
    title: source => `Confirmer auprès de ${source}`,
    opened: source =>
      `${source} s’est ouvert dans sa propre fenêtre. Confirmez-y ; cette page continue d’elle-même.`,
    blocked: source =>
      `Votre navigateur n’a pas ouvert la fenêtre de ${source}. Allez-y dans celle-ci, puis revenez ici.`,
    declined: source =>
      `Vous n’avez pas confirmé auprès de ${source} : rien n’a été partagé. Vous pouvez rouvrir sa page.`,
    unopened: source => `Vous avez accepté. Confirmez auprès de ${source} ; cette page continue d’elle-même.`,
    none: source => `Vous avez accepté. Dès que ${source} confirme, cette page continue d’elle-même.`,
    tokenSent: source => `${source} a confirmé. C’est parti…`,
    continueAt: source => `Continuer chez ${source}`,
  },
  paste: { label: 'Sandbox : un jeton de partage que vous avez', use: 'Utiliser' },
  progress: {
    title: 'Partage de vos informations',
    hint: destination =>
      `Cela prend quelques secondes. ${destination} ne reçoit que ce que vous avez accepté.`,
    bar: 'Progression',
    accepted: 'Accord accepté',
    copying: 'Copie de vos informations',
    details: { one: '# information', other: '# informations' },
    files: { one: '# fichier', other: '# fichiers' },
    copied: (details, files) => `Copie terminée : ${details}, ${files}`,
    decided: 'Décision prise sur la demande',
    states: {
      active: 'En cours',
      done: 'Terminé',
      passed: 'Réussi',
      failed: 'Non réussi',
      skipped: 'Ignoré',
    },
  },
  awaitingInput: {
    title: 'Presque terminé',
    body: destination => `Vos informations sont arrivées. ${destination} a encore besoin d’un complément.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          'Non accepté',
          `Vos informations sont arrivées, mais la vérification n’a pas réussi. ${destination} vous dira ce que vous pouvez faire.`,
        ]
      case 'needs_review':
        return [
          'En cours d’examen',
          `Vos informations sont arrivées. ${destination} les examine de plus près et vous tiendra au courant.`,
        ]
      default:
        return ['C’est fait', `${destination} a tout ce qu’il faut. Vous pouvez continuer.`]
    }
  },
  shared: {
    title: 'Partagé',
    body: destination => `${destination} continue de son côté. Vous pouvez fermer cette fenêtre.`,
  },
  declined: {
    title: 'Rien n’a été partagé',
    body: (source, destination) =>
      `${source} garde vos informations. Continuez avec le formulaire habituel de ${destination}.`,
  },
  withdrawn: {
    title: 'Vous ne partagez plus',
    body: destination => `${destination} ne peut plus utiliser votre accord.`,
  },
  failures: {
    invalid_client_secret: ['Cette demande n’est plus valable', 'Rechargez la page pour recommencer.'],
    origin_not_allowed: [
      'Le partage ne fonctionne pas ici',
      'Cette page n’est pas autorisée à demander vos informations.',
    ],
    session_expired: ['Cette demande a expiré', 'Rechargez la page pour recommencer.'],
    share_token_refused: [
      'L’accord n’a pas pu être utilisé',
      'Il a expiré ou a déjà été utilisé. Il n’a servi à rien partager.',
    ],
    consent_refused: ['Votre réponse n’a pas pu être enregistrée', 'La demande a changé. Relisez-la.'],
    already_decided: [
      'Cette réponse n’a pas été prise en compte',
      'La demande a déjà reçu une réponse, peut-être dans un autre onglet.',
    ],
    server_unreachable: ['Le serveur est injoignable', 'Vérifiez votre connexion et réessayez.'],
    redemption_failed: [
      'Vos informations n’ont pas pu être reprises',
      'Continuez avec le formulaire habituel.',
    ],
    unexpected_answer: ['Un problème est survenu', 'Le serveur a donné une réponse qui n’a pas de sens ici.'],
  },
}

export const words: CollectWords = {
  lead: 'Ajoutez ce qui manque encore. Chaque réponse est enregistrée au fur et à mesure, et la suite se fait d’elle-même.',
  later: 'Le faire plus tard',
  given: 'Enregistré',
  change: 'Modifier',
  choose: 'Choisir…',
  wrong: {
    text: 'Vérifiez cette saisie.',
    date: 'Saisissez une date.',
    'email-address': 'Saisissez une adresse e-mail, par exemple nom@example.com.',
    'phone-number':
      'Saisissez un numéro de téléphone avec l’indicatif du pays, par exemple +33 1 23 45 67 89.',
    number: 'Saisissez un nombre.',
  },
  sending: 'Envoi en cours',
  failed: 'L’envoi n’a pas abouti. Réessayez.',
  refused: 'Cela n’a pas été accepté. Vérifiez et réessayez.',
  idClass: 'Quel document ?',
  idClasses: { id: 'Carte d’identité', dl: 'Permis de conduire', pp: 'Passeport' },
  pages: { front: 'Recto', back: 'Verso', center: 'Votre visage', document: 'Document à fournir' },
  drop: 'Déposez un fichier ici, ou',
  upload: 'Choisir un fichier',
  cancel: 'Annuler',
  camera: {
    open: 'Prendre une photo',
    shoot: 'Photographier',
    use: 'Utiliser',
    again: 'Recommencer',
    denied: 'L’appareil photo ne peut pas être utilisé ici. Choisissez plutôt un fichier.',
  },
  code: {
    hint: to => `Nous enverrons un code à six chiffres à ${to}.`,
    send: 'Envoyer le code',
    sent: to => `Saisissez les six chiffres envoyés à ${to}.`,
    again: 'Envoyer un autre code',
    done: 'Confirmé',
    wrong: 'Ce n’est pas le code envoyé.',
    over: 'Ce code n’est plus valable. Demandez-en un autre.',
    wait: 'Un code vient d’être envoyé. Patientez un instant.',
    none: 'Aucun autre code ne peut être envoyé.',
  },
  tooLarge: 'Ce fichier est trop volumineux.',
  wrongType: 'Ce type de fichier n’est pas accepté.',
  names,
}

export const rights: RightsWords = {
  receipt: 'Enregistrer le reçu',
  stop: 'Ne plus partager',
  meaning: destination => `Ensuite, ${destination} ne pourra plus utiliser votre accord.`,
  confirm: destination => `Ne plus partager avec ${destination}`,
  stopping: 'Arrêt en cours…',
  failed: words.failed,
  nothingCopied: 'Rien n’a été copié.',
  copied: destination =>
    `Ce qui a été copié auparavant reste chez ${destination}. Vous pouvez lui demander de l’effacer.`,
}
