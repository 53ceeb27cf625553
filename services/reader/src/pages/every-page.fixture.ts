import { articlePage } from './article-page.ts'
import { errorPage } from './error-page.ts'
import { siteAt } from './hits.fixture.ts'
import { homePage } from './home-page.ts'
import type { Html } from './markup.ts'
import { notFoundPage } from './not-found-page.ts'
import { publishPage } from './publish-page.ts'
import { searchPage } from './search-page.ts'
import type { SiteView } from './site-view.ts'
import { universityPage } from './university-page.ts'
import { article, home, nothingFound, search, university, withdrawn } from './views.fixture.ts'
import { withdrawnPage } from './withdrawn-page.ts'

/** Makes another view of the same shape. */
export type Change = <View extends { readonly site: SiteView }>(view: View) => View

const pictures = [
  { url: 'https://nura.example/a.jpg?a=1&b=2', alt: 'Қор', width: 1200, height: 800 },
  { url: 'https://nura.example/b.jpg' },
]
const { mostRead: _, olderPath: __, ...quietHome } = home
const { facets: ___, ...furtherSearch } = search

/** Every page in every state that has markup of its own. */
export const everyPage: readonly (readonly [name: string, render: (change: Change) => Html])[] = [
  ['home', (change) => homePage(change(home))],
  ['home without views', (change) => homePage(change(quietHome))],
  [
    'home without news',
    (change) => homePage(change({ ...quietHome, universities: [], latest: [], total: 0 })),
  ],
  ['search', (change) => searchPage(change(search))],
  [
    'search, further page',
    (change) => searchPage(change({ ...furtherSearch, relaxed: true, continued: true })),
  ],
  ['search without a hit', (change) => searchPage(change(nothingFound))],
  ['university', (change) => universityPage(change(university))],
  ['university without news', (change) => universityPage(change({ ...university, latest: [], total: 0 }))],
  ['article', (change) => articlePage(change(article))],
  ['article without views by day', (change) => articlePage(change({ ...article, viewDays: undefined }))],
  ['article with pictures', (change) => articlePage(change({ ...article, images: pictures }))],
  ['withdrawn', (change) => withdrawnPage(change(withdrawn))],
  ['erased', (change) => withdrawnPage(change({ ...withdrawn, status: 'erased' }))],
  [
    'publish',
    (change) =>
      publishPage(
        change({ site: siteAt('/publish'), universities: [{ slug: 'nura', name: 'Nura <University>' }] }),
      ),
  ],
  ['not found', (change) => notFoundPage(change({ site: siteAt('/articles/x'), missing: 'article' }))],
  ['error', (change) => errorPage(change({ site: siteAt('/'), failure: 'internal', reference: '01JNX2Y5' }))],
]
