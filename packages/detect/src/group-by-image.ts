import type { DetectorItem } from './detector';
import type { DetectorImage } from './image';

/** Items that are scored together because they speak of the same few images. */
export interface ImageGroup {
  /** The images by what the caller gave (path or object), each with the first item that speaks of it. */
  images: Map<DetectorImage, number>;
  /** Positions of the items in the caller's list, and of their images in `images`. */
  items: { item: number; image: number }[];
}

/** Splits items into groups of at most `maximumImages` images, so that all items about an image fall into the same group, and memory stays bounded. */
export function groupByImage(items: readonly DetectorItem[], maximumImages: number): ImageGroup[] {
  const groups: ImageGroup[] = [];
  const places = new Map<DetectorImage, { group: ImageGroup; image: number }>();
  for (const [item, { image }] of items.entries()) {
    let place = places.get(image);
    if (place === undefined) {
      let group = groups.at(-1);
      if (group === undefined || group.images.size === maximumImages) {
        group = { images: new Map(), items: [] };
        groups.push(group);
      }
      place = { group, image: group.images.size };
      group.images.set(image, item);
      places.set(image, place);
    }
    place.group.items.push({ item, image: place.image });
  }
  return groups;
}
