import type { DetectorItem } from './detector';
import type { DetectorImage } from './image';
import { imageIdentity } from './tag-image';

/** Items that are scored together because they speak of the same few images. */
export interface ImageGroup {
  /** The images, each with the first item that speaks of it. */
  images: { image: DetectorImage; item: number }[];
  /** Positions of the items in the caller's list, and of their images in `images`. */
  items: { item: number; image: number }[];
}

/** Splits items into groups of at most `maximumImages` images, so that all items about an image fall into the same group, and memory stays bounded. */
export function groupByImage(items: readonly DetectorItem[], maximumImages: number): ImageGroup[] {
  const groups: ImageGroup[] = [];
  const places = new Map<unknown, { group: ImageGroup; image: number }>();
  for (const [item, { image }] of items.entries()) {
    const identity = imageIdentity(image);
    let place = places.get(identity);
    if (place === undefined) {
      let group = groups.at(-1);
      if (group === undefined || group.images.length === maximumImages) {
        group = { images: [], items: [] };
        groups.push(group);
      }
      place = { group, image: group.images.length };
      group.images.push({ image, item });
      places.set(identity, place);
    }
    place.group.items.push({ item, image: place.image });
  }
  return groups;
}
