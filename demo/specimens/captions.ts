/** The captions that ICAO Doc 9303 wants beside each printed value, in an issuer's own language. */
export interface Captions {
  surname: string
  givenNames: string
  sex: string
  nationality: string
  birthdate: string
  birthplace: string
  documentNumber: string
  issueDate: string
  expirationDate: string
  authority: string
}

export const english: Captions = {
  surname: 'Surname',
  givenNames: 'Given names',
  sex: 'Sex',
  nationality: 'Nationality',
  birthdate: 'Date of birth',
  birthplace: 'Place of birth',
  documentNumber: 'Document No.',
  issueDate: 'Date of issue',
  expirationDate: 'Date of expiry',
  authority: 'Authority',
}

export const captions = {
  swedish: {
    surname: 'Efternamn',
    givenNames: 'Förnamn',
    sex: 'Kön',
    nationality: 'Medborgarskap',
    birthdate: 'Födelsedatum',
    birthplace: 'Födelseort',
    documentNumber: 'Kortnummer',
    issueDate: 'Utfärdat',
    expirationDate: 'Giltigt till',
    authority: 'Myndighet',
  },
  french: {
    surname: 'Nom',
    givenNames: 'Prénoms',
    sex: 'Sexe',
    nationality: 'Nationalité',
    birthdate: 'Date de naissance',
    birthplace: 'Lieu de naissance',
    documentNumber: 'N° du document',
    issueDate: 'Délivré le',
    expirationDate: 'Expire le',
    authority: 'Autorité',
  },
  german: {
    surname: 'Familienname',
    givenNames: 'Vornamen',
    sex: 'Geschlecht',
    nationality: 'Staatsangeh.',
    birthdate: 'Geburtsdatum',
    birthplace: 'Geburtsort',
    documentNumber: 'Kartennummer',
    issueDate: 'Ausgestellt am',
    expirationDate: 'Gültig bis',
    authority: 'Behörde',
  },
  portuguese: {
    surname: 'Apelidos',
    givenNames: 'Nomes',
    sex: 'Sexo',
    nationality: 'Nacionalidade',
    birthdate: 'Data de nascimento',
    birthplace: 'Local de nascimento',
    documentNumber: 'N.º do documento',
    issueDate: 'Data de emissão',
    expirationDate: 'Válido até',
    authority: 'Entidade',
  },
  polish: {
    surname: 'Nazwisko',
    givenNames: 'Imiona',
    sex: 'Płeć',
    nationality: 'Obywatelstwo',
    birthdate: 'Data urodzenia',
    birthplace: 'Miejsce urodzenia',
    documentNumber: 'Numer dokumentu',
    issueDate: 'Data wydania',
    expirationDate: 'Termin ważności',
    authority: 'Organ',
  },
  bulgarian: {
    surname: 'Фамилия',
    givenNames: 'Име',
    sex: 'Пол',
    nationality: 'Гражданство',
    birthdate: 'Дата на раждане',
    birthplace: 'Място на раждане',
    documentNumber: '№ на документа',
    issueDate: 'Дата на издаване',
    expirationDate: 'Валидност',
    authority: 'Издаден от',
  },
  finnish: {
    surname: 'Sukunimi',
    givenNames: 'Etunimet',
    sex: 'Sukupuoli',
    nationality: 'Kansalaisuus',
    birthdate: 'Syntymäaika',
    birthplace: 'Syntymäpaikka',
    documentNumber: 'Kortin numero',
    issueDate: 'Myönnetty',
    expirationDate: 'Voimassa',
    authority: 'Viranomainen',
  },
  swahili: {
    surname: 'Jina la ukoo',
    givenNames: 'Majina',
    sex: 'Jinsia',
    nationality: 'Uraia',
    birthdate: 'Tarehe ya kuzaliwa',
    birthplace: 'Mahali pa kuzaliwa',
    documentNumber: 'Nambari',
    issueDate: 'Tarehe ya kutolewa',
    expirationDate: 'Mwisho wa matumizi',
    authority: 'Mamlaka',
  },
} satisfies Record<string, Captions>
