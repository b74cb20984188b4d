/** A phrase that places things, with those that exclude it. All of one list fit the same sentences. */
export interface PlacePhrase {
  phrase: string;
  /** Phrases that are false where this one is true. */
  opposites: readonly string[];
  /** What must follow: the nouns that the phrase places things by. Without it any. */
  by?: ReadonlySet<string>;
  /** What must not follow. */
  notBy?: ReadonlySet<string>;
}

const nouns = (text: string): ReadonlySet<string> => new Set(text.split(',').map((noun) => noun.trim()));

/** Things one can be on, under and next to. */
const RAISED = nouns(
  'table, desk, shelf, chair, bench, bed, couch, sofa, counter, stool, dining table, coffee table, nightstand, dresser, cabinet, picnic table, end table, armchair, countertop, bookshelf, cart, ottoman, side table, kitchen table, piano, stand',
);
/** The same, and what one climbs on. */
const CLIMBABLE = new Set([...RAISED, 'car', 'truck']);
const HOLLOW = nouns(
  'box, basket, bowl, cup, mug, vase, bag, cage, bucket, suitcase, jar, pot, glass, crate, backpack, bin, trash can, sink, cardboard box, bathtub, car, van, truck, toilet, cart, wagon, purse, tub, pan, drawer, wicker basket, pitcher, can, shopping cart',
);
const NO_PLACE = nouns(
  'sky, sun, light, sunlight, water, ground, night, moon, lamp, watch, camera, other, each, way, clouds, cloud, head, surface, rain, eye, arm, shoulder, chin, nose, sea, ocean, street, intersection, city, road, river, valley, town, crowd, beach, horizon, lake, highway, track, village, field, tree, mountain, sidewalk, floor, deck, park, railing',
);

export const PLACE_PHRASES: readonly PlacePhrase[] = [
  { phrase: 'in front of', opposites: ['behind'], notBy: nouns('them, him, her, it, camera, other, each, crowd, audience') },
  {
    phrase: 'behind',
    opposites: ['in front of'],
    notBy: nouns('them, him, her, it, other, each, back, glass, wheel, bar, scene, fence, cloud, window'),
  },
  { phrase: 'above', opposites: ['below'], notBy: NO_PLACE },
  { phrase: 'below', opposites: ['above'], notBy: NO_PLACE },
  { phrase: 'under', opposites: ['on top of', 'next to'], by: CLIMBABLE },
  { phrase: 'underneath', opposites: ['on top of', 'next to'], by: CLIMBABLE },
  { phrase: 'beneath', opposites: ['on top of', 'next to'], by: CLIMBABLE },
  { phrase: 'on top of', opposites: ['under', 'next to', 'behind'], by: CLIMBABLE },
  { phrase: 'on', opposites: ['under', 'next to', 'behind', 'in front of'], by: CLIMBABLE },
  { phrase: 'next to', opposites: ['on', 'under'], by: RAISED },
  { phrase: 'beside', opposites: ['on', 'under'], by: RAISED },
  { phrase: 'inside', opposites: ['next to', 'behind', 'outside'], by: HOLLOW },
  { phrase: 'inside of', opposites: ['next to', 'behind', 'outside'], by: HOLLOW },
  { phrase: 'inside', opposites: ['outside'] },
  { phrase: 'outside', opposites: ['inside'] },
  { phrase: 'outside of', opposites: ['inside'] },
  { phrase: 'in', opposites: ['next to', 'behind', 'under'], by: HOLLOW },
  { phrase: 'between', opposites: ['behind', 'in front of'] },
  { phrase: 'toward', opposites: ['away from'] },
  { phrase: 'towards', opposites: ['away from'] },
  { phrase: 'away from', opposites: ['toward', 'towards'] },
  { phrase: 'in the middle of', opposites: ['at the edge of'] },
  { phrase: 'in the center of', opposites: ['at the edge of'] },
  { phrase: 'in the centre of', opposites: ['at the edge of'] },
  { phrase: 'at the edge of', opposites: ['in the middle of', 'in the center of'] },
  { phrase: 'on the edge of', opposites: ['in the middle of', 'in the center of'] },
  { phrase: 'close to', opposites: ['far from'] },
  { phrase: 'far from', opposites: ['close to', 'near'] },
  { phrase: 'to the side of', opposites: ['in front of', 'behind'] },
];

/** Pairs of words that each turn a place into its opposite. */
export const OPPOSITE_SIDES: readonly (readonly [string, string])[] = [
  ['left', 'right'],
  ['leftmost', 'rightmost'],
  ['left-hand', 'right-hand'],
  ['foreground', 'background'],
  ['top', 'bottom'],
  ['upper', 'lower'],
  ['front', 'back'],
  ['indoors', 'outdoors'],
  ['upstairs', 'downstairs'],
  ['vertically', 'horizontally'],
  ['clockwise', 'counterclockwise'],
];
