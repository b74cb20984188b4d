/**
 * Things of one class stand in for each other: they occur in the same places and phrases, and one of them is none of the others. A slash joins words
 * for things that are hard to tell apart or include each other; those never replace one another. All singular, but for things that have no singular.
 */
export interface ObjectClass {
  /** How the words count: `count` takes a plural, `mass` has no article, `plural` has no singular. */
  number: 'count' | 'mass' | 'plural';
  /** Mutually exclusive things, each with its near-synonyms. */
  things: readonly (readonly string[])[];
  /** What the class is; decides which attributes and additions go with its words. */
  kind: ObjectKind;
  /** Whether things of the class are small in most pictures. */
  small: boolean;
}

/** Broad kinds that attributes are chosen by. */
export type ObjectKind =
  | 'person'
  | 'animal'
  | 'vehicle'
  | 'furniture'
  | 'container'
  | 'utensil'
  | 'appliance'
  | 'device'
  | 'food'
  | 'drink'
  | 'clothing'
  | 'accessory'
  | 'building'
  | 'structure'
  | 'fixture'
  | 'room'
  | 'landscape'
  | 'plant'
  | 'toy'
  | 'instrument'
  | 'tool'
  | 'paper'
  | 'fabric'
  | 'decoration'
  | 'sport'
  | 'chart';

const objectClass = (kind: ObjectKind, things: string, number: ObjectClass['number'] = 'count', small = false): ObjectClass => ({
  kind,
  number,
  small,
  things: things.split(',').map((group) => group.split('/').map((word) => word.trim())),
});

const small = (kind: ObjectKind, things: string, number: ObjectClass['number'] = 'count'): ObjectClass =>
  objectClass(kind, things, number, true);

export const OBJECT_CLASSES: readonly ObjectClass[] = [
  objectClass('person', 'man/guy/gentleman, woman/lady'),
  objectClass('person', 'boy, girl'),
  objectClass(
    'person',
    'chef/cook, waiter/waitress, firefighter/fireman, police officer/policeman/cop/policewoman, soldier, farmer, doctor/nurse',
  ),

  objectClass('animal', 'dog/puppy, cat/kitten, rabbit/bunny'),
  objectClass('animal', 'cow/bull/calf, horse/pony/foal, sheep/lamb/ram, goat, pig/piglet, donkey/mule, llama/alpaca'),
  objectClass(
    'animal',
    'elephant, giraffe, zebra, lion/lioness, tiger, rhino/rhinoceros, hippo/hippopotamus, camel, buffalo/bison, antelope/gazelle',
  ),
  objectClass(
    'animal',
    'monkey/chimpanzee, gorilla, kangaroo, panda/bear/polar bear/grizzly bear, wolf, fox, deer/moose/elk, leopard/cheetah/jaguar',
  ),
  objectClass('animal', 'squirrel/chipmunk, raccoon, hedgehog, mouse/rat, hamster, guinea pig'),
  objectClass('animal', 'duck/mallard, goose, swan, pelican, heron/crane/egret, flamingo, penguin, chicken/hen/rooster, turkey, peacock'),
  objectClass('animal', 'pigeon/dove, seagull/gull, crow/raven, sparrow/finch/robin, parrot, woodpecker'),
  objectClass('animal', 'eagle/hawk/falcon, owl, vulture'),
  small('animal', 'butterfly/moth, bee/wasp, dragonfly, spider, beetle/ladybug, grasshopper, ant, caterpillar'),
  objectClass('animal', 'turtle/tortoise, dolphin, whale, shark, crab/lobster, jellyfish, octopus, seal/sea lion, starfish'),
  objectClass('animal', 'snake, lizard/gecko, frog/toad, snail'),

  objectClass(
    'vehicle',
    'car/sedan/suv/taxi/cab/hatchback/convertible, truck/pickup/pickup truck/lorry/fire truck, bus/school bus/coach, van/minivan',
  ),
  objectClass('vehicle', 'bicycle/bike/motorcycle/motorbike/moped, scooter/tricycle'),
  objectClass('vehicle', 'train/locomotive/subway, tram/streetcar/trolley'),
  objectClass('vehicle', 'airplane/plane/jet/airliner/aeroplane, helicopter, hot air balloon, blimp'),
  objectClass('vehicle', 'boat/ship/yacht/ferry/sailboat/speedboat/motorboat, canoe/kayak/rowboat, raft'),
  objectClass('vehicle', 'tractor, bulldozer/excavator, forklift'),
  objectClass('vehicle', 'stroller/pram, shopping cart, wagon'),

  objectClass('furniture', 'chair/armchair/recliner/rocking chair, couch/sofa/loveseat, bench, stool/ottoman, bed'),
  objectClass('furniture', 'table/desk/dining table/coffee table/picnic table/end table, counter/countertop, shelf'),
  objectClass('furniture', 'dresser/chest of drawers, bookshelf/bookcase, cabinet/cupboard, wardrobe, nightstand/bedside table'),
  small('fabric', 'pillow/cushion, blanket/quilt/comforter, towel'),
  objectClass('fixture', 'curtain/drape, blind, shutter'),
  objectClass('fixture', 'ceiling fan, chandelier, skylight'),
  objectClass('decoration', 'lamp/table lamp/floor lamp, lantern, candle/candlestick'),
  objectClass('decoration', 'painting/framed painting, mirror, clock/wall clock, poster, calendar, bulletin board'),
  objectClass('appliance', 'refrigerator/fridge, stove/oven, dishwasher, washing machine/washer/dryer'),
  objectClass(
    'appliance',
    'microwave/microwave oven, toaster, blender, kettle/teapot, coffee maker/coffee machine/coffeemaker, rice cooker',
  ),
  objectClass('fixture', 'toilet, sink/washbasin, bathtub/tub, shower, urinal'),
  objectClass(
    'device',
    'laptop/computer/tablet/desktop computer/laptop computer, television/tv/monitor, printer, speaker, radio, typewriter, record player',
  ),
  small('device', 'phone/cell phone/smartphone/cellphone/mobile phone, camera, remote/remote control, microphone, flashlight, calculator'),

  small('utensil', 'fork, spoon, knife/butter knife, chopstick'),
  small('utensil', 'spatula, whisk, ladle, rolling pin, peeler'),
  small('container', 'plate/platter/dish, bowl, tray/platter, cutting board/chopping board'),
  objectClass('container', 'pan/frying pan/skillet/wok, pot/saucepan, baking sheet'),
  small(
    'container',
    'cup/mug/coffee cup/coffee mug/teacup/glass/wine glass, bottle/wine bottle/water bottle, jar, can/soda can, pitcher/jug',
  ),
  objectClass('container', 'box/cardboard box/crate, basket/wicker basket, bucket/pail, barrel, bag/plastic bag/paper bag/sack'),
  small('container', 'suitcase/briefcase, backpack/rucksack, purse/handbag, tote bag/duffel bag'),
  small('decoration', 'vase, candle holder, picture frame, figurine, potted plant/houseplant'),

  small('food', 'apple, orange/tangerine, banana, pear, peach, lemon, mango, pineapple, watermelon, avocado'),
  small('food', 'strawberry, blueberry, raspberry/blackberry, cherry, grape, olive'),
  small('food', 'carrot, tomato, potato, cucumber, onion, mushroom, radish, zucchini, eggplant, beet'),
  objectClass('food', 'broccoli, spinach/lettuce/kale, cauliflower, asparagus, corn, celery, cabbage', 'mass'),
  objectClass(
    'food',
    'pizza, sandwich/burger/hamburger/cheeseburger, hot dog, taco/burrito/wrap, salad, omelet/omelette, pancake, waffle, steak',
  ),
  small('food', 'cake, pie/tart, donut/doughnut/bagel, cookie/biscuit, brownie, muffin/cupcake, croissant'),
  objectClass('food', 'rice, pasta/spaghetti, soup/stew, cereal, oatmeal/porridge', 'mass'),
  objectClass('food', 'beef/steak, pork/ham/bacon, shrimp, salmon/tuna, tofu', 'mass'),
  objectClass('food', 'ketchup, mustard, mayonnaise, honey, jam/jelly', 'mass'),
  objectClass(
    'drink',
    'coffee/espresso, tea, milk, juice/orange juice/apple juice, wine/red wine/white wine/champagne, beer, lemonade',
    'mass',
  ),

  objectClass(
    'clothing',
    'shirt/t-shirt/tee shirt/tee/polo shirt/blouse/top/tank top, sweater/hoodie/sweatshirt/cardigan, jacket/coat/blazer/parka, vest, robe',
  ),
  objectClass('clothing', 'dress/gown, skirt, jumpsuit'),
  objectClass('clothing', 'pants/trousers/jeans/slacks/sweatpants/overalls, shorts', 'plural'),
  objectClass('clothing', 'shoe/sneaker/loafer, boot, sandal/flip-flop, slipper'),
  small('accessory', 'hat/cap/baseball cap/beanie/cowboy hat/straw hat, helmet, headband, crown/tiara, bandana/turban'),
  small('accessory', 'glasses/sunglasses/eyeglasses/goggles, headphones/earbuds/earphones, earrings', 'plural'),
  small('accessory', 'watch/wristwatch, bracelet, ring, glove/mitten'),
  small('accessory', 'tie/necktie/bow tie, scarf, necklace/pendant, name tag/badge/lanyard'),
  objectClass('toy', 'umbrella/parasol, flag/banner, balloon, kite'),

  small('toy', 'doll, teddy bear/stuffed animal, puzzle, toy car/toy truck, toy train, rubber duck'),
  small('toy', 'ball, frisbee, stick, bone'),
  objectClass('instrument', 'guitar/electric guitar/acoustic guitar, violin/fiddle, trumpet, flute, saxophone, cello, accordion, banjo'),
  objectClass('tool', 'shovel/spade, rake, broom, hoe, mop'),
  small('tool', 'hammer, screwdriver, wrench, saw/handsaw, drill'),
  small('tool', 'pen, pencil, marker, paintbrush, crayon'),
  small('tool', 'key, coin, lighter, wallet, battery'),
  small('tool', 'toothbrush, comb/hairbrush, razor'),
  small('paper', 'book/textbook/notebook/novel, magazine, newspaper, envelope, postcard'),
  objectClass('sport', 'tennis, soccer, baseball, basketball, golf, volleyball, hockey, rugby, cricket, badminton', 'mass'),
  objectClass('chart', 'bar chart/bar graph/histogram, line chart/line graph, pie chart, scatter plot'),

  objectClass('building', 'house/cottage/cabin, church/cathedral/chapel, barn, castle, lighthouse, windmill, hotel, school'),
  objectClass('building', 'store/shop/supermarket/grocery store, restaurant/cafe/diner, pharmacy, bakery, barbershop'),
  objectClass('structure', 'skyscraper, tower/clock tower/water tower, bridge, crane, ferris wheel'),
  objectClass('structure', 'fence/picket fence/railing, hedge, gate'),
  objectClass(
    'structure',
    'streetlight/street light/lamp post/lamppost/street lamp, traffic light/stoplight, street sign/stop sign, telephone pole/utility pole/flagpole',
  ),
  objectClass(
    'structure',
    'fire hydrant/hydrant, parking meter, mailbox, trash can/garbage can/trash bin/dumpster, traffic cone, planter, newspaper stand',
  ),
  objectClass('structure', 'statue/sculpture, fountain, gazebo, monument, phone booth'),
  objectClass('structure', 'swing/swing set, slide, seesaw, sandbox, trampoline'),
  objectClass('fixture', 'door/doorway, window, fireplace'),
  objectClass('structure', 'balcony, porch/patio/deck/veranda'),
  objectClass('room', 'kitchen, bathroom/restroom, bedroom, living room, dining room, garage, basement, hallway/corridor'),
  objectClass('room', 'office, classroom, library, museum, gym, warehouse'),
  objectClass('landscape', 'lake/pond, river/stream/creek/canal'),
  objectClass('landscape', 'forest/woods, desert, meadow/field/pasture/prairie, vineyard/orchard'),
  objectClass('landscape', 'mountain/hill/mountain range/mountain peak, cliff, volcano, waterfall'),
  objectClass('plant', 'rose, tulip, daisy, sunflower, lily, orchid, daffodil'),
  objectClass('plant', 'tree/oak tree/pine tree/palm tree, bush/shrub, cactus'),
];

/** Words that are understood and never written: rare, dated, or of several meanings. */
export const RECOGNISED_ONLY: ReadonlySet<string> = new Set(
  (
    'top, tee, tee shirt, coach, cab, hatchback, convertible, subway, locomotive, drape, bulletin board, framed painting, washer, dryer, cook, guy, cop, policewoman, fireman, fiddle, bank, crane, gull, jet, ' +
    'airliner, aeroplane, pail, wrap, lioness, foal, calf, ram, red wine, white wine, champagne, saw, handsaw, dish, can, soda can, spade, pram, motorboat, speedboat, washbasin, tub, chest of drawers, ' +
    'bedside table, grizzly bear, polar bear, chimpanzee, hippopotamus, rhinoceros, lorry, taxi, fire truck, school bus, sedan, suv, pickup, pickup truck, desktop computer, laptop computer, cellphone, ' +
    'mobile phone, smartphone, glass, wine glass, teacup, coffee cup, coffee mug, wine bottle, water bottle, cardboard box, crate, wicker basket, plastic bag, paper bag, sack, rucksack, duffel bag, candle holder, ' +
    'houseplant, doughnut, omelette, tart, biscuit, stew, porridge, espresso, apple juice, gown, slacks, overalls, earbuds, earphones, eyeglasses, beanie, straw hat, tiara, turban, mitten, pendant, lanyard, badge, ' +
    'parasol, banner, toy truck, electric guitar, acoustic guitar, novel, textbook, bar graph, histogram, line graph, cathedral, chapel, diner, supermarket, grocery store, clock tower, water tower, picket fence, ' +
    'railing, lamp post, lamppost, street lamp, street light, stoplight, utility pole, flagpole, hydrant, garbage can, trash bin, dumpster, sculpture, swing set, doorway, veranda, deck, restroom, corridor, ' +
    'creek, stream, woods, pasture, prairie, mountain range, mountain peak, hill, oak tree, pine tree, palm tree, shrub, comforter, table lamp, floor lamp, candlestick, wall clock, coffee machine, coffeemaker, ' +
    'microwave oven, chopping board, skillet, wok, saucepan, tangerine, rotary, loveseat, recliner, rocking chair, end table, picnic table, countertop, sofa bed, teapot, hairbrush, wristwatch, necktie, bow tie, ' +
    'baseball cap, cowboy hat, goggles, toy car, mule, pony, bull, lamb, piglet, bunny, kitten, puppy, mallard, hen, rooster, steak, parka, blazer, coffee table, dining table, lady, gentleman, waitress, police officer, nurse'
  ).split(', '),
);
