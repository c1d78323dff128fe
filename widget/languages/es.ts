import type { CollectWords } from '../collect/words/words.ts'
import type { Messages } from '../messages/messages.ts'
import type { RightsWords } from '../rights/words/words.ts'

const names: CollectWords['names'] = {
  'name-first': 'Nombre',
  'name-middle': 'Segundo nombre',
  'name-last': 'Apellidos',
  birthdate: 'Fecha de nacimiento',
  'address-street-1': 'Calle y número',
  'address-street-2': 'Dirección, segunda línea',
  'address-city': 'Localidad',
  'address-subdivision': 'Provincia o región',
  'address-postal-code': 'Código postal',
  'address-country-code': 'País',
  'email-address': 'Correo electrónico',
  'phone-number': 'Número de teléfono',
  'identification-number': 'Número de identificación',
  'government-id': 'Documento de identidad',
  selfie: 'Foto de su rostro',
  'proof-of-address': 'Justificante de domicilio',
}

export const messages: Messages = {
  locale: 'es',
  dir: 'ltr',
  verifications: {
    'government-id': 'Comprobación del documento de identidad',
    selfie: 'Comprobación del selfi',
    document: 'Comprobación del documento',
    database: 'Comprobación en bases de datos',
    'phone-number': 'Comprobación del número de teléfono',
    'email-address': 'Comprobación del correo electrónico',
  },
  names,
  loading: 'Cargando la solicitud…',
  retry: 'Reintentar',
  close: 'Cerrar',
  required: 'Comparta primero sus datos aquí.',
  consent: {
    newTab: ' (se abre en una pestaña nueva)',
    nothingToShare: 'Marque al menos un dato para compartir.',
    deciding: 'Registrando su respuesta…',
  },
  waiting: {
    title: source => `Confirmar con ${source}`,
    opened: source =>
      `${source} se ha abierto en su propia ventana. Confirme allí; esta página continúa sola.`,
    blocked: source =>
      `Su navegador no ha abierto la ventana de ${source}. Vaya allí en esta misma y vuelva aquí.`,
    declined: source =>
      `No ha confirmado con ${source}, así que no se ha compartido nada. Puede volver a abrir su página.`,
    unopened: source => `Ha aceptado. Confirme con ${source}; esta página continúa sola.`,
    none: source => `Ha aceptado. En cuanto ${source} confirme, esta página continúa sola.`,
    tokenSent: source => `${source} ha confirmado. Empezando…`,
    continueAt: source => `Continuar en ${source}`,
  },
  paste: { label: 'Sandbox: un token de intercambio que usted tenga', use: 'Usar' },
  progress: {
    title: 'Compartiendo sus datos',
    hint: destination => `Tarda unos segundos. ${destination} recibe solo lo que usted ha aceptado.`,
    bar: 'Progreso',
    accepted: 'Autorización aceptada',
    copying: 'Copiando sus datos',
    details: { one: '# dato', other: '# datos' },
    files: { one: '# archivo', other: '# archivos' },
    copied: (details, files) => `Copia terminada: ${details}, ${files}`,
    decided: 'Solicitud resuelta',
    states: {
      active: 'En curso',
      done: 'Hecho',
      passed: 'Superada',
      failed: 'No superada',
      skipped: 'Omitida',
    },
  },
  awaitingInput: {
    title: 'Ya casi está',
    body: destination => `Sus datos han llegado. ${destination} necesita algo más.`,
  },
  complete: (status, destination) => {
    switch (status) {
      case 'declined':
      case 'failed':
      case 'expired':
        return [
          'No aceptado',
          `Sus datos han llegado, pero no han superado la comprobación. ${destination} le dirá qué puede hacer.`,
        ]
      case 'needs_review':
        return [
          'En revisión',
          `Sus datos han llegado. ${destination} los revisa con más detalle y le avisará.`,
        ]
      default:
        return ['Todo listo', `${destination} tiene lo que necesita. Puede continuar.`]
    }
  },
  shared: {
    title: 'Compartido',
    body: destination => `${destination} continúa por su cuenta. Puede cerrar esta ventana.`,
  },
  declined: {
    title: 'No se ha compartido nada',
    body: (source, destination) =>
      `${source} conserva sus datos. Continúe con el formulario habitual de ${destination}.`,
  },
  withdrawn: {
    title: 'Ha dejado de compartir',
    body: destination => `${destination} ya no puede usar su aprobación.`,
  },
  failures: {
    invalid_client_secret: [
      'Esta solicitud ya no es válida',
      'Vuelva a cargar la página para empezar de nuevo.',
    ],
    origin_not_allowed: ['Aquí no se puede compartir', 'Esta página no tiene permiso para pedir sus datos.'],
    session_expired: ['Esta solicitud ha caducado', 'Vuelva a cargar la página para empezar de nuevo.'],
    share_token_refused: [
      'No se ha podido usar la autorización',
      'Ha caducado o ya se había usado. No se ha compartido nada con ella.',
    ],
    consent_refused: [
      'No se ha podido registrar su respuesta',
      'La solicitud ha cambiado. Revísela de nuevo.',
    ],
    already_decided: [
      'Esta respuesta no ha contado',
      'La solicitud ya se había respondido, quizá en otra pestaña.',
    ],
    server_unreachable: [
      'No podemos conectar con el servidor',
      'Compruebe su conexión y vuelva a intentarlo.',
    ],
    redemption_failed: ['No se han podido incorporar sus datos', 'Continúe con el formulario habitual.'],
    unexpected_answer: ['Algo ha salido mal', 'El servidor ha dado una respuesta que aquí no tiene sentido.'],
  },
}

export const words: CollectWords = {
  lead: 'Añada lo que aún falta. Cada respuesta se guarda al momento y el resto continúa solo.',
  later: 'Hacerlo más tarde',
  given: 'Guardado',
  change: 'Cambiar',
  choose: 'Elegir…',
  wrong: {
    text: 'Revise este dato.',
    date: 'Introduzca una fecha.',
    'email-address': 'Introduzca una dirección de correo, por ejemplo nombre@example.com.',
    'phone-number': 'Introduzca un número de teléfono con el prefijo del país, por ejemplo +34 912 345 678.',
    number: 'Introduzca un número.',
  },
  sending: 'Enviando',
  failed: 'No se ha podido enviar. Vuelva a intentarlo.',
  refused: 'No se ha aceptado. Revíselo y vuelva a intentarlo.',
  idClass: '¿Qué documento?',
  idClasses: { id: 'Documento de identidad', dl: 'Permiso de conducir', pp: 'Pasaporte' },
  pages: { front: 'Anverso', back: 'Reverso', center: 'Su rostro', document: 'Documento' },
  drop: 'Suelte un archivo aquí, o',
  upload: 'Elegir un archivo',
  cancel: 'Cancelar',
  camera: {
    open: 'Hacer una foto',
    shoot: 'Disparar',
    use: 'Usarla',
    again: 'Repetir',
    denied: 'La cámara no se puede usar aquí. Elija un archivo en su lugar.',
  },
  code: {
    hint: to => `Enviaremos un código de seis cifras a ${to}.`,
    send: 'Enviar código',
    sent: to => `Introduzca las seis cifras enviadas a ${to}.`,
    again: 'Enviar otro código',
    done: 'Confirmado',
    wrong: 'Ese no es el código enviado.',
    over: 'Este código ya no es válido. Pida otro.',
    wait: 'Se acaba de enviar un código. Espere un momento.',
    none: 'No se pueden enviar más códigos.',
  },
  tooLarge: 'Este archivo es demasiado grande.',
  wrongType: 'Este tipo de archivo no se acepta.',
  names,
}

export const rights: RightsWords = {
  receipt: 'Guardar el recibo',
  stop: 'Dejar de compartir',
  meaning: destination => `Después, ${destination} ya no podrá usar su aprobación.`,
  confirm: destination => `Dejar de compartir con ${destination}`,
  stopping: 'Deteniendo…',
  failed: words.failed,
  nothingCopied: 'No se ha copiado nada.',
  copied: destination => `Lo que se copió antes se queda en ${destination}. Puede pedirle que lo elimine.`,
}
