import type { NinjsInput } from '@uniwire/http-api'
import type { Placed } from './placed.ts'
import { placedItems } from './placed.ts'
import { ROLES, byRole } from './roles.ts'

type Rendition = NonNullable<NinjsInput['renditions']>[number]
type Association = NonNullable<NinjsInput['associations']>[number]

export interface PlacedImage {
  readonly image: Readonly<Record<string, unknown>>
  /** From a member of an image to where it stands in the document. */
  readonly places: Readonly<Record<string, string>>
}

/** One image of the item itself and of each associated picture: the widest rendition of each. */
export function ninjsImages({ renditions, associations }: NinjsInput): readonly PlacedImage[] {
  const own = widest(placedItems(renditions, '/renditions').filter(({ value }) => isImage(value)))
  const others = placedItems(associations, '/associations').map(associatedImage)
  return [own === undefined ? undefined : imageOf(own), ...others].filter((each) => each !== undefined)
}

function associatedImage({ value, pointer }: Placed<Association>): PlacedImage | undefined {
  const isPicture = value.type === 'picture' || value.type === 'graphic'
  const renditions = placedItems(value.renditions, `${pointer}/renditions`)
  const usable = renditions.filter((each) => isImage(each.value) || (isPicture && isUntyped(each.value)))
  const rendition = widest(usable)
  if (rendition === undefined) return undefined
  const descriptions = value.descriptions ?? []
  const alt = byRole(descriptions, ROLES.alt) ?? descriptions[0]
  const place = alt === undefined ? -1 : descriptions.indexOf(alt)
  return imageOf(rendition, alt && { value: alt.value, pointer: `${pointer}/descriptions/${place}/value` })
}

function imageOf({ value, pointer }: Placed<Rendition>, alt?: Placed<string>): PlacedImage {
  const { href, contentType, width, height, sizeInBytes } = value
  const image = { url: href, alt: alt?.value, type: contentType, width, height, length: sizeInBytes }
  return {
    // Left out and `undefined` are the same to the schema that reads it.
    image,
    places: {
      url: `${pointer}/href`,
      alt: alt?.pointer ?? pointer,
      type: `${pointer}/contentType`,
      width: `${pointer}/width`,
      height: `${pointer}/height`,
      length: `${pointer}/sizeInBytes`,
    },
  }
}

function widest(renditions: readonly Placed<Rendition>[]): Placed<Rendition> | undefined {
  const linked = renditions.filter(({ value }) => value.href !== undefined)
  // Equal ones keep their order: the first is taken.
  return linked.toSorted((a, b) => (b.value.width ?? 0) - (a.value.width ?? 0))[0]
}

const isImage = ({ contentType }: Rendition) => contentType?.toLowerCase().startsWith('image/') === true
const isUntyped = ({ contentType }: Rendition) => contentType === undefined
