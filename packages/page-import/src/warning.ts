/** Something a person should look at; `code` is stable, its text lies with the messages. */
export interface ImportWarning {
  readonly field: string
  readonly code: string
}
