/** An article of 3 kB as a university writes it; `n` makes it another one. */
export function sampleArticle(n: number) {
  const sentence = 'Студенты университета провели на реке неделю и измерили толщину льда в сорока местах. '
  const paragraph = (link: number) =>
    `<p>${sentence.repeat(2)}<a href="/news/${link}">Подробнее</a>, <strong>важно</strong>: ${sentence}</p>`
  return {
    title: `Студенты измерили лёд на Нуре, ${n}`,
    bodyHtml: [
      '<h2>Неделя на реке</h2>',
      ...Array.from({ length: 5 }, (_, link) => paragraph(link)),
      '<figure><img src="/ice.jpg" alt="Лёд на Нуре"><figcaption>Лёд на Нуре</figcaption></figure>',
      '<ul><li>сорок студентов</li><li>сорок мест</li></ul>',
    ].join('\n'),
    language: 'ru',
    publishedAt: '2026-02-11T09:30:00',
    url: `https://nura.example/news/${n}`,
    byline: 'Пресс-служба',
    categories: ['Наука'],
  }
}
