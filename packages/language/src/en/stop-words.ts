/** English function words that carry no topic. */
export const ENGLISH_STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'the a an of and to in on at by for from with as is are was were be been being it its this that these those ' +
    'or not but if then than so such no nor into onto about over under between during after before he she they we ' +
    'you i his her their our your my him them us who whom whose which what when where why how has have had having ' +
    'do does did done will would can could may might shall should must there here also only very more most many ' +
    'much some any each all both other another same own ' +
    'up down out off because while until within without against through among upon although though whether ' +
    'either neither since just too again am me'
  ).split(' '),
)
