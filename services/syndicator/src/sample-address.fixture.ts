/** Where the samples are served. */
export const PUBLIC_URL = 'https://wire.example.kz'
