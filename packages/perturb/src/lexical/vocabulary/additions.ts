/** Things that may be told of though they are not there, and how a text tells of them. `_` stands for the thing. */
export interface Addition {
  /** Put after the thing that it is about, or at the end of a sentence. */
  phrases: readonly string[];
  things: readonly string[];
}

const list = (text: string): string[] => text.split(',').map((word) => word.trim());

/** Said of a person right after naming them. */
export const PERSON_ADDITIONS: readonly Addition[] = [
  {
    phrases: ['with a _', 'carrying a _'],
    things: list('backpack, guitar, suitcase, camera, basket, tote bag, shopping bag, clipboard, briefcase'),
  },
  {
    phrases: ['holding a _', 'with a _ in one hand'],
    things: list(
      'cup, phone, newspaper, umbrella, bottle, balloon, book, flag, sandwich, map, microphone, flashlight, flower, notebook, tennis racket',
    ),
  },
  { phrases: ['wearing a _', 'in a _'], things: list('hat, helmet, vest, raincoat, cowboy hat, bathrobe') },
  { phrases: ['wearing a _', 'with a _'], things: list('scarf, bow tie, headband, watch, name tag, necklace') },
  { phrases: ['wearing _', 'with _'], things: list('sunglasses, glasses, gloves, headphones, earrings, boots, suspenders') },
];

/** Said of an animal right after naming it. */
export const ANIMAL_ADDITIONS: readonly Addition[] = [
  { phrases: ['with a _', 'wearing a _'], things: list('collar, bell, ribbon, harness, name tag, bandana') },
  { phrases: ['with a _ in its mouth'], things: list('stick, ball, leaf, bone, feather, glove, shoe') },
];

/** Said of a vehicle. */
export const VEHICLE_ADDITIONS: readonly Addition[] = [
  {
    phrases: ['with a _ on the roof', 'with a _ on top'],
    things: list('ladder, surfboard, canoe, suitcase, bicycle, flag, kayak, box, cat, mattress'),
  },
  {
    phrases: ['in front of a _', 'behind a _', 'beside a _', 'next to a _', 'with a _ behind it'],
    things: list('bicycle, traffic cone, dog, mailbox, fire hydrant, motorcycle, shopping cart, bench, trailer, parking meter'),
  },
];

/** Said of furniture and other things that things stand on or by. */
export const SURFACE_ADDITIONS: readonly Addition[] = [
  {
    phrases: ['with a _ on it', 'with a _ on top'],
    things: list(
      'lamp, vase, book, laptop, bowl, candle, cup, plant, clock, newspaper, basket, bottle, radio, cat, plate, camera, backpack, hat, jacket, towel, phone, magazine, toy',
    ),
  },
  {
    phrases: ['next to a _', 'beside a _', 'near a _', 'with a _ next to it'],
    things: list(
      'lamp, plant, basket, suitcase, chair, stool, trash can, guitar, fan, ladder, backpack, cat, dog, box, vacuum cleaner, broom',
    ),
  },
];

/** Said of food on a plate or in a bowl. */
export const FOOD_ADDITIONS: readonly Addition[] = [
  {
    phrases: ['next to a _', 'beside a _', 'with a _ on the side'],
    things: list(
      'fork, knife, spoon, napkin, pickle, glass, salad, cup, lemon, sandwich, bottle, candle, banana, cookie, salt shaker, slice of bread, straw',
    ),
  },
];

/** Said of a building, or of what stands in a street. */
export const BUILDING_ADDITIONS: readonly Addition[] = [
  {
    phrases: ['behind a _', 'near a _', 'beside a _', 'next to a _', 'with a _ in front of it'],
    things: list(
      'bench, bicycle, fountain, mailbox, flagpole, statue, car, hedge, truck, tree, fence, fire hydrant, motorcycle, ladder, tent, streetlight, sign',
    ),
  },
];

/** Said at the end of a sentence about a scene out of doors. */
export const OUTDOOR_ADDITIONS: readonly Addition[] = [
  {
    phrases: [
      'with a _ in the background',
      'and a _ in the background',
      'with a _ in the distance',
      'near a _',
      'next to a _',
      'beside a _',
      'behind a _',
      'and a _ nearby',
    ],
    things: list(
      'bench, bridge, tower, fence, statue, barn, church, bicycle, windmill, fountain, tent, truck, dog, gate, boat, horse, tractor, crane, house, ladder, flagpole, lighthouse, helicopter, cow, tree stump, picnic table, wheelbarrow',
    ),
  },
  { phrases: ['with a _ flying overhead', 'with a _ in the sky'], things: list('kite, helicopter, balloon, plane, seagull, drone, hawk') },
  {
    phrases: ['with several _ in the background', 'and some _ in the distance'],
    things: list('birds, cows, boats, horses, tents, sheep, cyclists, children, bicycles, windmills, hikers, benches'),
  },
];

/** Said at the end of a sentence about a room. */
export const INDOOR_ADDITIONS: readonly Addition[] = [
  {
    phrases: ['with a _ in the background', 'near a _', 'next to a _', 'beside a _', 'and a _ in the corner'],
    things: list(
      'lamp, plant, clock, mirror, fireplace, bookshelf, ladder, piano, fan, guitar, stool, basket, painting, suitcase, radiator, vase, calendar, television, rocking chair, fish tank, trash can, broom, coat rack, sewing machine, cat, vacuum cleaner',
    ),
  },
];
