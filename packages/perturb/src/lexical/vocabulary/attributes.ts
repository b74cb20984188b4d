import type { ObjectKind } from './object-classes';

/** What kind of property an attribute is: two values of one dimension can exclude each other, and can be swapped between two things. */
export type Dimension =
  | 'colour'
  | 'size'
  | 'height'
  | 'length'
  | 'width'
  | 'thickness'
  | 'age'
  | 'material'
  | 'shape'
  | 'pattern'
  | 'state'
  | 'posture';

/** Values of one dimension for some kinds of things. A slash joins values that are alike; they never replace one another. */
export interface AttributeSet {
  dimension: Dimension;
  values: readonly (readonly string[])[];
  /** Only of these things, by kind or by noun; without it of all. */
  of?: ReadonlySet<string>;
  /** Never of these things. */
  notOf?: ReadonlySet<string>;
}

const groups = (text: string): string[][] => text.split(',').map((group) => group.split('/').map((word) => word.trim()));
const words = (text: string): ReadonlySet<string> => new Set(text.split(',').map((word) => word.trim()));

const set = (dimension: Dimension, values: string, of?: string, notOf?: string): AttributeSet => ({
  dimension,
  values: groups(values),
  ...(of === undefined ? {} : { of: words(of) }),
  ...(notOf === undefined ? {} : { notOf: words(notOf) }),
});

const LOOKS_OF_PEOPLE = 'person, people, child, kid, baby, toddler, adult, skin, face, couple, crowd';

/** Things whose colours are few. The first that names a noun decides; other things have any colour. */
export const PALETTES: readonly { of: ReadonlySet<string>; colours: readonly (readonly string[])[] }[] = [
  {
    of: words('hair, beard, mustache, moustache, ponytail, bun, braid, eyebrow'),
    colours: groups('black/dark, brown/brunette, blonde/blond/golden/yellow, red/auburn/ginger, gray/grey/white/silver'),
  },
  { of: words('eye'), colours: groups('blue, brown, green') },
  { of: words('sky'), colours: groups('blue, gray/grey/white, orange, pink/purple') },
  { of: words('cloud'), colours: groups('white, gray/grey/dark, pink/orange') },
  { of: words('grass, lawn, field, meadow'), colours: groups('green, brown, yellow/golden/tan') },
  { of: words('leaf, leave, foliage, tree, bush, hedge'), colours: groups('green, yellow/golden, red, orange, brown') },
  { of: words('water, lake, ocean, sea, river, pond, wave'), colours: groups('blue/turquoise/teal, green, brown, gray/grey') },
  {
    of: words('flower, rose, tulip, daisy, lily, petal, blossom, orchid, bouquet, bloom'),
    colours: groups('red, yellow, white, pink, purple/violet, orange, blue'),
  },
  { of: words('head, belly, wing, feather, beak, neck, leg'), colours: groups('black, white, brown/tan, gray/grey, yellow') },
  { of: words('apple'), colours: groups('red, green, yellow') },
  { of: words('pepper, bell pepper'), colours: groups('red, green, yellow, orange') },
  { of: words('grape, cabbage'), colours: groups('green, purple/red') },
  { of: words('onion'), colours: groups('red/purple, white, yellow') },
  { of: words('wine'), colours: groups('red, white') },
  { of: words('bread, rice, egg'), colours: groups('white, brown') },
  {
    of: words('rock, stone, boulder, sand, dirt, soil, mud, brick, cliff'),
    colours: groups('gray/grey, brown/tan/beige, black/dark, red/reddish, white'),
  },
  {
    of: words('wood, floor, flooring, hardwood, deck, log, branch, trunk, basket'),
    colours: groups('brown/dark/tan, white, gray/grey, black'),
  },
  {
    of: words(
      'dog, puppy, cat, kitten, horse, pony, cow, calf, bull, goat, sheep, lamb, rabbit, bear, duck, goose, chicken, pigeon, fur, coat of fur, mane, tail, paw, donkey, squirrel, pig, ear, nose, animal',
    ),
    colours: groups('black, white, brown/tan/golden, gray/grey'),
  },
  { of: words('traffic light, signal, stoplight'), colours: groups('red, green, yellow') },
];

export const COLOURS: readonly (readonly string[])[] = groups(
  'red/maroon/crimson/burgundy, blue/navy/navy blue/light blue/dark blue/sky blue, green/olive/lime green/dark green/light green, yellow/gold/golden, orange, purple/violet/lavender, pink/magenta, brown/tan/beige/cream, black, white/cream/ivory, gray/grey/silver, teal/turquoise/blue/green/aqua',
);

/** Things whose colour is not told for its own sake. */
export const COLOURLESS = words(
  `${LOOKS_OF_PEOPLE}, man, woman, boy, girl, guy, lady, photo, photograph, image, picture, shot, men, women, hole, screen, light, text, print, background, snow, blood, fire, smoke, power, ink, tie event`,
);

export const ATTRIBUTE_SETS: readonly AttributeSet[] = [
  set(
    'size',
    'large/big/huge/giant/enormous/massive/oversized, small/little/tiny/miniature',
    undefined,
    `${LOOKS_OF_PEOPLE}, boy, girl, group, number, amount, portion, part, piece, bit, size, smile, toe, dipper, time, brother, sister, business, apple, screen`,
  ),
  set(
    'height',
    'tall, short',
    'building, tree, man, woman, boy, girl, fence, tower, grass, plant, bush, structure, lamp, pole, candle, hedge, bookshelf, bookcase, stool, ladder, vase, flower, crop, cabinet, glass',
  ),
  set('height', 'high, low', 'wall, ceiling, shelf, fence, table, hill, bridge, cliff, branch'),
  set(
    'length',
    'long, short',
    'hair, beard, sleeve, skirt, dress, coat, tail, neck, leash, rope, stick, table, bench, bridge, line, train, road, fur, pole, nail, leg, ear, curtain, sleeved, necklace, scarf, pier, fence, row, shadow, beak, hallway, boat, branch, strap, handle, gown, tie, bus, couch, ribbon, jacket',
  ),
  set(
    'width',
    'wide, narrow',
    'street, road, path, river, sidewalk, hallway, door, doorway, window, alley, bridge, bench, brim, stairway, staircase, shelf, strip, belt, leaf, stream, canal, trail, aisle, corridor, band',
  ),
  set(
    'thickness',
    'thick, thin',
    'slice, book, blanket, layer, crust, rope, line, glass, sandwich, branch, trunk, wire, fur, cloud, beard, stripe, pole, carpet, steak, frame, stem',
  ),
  set('age', 'old/elderly, young', 'man, woman, couple, person, lady, guy, gentleman, people'),
  set(
    'age',
    'old/ancient/antique/vintage, new/modern/brand-new',
    'building, car, truck, train, bus, house, bicycle, bike, motorcycle, bridge, boat, ship, computer, phone, clock, book, chair, table, kitchen, barn, church, tv, television, camera, plane, airplane, stove, refrigerator, radio, typewriter, fence, sofa, couch, desk, tractor, furniture, van, shoe, laptop, lamp, sign, suitcase, door, tram',
  ),
  set(
    'material',
    'wooden/wood, metal/steel/iron/metallic/wrought-iron, stone/marble/granite/concrete',
    'fence, gate, railing, pole, post, bridge, statue, sculpture, step, roof, door',
  ),
  set(
    'material',
    'wooden/wood, metal/steel/iron/metallic/wrought-iron, plastic, stone/marble/granite/concrete',
    'chair, table, bench, stool, shelf, box, spoon, fork, bowl, tray, crate, desk, cabinet, ladder, bucket, barrel, planter, frame, handle, stand, rack, countertop, counter, bookshelf, cart, toy, block, seat, knife, spatula',
  ),
  set(
    'material',
    'wooden/wood/log, brick, stone/concrete, glass',
    'building, house, church, tower, bridge, hut, cabin, cottage, structure, barn, castle, home, school, archway, chimney, shed',
  ),
  set('material', 'wooden/wood/wood-paneled, brick, stone/concrete, tile/tiled, glass', 'wall'),
  set('material', 'wooden/wood/hardwood, tile/tiled, concrete/stone/marble, carpeted, linoleum/vinyl', 'floor'),
  set(
    'material',
    'paved/asphalt, dirt/gravel, cobblestone/brick/cobbled, sandy',
    'road, street, path, pathway, driveway, sidewalk, trail, lane, walkway',
  ),
  set(
    'material',
    'glass, plastic, ceramic/porcelain/clay, metal/tin/silver/steel, paper, wooden',
    'cup, mug, plate, bowl, vase, pitcher, container, jug, bottle, jar, platter, pot, dish',
  ),
  set(
    'material',
    'leather, denim, wool/woolen/knit/knitted, silk, fur',
    'jacket, coat, vest, skirt, hat, glove, scarf, shirt, sweater, boot, bag, purse, dress, shoe, cap, shorts, pants',
  ),
  set('material', 'leather, velvet, wooden, wicker', 'couch, sofa, armchair, loveseat'),
  set('material', 'paper, plastic, leather, canvas/cloth', 'bag, sack'),
  set(
    'shape',
    'round/circular/oval, square/rectangular/box-shaped, triangular, hexagonal/octagonal, heart-shaped',
    undefined,
    `${LOOKS_OF_PEOPLE}, man, woman, town, face, kilometer, mile, foot, meter, trip, glasses, ball, hill, eye, building`,
  ),
  set(
    'pattern',
    'striped, floral/flowered, plaid/checkered, polka-dot/dotted, plain',
    'shirt, dress, tie, skirt, sweater, scarf, blanket, curtain, couch, sofa, chair, rug, pillow, cushion, tablecloth, umbrella, pants, shorts, blouse, towel, hat, bag, wallpaper, sock, bedspread, comforter, quilt, jacket, apron, armchair, vest, robe, t-shirt, pajama, suit, sheet, carpet, bow',
  ),
  set('pattern', 'striped/tabby, spotted', 'cat, kitten'),
  set(
    'state',
    'open, closed/shut',
    'door, window, book, umbrella, laptop, mouth, gate, box, suitcase, curtain, blind, drawer, eye, shop, store, cabinet, oven, fridge, refrigerator, trunk, hood, lid, shutter, garage, bag, toilet, closet',
  ),
  set(
    'state',
    'empty, full/filled',
    'glass, bowl, plate, cup, bottle, basket, shelf, mug, jar, bucket, box, trash can, parking lot, bus, stadium, fridge, refrigerator, vase',
  ),
  set(
    'state',
    'empty/deserted, crowded/busy/packed',
    'street, beach, park, restaurant, room, train, platform, station, sidewalk, road, market, plaza, square, bar, cafe, bench, hall, hallway, pool, bus, highway, intersection, airport, stadium, classroom',
  ),
  set(
    'state',
    'wet/damp/soaked, dry',
    'street, road, pavement, sidewalk, hair, dog, ground, floor, sand, grass, towel, asphalt, leaf, umbrella, sponge',
  ),
  set(
    'state',
    'clean/spotless, dirty/muddy/filthy/stained',
    'kitchen, bathroom, plate, floor, toilet, sink, room, stove, window, car, truck, shirt, counter, street, mirror, water, shoe, dish, van, oven',
  ),
  set(
    'state',
    'neat/tidy, messy/cluttered',
    'desk, room, kitchen, bedroom, table, bed, office, counter, pile, shelf, countertop, workbench',
  ),
  set('state', 'sunny, cloudy/overcast, rainy/stormy, foggy/misty, snowy', 'day, morning, afternoon, weather'),
  set('state', 'clear/cloudless, cloudy/overcast, stormy', 'sky'),
  set('state', 'calm/still, choppy/rough', 'water, ocean, sea, lake, river, surface'),
  set('state', 'straight, curly/wavy/frizzy', 'hair'),
  set('state', 'straight, curved/winding/bent/crooked', 'road, path, line, street, staircase, track, river, trail, beak, horn, wall'),
  set(
    'state',
    'whole/uncut, sliced/cut/chopped/diced, peeled',
    'apple, orange, banana, tomato, onion, cucumber, carrot, lemon, potato, cake, mushroom, pepper, strawberry, lime, melon, watermelon, avocado, peach',
  ),
  set(
    'state',
    'raw/uncooked, cooked/grilled/fried/baked/roasted',
    'meat, fish, chicken, egg, shrimp, steak, beef, salmon, sausage, onion, vegetable',
  ),
  set('state', 'framed, unframed', 'picture, photo, painting, print, poster'),
  set('state', 'bare/leafless, leafy', 'tree, branch'),
  set('state', 'smooth, rough/bumpy/jagged', 'rock, stone, surface, road, bark, wall, texture, boulder'),
  set('state', 'lit/illuminated, unlit', 'lamp, candle, fireplace, room, sign, window, streetlight, chandelier, lantern'),
  set('state', 'sleeping/asleep, awake', 'dog, cat, baby, man, woman, kitten, puppy, child, boy, girl, lion, bear'),
  set(
    'state',
    'smiling/laughing/grinning, frowning/scowling, crying',
    'man, woman, boy, girl, child, baby, person, people, couple, face, lady, kid, toddler',
  ),
];

/** Kinds of things that any colour may be given to. */
export const PAINTABLE: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  'vehicle',
  'furniture',
  'container',
  'utensil',
  'appliance',
  'device',
  'clothing',
  'accessory',
  'building',
  'structure',
  'fixture',
  'toy',
  'instrument',
  'tool',
  'paper',
  'fabric',
  'decoration',
  'plant',
  'chart',
]);

/** Verbs that say how somebody holds the body; each excludes those of other groups. In the forms "standing", "stands", "stand". */
export const POSTURES: readonly (readonly string[])[] = [
  ['standing', 'stands', 'stand'],
  ['sitting', 'sits', 'sit'],
  ['kneeling', 'kneels', 'kneel'],
  ['lying', 'lies', 'lie'],
];

/** Values that are understood and never written: rare as attributes, or mostly said of other things. */
export const READ_ONLY_VALUES: ReadonlySet<string> = words(
  'little, gold, cream, olive, navy, lavender, ivory, violet, aqua, crimson, burgundy, magenta, lime green, sky blue, navy blue, granite, iron, metallic, wrought-iron, concrete, dark, dotted, flowered, checkered, shut, box-shaped, circular, octagonal, hexagonal, knit, knitted, woolen, porcelain, clay, tin, cloth, vinyl, wood-paneled, cobbled, brunette, auburn, ginger, reddish, giant, enormous, massive, oversized, miniature, packed, busy, deserted, filled, spotless, filthy, damp, soaked, frizzy, bent, grinning, scowling, still',
);
