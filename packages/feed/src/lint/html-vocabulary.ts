/** Elements of HTML that are safe in a feed. */
export const SAFE_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'a abbr acronym address area article aside audio b bdi bdo big blockquote br caption center cite code col colgroup ' +
    'data dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins ' +
    'kbd li main map mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary ' +
    'sup table tbody td tfoot th thead time tr track tt u ul var video wbr'
  ).split(' '),
)

/** Elements of HTML that readers remove, because they run, load or restyle things. */
export const RISKY_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'applet base body button canvas dialog embed fieldset form frame frameset head html iframe input label legend link ' +
    'math meta noframes noscript object optgroup option param plaintext script select slot style svg template textarea title'
  ).split(' '),
)

export const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)

/** Elements that HTML lets end without an end tag. */
export const OPTIONAL_END: ReadonlySet<string> = new Set(
  'colgroup dd dt li option p rp rt tbody td tfoot th thead tr'.split(' '),
)

/** Attributes that are safe in a feed, beside `data-*` and `aria-*`. */
export const SAFE_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'abbr align alt bgcolor border cellpadding cellspacing char charoff cite class clear color cols colspan compact ' +
    'controls coords crossorigin data datetime decoding default dir download face headers height hidden href hreflang ' +
    'hspace id ismap itemid itemprop itemref itemscope itemtype kind label lang loading loop longdesc media muted name ' +
    'nohref noshade nowrap open ping playsinline poster preload referrerpolicy rel rev reversed role rows rowspan rules ' +
    'scope shape size sizes span src srclang srcset start summary tabindex target title translate type usemap valign ' +
    'value vspace width'
  ).split(' '),
)

export const URL_ATTRIBUTES: ReadonlySet<string> = new Set('cite href longdesc poster src'.split(' '))
