/** Where everything is kept unless UNIWIRE_DATA says otherwise; imports nothing, for the first file to ask. */
export const DEFAULT_DATA_FOLDER = './data'
