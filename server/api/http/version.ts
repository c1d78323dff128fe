/** The version of the published API that is spoken here, whatever `Persona-Version` asks for. */
export const API_VERSION = '2025-12-08'
