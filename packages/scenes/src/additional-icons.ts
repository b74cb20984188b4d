/**
 * Icon sets beyond those that draw everything: more styles to train on. They draw pictures only where they are asked for by name, and lack some nouns.
 * None derives from the held-out set.
 */
export const ADDITIONAL_ICON_SETS = ['noto-v1', 'fxemoji', 'streamline-emojis'] as const;

export type AdditionalIconSet = (typeof ADDITIONAL_ICON_SETS)[number];

/** Icon of a noun in an additional set, or undefined where it has none that shows the noun and nothing else. `icon` is the name that the other sets use. */
export function additionalIcon(iconSet: AdditionalIconSet, noun: string, icon: string): string | undefined {
  if (noun in EXCLUDED_DRAWINGS[iconSet]) return undefined;
  if (iconSet === 'noto-v1') return icon;
  return iconSet === 'fxemoji' ? FXEMOJI[noun] : STREAMLINE_EMOJIS[noun];
}

/**
 * Drawings that are not used although the set has an icon of that name, each with its reason, found by looking at all of them: they show something else, frame a whole
 * landscape, or show a second thing that a noun names or several of the first, so that "there is no leaf" or "one snowflake" would be a matter of opinion.
 */
export const EXCLUDED_DRAWINGS: Readonly<Record<AdditionalIconSet, Readonly<Record<string, string>>>> = {
  'noto-v1': {
    basketball: 'a hoop with the ball',
    caterpillar: 'a centipede',
    laptop: 'a desktop computer',
  },
  fxemoji: {
    basketball: 'a hoop with the ball',
    keyboard: 'a piano keyboard',
    laptop: 'a desktop computer',
    tent: 'a framed landscape with moon and stars',
    volcano: 'a framed landscape',
  },
  'streamline-emojis': {
    castle: 'a framed landscape',
    envelope: 'bears a letter',
    koala: 'holds a leaf',
    monkey: 'holds a banana',
    rocket: 'flies among stars',
    snowflake: 'three snowflakes',
    tent: 'a framed landscape',
    turkey: 'the flag of the country',
  },
};

/** Firefox OS Emoji: nouns that are names of their icons, and names of the other icons. */
const FXEMOJI = drawings(
  `airplane alien ambulance anchor ant balloon banana bathtub battery bear bell bicycle bomb boot briefcase bus cactus camera candle church
  cloud cookie cow crocodile crown dolphin door doughnut dress elephant envelope frog gem ghost goat guitar hamburger hammer helicopter horse
  hourglass key koala lemon lollipop microscope monkey motorcycle mushroom octopus paperclip pear pencil penguin pineapple printer pushpin
  radio ring rocket rooster rose sailboat saxophone skull snail snake snowflake speedboat spider strawberry sunflower telescope television
  thermometer toilet tornado tractor trophy trumpet tulip turtle umbrella watch watermelon wineglass wrench`,
  {
    apple: 'redapple',
    backpack: 'schoolsatchel',
    bee: 'honeybee',
    book: 'closedbook',
    bulb: 'lightbulb',
    cake: 'birthdaycake',
    camel: 'dromedarycamel',
    car: 'automobile',
    castle: 'europeancastle',
    cat: 'catside',
    caterpillar: 'bug',
    chick: 'frontfacingchick',
    clock: 'alarmclock',
    clover: 'fourleafclover',
    cocktail: 'cocktailglass',
    cup: 'hotbeverage',
    dog: 'dogside',
    dove: 'doveofpeace',
    dragon: 'dragonside',
    eggplant: 'aubergine',
    flame: 'fire',
    flashlight: 'electrictorch',
    football: 'americanfootball',
    fox: 'foxsmiling',
    gift: 'present',
    globe: 'americasglobe',
    hat: 'tophat',
    house: 'housebuilding',
    knife: 'hocho',
    ladybug: 'ladybeetle',
    lantern: 'izakayalantern',
    leaf: 'mapleleaf',
    magnifier: 'leftmagnifyingglass',
    medal: 'sportsmedal',
    microphone: 'studiomic',
    moon: 'crescentmoon',
    mouse: 'mouseside',
    padlock: 'lock',
    paintbrush: 'lowerleftpaintbrush',
    palm: 'palmtree',
    pepper: 'chilipepper',
    pig: 'pigside',
    pine: 'evergreen',
    pizza: 'sliceofpizza',
    pumpkin: 'jackolantern',
    rabbit: 'bunnyside',
    ruler: 'straightruler',
    sandal: 'sandals',
    shell: 'spiralshell',
    shirt: 'mansshirt',
    snowman: 'snowmanwithoutsnow',
    squirrel: 'chipmunk',
    star: 'whitemediumstar',
    sun: 'highbrightness',
    telephone: 'blacktelephone',
    train: 'steamlocomotive',
    truck: 'articulatedlorry',
    web: 'spiderweb',
    whale: 'spurtingwhale',
  },
);

/** Streamline Emojis, likewise. */
const STREAMLINE_EMOJIS = drawings(
  `airplane alien ambulance anchor ant balloon basketball bathtub battery bell bicycle bomb briefcase bus camel cat cookie cow crocodile crown
  dog dolphin door dress elephant flashlight ghost goat guitar helicopter horse lemon microphone microscope mouse mushroom octopus paperclip
  pear pig rabbit radio ribbon rooster rose sailboat saxophone skull snail snake snowman speedboat telephone telescope television toilet
  tractor trumpet tulip turtle umbrella watch wrench`,
  {
    apple: 'red-apple',
    backpack: 'school-backpack',
    bear: 'bear-face',
    bee: 'honeybee',
    boot: 'womans-boot',
    bottle: 'bottle-with-popping-cork',
    cactus: 'cactus-1',
    cake: 'birthday-cake-1',
    car: 'automobile',
    caterpillar: 'bug',
    chick: 'baby-chick',
    cloud: 'cloud-1',
    clover: 'four-leaf-clover',
    cocktail: 'cocktail-glass',
    cup: 'hot-beverage-1',
    doughnut: 'doughnut-1',
    flame: 'fire',
    football: 'american-football',
    fox: 'fox-face-1',
    frog: 'frog-face',
    gift: 'wrapped-gift-1',
    globe: 'globe-showing-americas',
    hamburger: 'hamburger-1',
    hourglass: 'hourglass-done',
    house: 'house-with-garden',
    ladybug: 'lady-beetle',
    lantern: 'red-paper-lantern',
    leaf: 'maple-leaf',
    lion: 'lion-face',
    magnifier: 'magnifying-glass-tilted-left',
    moon: 'crescent-moon',
    palm: 'palm-tree',
    penguin: 'penguin-1',
    pizza: 'pizza-1',
    pumpkin: 'jack-o-lantern',
    ring: 'ring-1',
    robot: 'robot-face-1',
    sandal: 'womans-sandal',
    shell: 'spiral-shell',
    shirt: 't-shirt',
    sneaker: 'running-shoe',
    squirrel: 'chipmunk',
    strawberry: 'strawberry-1',
    sun: 'sun-with-face',
    sunflower: 'sunflower-1',
    train: 'locomotive',
    truck: 'delivery-truck',
    unicorn: 'unicorn-face',
    watermelon: 'watermelon-1',
    whale: 'spouting-whale',
    wineglass: 'wine-glass',
  },
);

/** Icons by noun: nouns parted by white space that are their icons' names, and others. */
function drawings(same: string, others: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.freeze({ ...Object.fromEntries(same.split(/\s+/).map((noun) => [noun, noun])), ...others });
}
