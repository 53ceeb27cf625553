import { readTextPage } from '../page.ts'
import type { Page } from '../page.ts'
export function readHtmlPage(html: string): Page {
  return readTextPage(html)
}
