import type { ConsentWords } from './words.ts'

export const fr: ConsentWords = {
  direction: 'ltr',
  title: destination => `Partager vos informations avec ${destination} ?`,
  intro: (source, destination) =>
    `${source} vous a déjà vérifié. Si vous acceptez, ${destination} en reçoit une copie et n’a pas à vous les redemander.`,
  shares: 'Partage',
  receives: 'Reçoit',
  required: 'Ce qui est partagé',
  optional: 'Seulement si vous le souhaitez',
  biometric: 'Votre visage, seulement si vous le souhaitez',
  biometricHint:
    'Un visage est une donnée sensible et demande un accord à part. Sans lui, une nouvelle photo pourra vous être demandée.',
  gapTitle: 'Reste à ajouter',
  gap: (available, total) => `${available} sur ${total} déjà là.`,
  requiredDetails: { one: '# information requise', other: '# informations requises' },
  nothingToAdd: 'Rien à ajouter.',
  toAdd: missing => `Vous ajouterez : ${missing}.`,
  toConfirm: addresses => `Vous confirmerez avec un code que vous recevrez : ${addresses}.`,
  why: 'Pourquoi',
  retentionTitle: 'Conservé pendant',
  retentionByPolicy: destination =>
    `Aussi longtemps que le prévoit la politique de confidentialité de ${destination}`,
  years: { one: '# an', other: '# ans' },
  days: { one: '# jour', other: '# jours' },
  withdrawTitle: 'Retrait',
  withdraw: destination => `À tout moment : ici ou auprès de ${destination}`,
  policiesTitle: 'Confidentialité',
  share: 'Partager',
  decline: 'Ne pas partager',
  dataTypes: {
    name: 'Nom',
    birthdate: 'Date de naissance',
    address: 'Adresse',
    'email-address': 'Adresse e-mail',
    'phone-number': 'Numéro de téléphone',
    'identification-number': 'Numéro d’identification',
    'government-id': 'Pièce d’identité',
    selfie: 'Selfie',
    'proof-of-address': 'Justificatif de domicile',
  },
}
