/**
 * Words that go with a thing and with few of those that could replace it; `leash*` stands for every word that begins so. A thing is not replaced where
 * a sentence about it holds a companion: beside a leash, a cat that was a dog would be found without the picture.
 */
const COMPANIONS: readonly (readonly [things: string, companions: string])[] = [
  [
    'man guy gentleman',
    'beard bearded mustache moustache shirtless bald balding tie tuxedo goatee suit stubble husband father king bride wife girlfriend son shave shaved shaving urinal',
  ],
  [
    'woman lady',
    'dress skirt bikini bra pregnant blouse earring earrings lipstick makeup ponytail heels purse handbag gown braid braids bun wife mother queen groom husband boyfriend daughter bride bridal sari necklace pigtails',
  ],
  ['boy', 'shirtless son brother king prince tie mustache'],
  ['girl', 'dress skirt pigtails ponytail braid braids tutu princess daughter sister doll earring earrings bow bikini'],
  ['chef cook waiter waitress', 'cook* kitchen apron tray restaurant order* chop* chef food dough pan menu toque'],
  [
    'firefighter fireman police policeman policewoman cop soldier',
    'hose fire badge patrol rifle truck police army camouflage tank burning uniform*',
  ],
  ['farmer doctor nurse', 'field tractor stethoscope patient hospital crop crops barn'],
  [
    'dog puppy',
    'leash* bark* breed kennel collie retriever poodle labrador terrier shepherd canine fetch* bone pup* fris* wag* husky corgi dachshund beagle',
  ],
  ['cat kitten', 'meow* feline litter tabby siamese purr* calico whisker whiskers mouser kitty'],
  ['rabbit bunny', 'carrot carrots hop* burrow'],
  ['cow bull calf cattle', 'milk* dairy udder udders horn horns bovine moo* elephant elephants whale whales giraffe'],
  [
    'horse pony foal donkey',
    'ride rides rider riders riding ridden saddle saddles jockey jockeys mane reins bridle carriage gallop* trot* hooves stable cowboy polo jump* equestrian rodeo pull* cart plow*',
  ],
  ['sheep lamb ram goat', 'wool* shear* shepherd horn horns fleece flock herding'],
  ['pig piglet', 'mud* snout pork trough'],
  ['elephant', 'trunk trunks tusk tusks ivory mahout ride rider riding ears'],
  ['giraffe', 'neck necks tall leaves spots patterned reach* graz*'],
  ['zebra', 'strip* graz*'],
  ['lion lioness tiger', 'mane strip* roar* pride cub cubs prey'],
  ['camel rhino rhinoceros hippo hippopotamus buffalo bison', 'hump humps horn horns desert wallow* sand sandy'],
  [
    'monkey chimpanzee gorilla kangaroo panda bear',
    'banana bananas swing* pouch bamboo cub cubs hop* climb* honey salmon polar teddy vine',
  ],
  ['deer moose elk wolf fox leopard cheetah', 'antler antlers spots spotted pack bushy howl* fawn'],
  ['squirrel chipmunk raccoon mouse rat hamster', 'nut nuts acorn acorns cheese climb* bushy wheel trap keyboard pad computer tree trunk'],
  [
    'duck mallard goose swan pelican flamingo penguin turkey peacock chicken hen rooster',
    'duckling ducklings gosling goslings quack* egg eggs coop ice fried grilled roast* sandwich nugget nuggets soup plate salad rice swim* pond lake river water rubber fly flying flies',
  ],
  [
    'eagle hawk falcon owl parrot pigeon dove seagull gull crow raven sparrow finch robin woodpecker hummingbird',
    'hoot* talk* beach ocean sea cage colorful nectar hover* talons prey pier harbor boat flock feeder',
  ],
  ['butterfly moth bee wasp dragonfly spider ant caterpillar grasshopper', 'web webs hive hives honey sting* cocoon pollen wings colony'],
  [
    'turtle tortoise dolphin whale shark crab lobster jellyfish octopus seal starfish',
    'shell shells fin fins claw claws tentacle tentacles leap* jump* blowhole tank plate log swim* sand rock* trainer',
  ],
  ['snake lizard frog toad snail', 'coil* slither* shell lily pad tail legs webbed'],
  [
    'car sedan suv taxi',
    'hood trunk convertible license showroom garage race racing sports dashboard windshield passenger seat driver steering',
  ],
  ['truck pickup lorry', 'bed trailer cargo tow* load* haul* garbage dump cab fire hose ladder delivery'],
  ['bus', 'decker route passenger passengers stop school driver transit station board* destination'],
  ['van minivan', 'sliding cargo'],
  [
    'bicycle bike motorcycle motorbike moped scooter tricycle',
    'pedal* helmet helmets engine handlebar handlebars basket ride rides rider riders riding cycl* rack wheel wheels spoke spokes exhaust biker leather lane chain* lock*',
  ],
  [
    'train locomotive subway tram streetcar trolley',
    'track tracks railroad railroads rail rails station platform engine steam freight cars railway caboose locomotive conductor tunnel depot overhead wires',
  ],
  [
    'airplane plane jet airliner aeroplane helicopter balloon blimp',
    'wing wings runway runways airport airports tarmac rotor rotors blade blades propeller propellers airline airlines pilot pilots basket hangar cockpit gate terminal boarding taxi* takeoff contrail* tail formation float*',
  ],
  [
    'boat ship yacht ferry sailboat canoe kayak raft rowboat speedboat',
    'sail sails sailing paddl* oar oars deck rows rowing rowed mast dock* harbor harbour marina cabin anchor* port cruise engine moored cargo fishing pier hull captain',
  ],
  ['stroller pram wheelchair cart wagon', 'baby babies infant toddler ramp groceries disabled pulled'],
  ['tractor bulldozer excavator forklift', 'plow* field farm* construction dig* pallet pallets warehouse trailer'],
  ['chair armchair recliner', 'upright armrest armrests backrest desk legs dining tables wheels recline* throne lawn beach'],
  [
    'couch sofa loveseat bench stool ottoman',
    'cushion cushions armrest armrests pillow pillows park bar backrest coffee tables living slats piano counter',
  ],
  [
    'bed',
    'sheet sheets pillow pillows blanket blankets unmade made headboard bedspread mattress comforter comforters duvet bedroom canopy hospital bunk quilt bedding nightstand sleep* king queen hotel hospital',
  ],
  [
    'table desk counter countertop',
    'chair chairs tablecloth legs seated restaurant restaurants dining set drawer drawers office kitchen head ping pool served stove sink sit sits bar cabinet cabinets granite column columns row rows sitting seated meal* eat* outdoor dinner lunch',
  ],
  ['shelf', 'book books lined row rows bottom upper lower shelves'],
  [
    'dresser bookshelf bookcase cabinet cupboard wardrobe nightstand',
    'drawer drawers book books clothes door doors sink counter counters kitchen hang* shelves bed alarm china medicine filing lamp',
  ],
  [
    'pillow cushion blanket quilt comforter towel teddy',
    'cover* wrap* fold* hang* drap* dry* head bathroom fluffy rack picnic beach spread bar bars rolled bathtub shower throw hug* paw paws plaid roll rolls paper',
  ],
  ['curtain drape blind shutter', 'tied drawn flow* rod slat slats shower sheer lace stage'],
  ['ceiling fan chandelier skylight', 'blade blades crystal* spin* hang*'],
  [
    'lamp lantern candle candlestick',
    'shade lampshade floor desk flame flames wick birthday cake burn* melt* bulb plug* paper blow* switch* wax holder lit',
  ],
  [
    'painting mirror clock poster calendar bulletin',
    "reflect* hand hands time face depict* artist dial pinned date dates month o'clock roman numeral numerals hour hours minute minutes reading tower pendulum frame frames canvas selfie show shows showing portrait watch* alarm ticking easel paint* advert* look looks looking",
  ],
  [
    'refrigerator fridge stove oven dishwasher washing washer dryer',
    'freezer magnet magnets burner burners pot pots pan pans kettle bake baking baked cook* rack racks laundry clothes milk shelves door doors dishes hood food open* gas knob knobs burner',
  ],
  [
    'microwave toaster blender kettle coffee',
    'slice slices toast steam* pour* smoothie boil* bread stove burner cup cups brew* tea spout heat* lid pitcher',
  ],
  [
    'toilet sink bathtub tub shower urinal washbasin',
    'lid seat tank faucet faucets tap flush* paper curtain bath* wash* soap counter dishes kitchen mirror brush* basin drain raised bowl head vanity cabinet tile tiles tiled glass water bubble bubbles',
  ],
  [
    'laptop computer tablet television tv monitor printer speaker radio typewriter',
    'keyboard keyboards screen screens type types typing watch* display displays desktop mouse remote channel playing program paper keys volume show* game flat news broadcast movie login',
  ],
  [
    'phone smartphone cellphone cell mobile camera remote microphone flashlight calculator',
    'call* talk* text* screen screens photo* lens tripod tripods sing* picture pictures selfie selfies buttons ear beam wii game television tv stage taking takes look* facing posing pose poses smil* strap speak* speech',
  ],
  [
    'fork spoon knife chopstick',
    'sushi soup cut* slic* stir* butter* noodle noodles ramen blade bowl cereal carv* sharp prong prongs tines',
  ],
  ['spatula whisk ladle peeler', 'flip* soup batter whisk* dough scoop* stir*'],
  [
    'plate platter dish bowl tray cutting',
    'soup cereal chop* cut* slic* broth ramen dipping knife satellite oatmeal salad fruit fruits stew ice toilet mixing pasta noodle noodles rice curry chili',
  ],
  [
    'pan pot saucepan skillet wok baking',
    'fry* boil* soup plant plants flower flowers potted saut* flip* oven lid lids bake baking baked coffee soil stew omelet* egg eggs pancake pancakes clay tea cookies',
  ],
  [
    'cup mug glass bottle jar can pitcher',
    'wine coffee tea beer label labels cap caps soda cork corks lid lids pour* juice water milk stem stems straw handle handles ice drink* saucer sipping window shards door toast* champagne pickle pickles jam honey spice spices ketchup soup neck spray measuring trophy',
  ],
  [
    'box basket bucket barrel bag',
    'lid lids cardboard pizza wicker mop handle handles weav* woven groceries laundry strap straps plastic paper pack* water bicycle bike shopping picnic flap flaps wine zipper deliver* litter lunch tea carr* bread fries tissue post',
  ],
  [
    'suitcase luggage backpack purse handbag briefcase',
    'wheel wheels airport airports strap straps packed travel* hik* shoulder shoulders conveyor carousel handle clothes school arm wearing zipper roll*',
  ],
  [
    'vase figurine',
    'flower flowers rose roses tulip tulips bouquet stem stems leaves photo leaf daisies lilies sunflower sunflowers bloom blooms blossom blossoms',
  ],
  [
    'apple orange banana pear peach lemon mango pineapple watermelon avocado',
    'bunch* peel* pie juice squeez* seed seeds tea core wedge wedges toast tree slice slices sliced monkey pit rind sandwich ripe pulp cut citrus',
  ],
  [
    'strawberry blueberry raspberry cherry grape olive',
    'vine vines pit* bunch* wine oil martini cluster clusters pancake pancakes cake jam',
  ],
  [
    'carrot tomato potato cucumber onion mushroom',
    'orange fries fried mashed peel* sauce soup ring rings sliced slices chip chips baked baking stick sticks cherry shredded chopped rabbit diced sweet burger pizza salad sandwich',
  ],
  [
    'broccoli spinach lettuce kale cauliflower asparagus corn celery cabbage',
    'floret florets leaves leafy spear spears cob stalk stalks kernel kernels head heads field ear ears green stems sandwich burger popped',
  ],
  [
    'pizza sandwich burger hamburger cheeseburger hot dog taco burrito wrap salad omelet omelette pancake waffle steak',
    'pepperoni crust topping toppings cheese bun buns bread slice slices patty lettuce syrup mustard ketchup butter* tortilla tortillas oven fries box grill* cutter melted croutons dressing filling fillings stack* greens leash halves cut sesame mushroom mushrooms tomato* egg flip* stand',
  ],
  [
    'cake pie donut doughnut bagel cookie brownie muffin cupcake croissant tart biscuit',
    'candle candles birthday frost* icing glaz* sprinkle sprinkles layer layers layered wedding crust slice slices cream wrapper wrappers chip chips hole holes tier tiers tiered box bak* iced pumpkin stand apple jar flaky decorat*',
  ],
  [
    'rice pasta spaghetti soup cereal oatmeal stew porridge',
    'noodle noodles sauce broth spoon chopsticks milk meatball meatballs grain grains fried breakfast ladle beans curry tomato steam* sushi fork box cracker crackers sausage sausages pot boil*',
  ],
  [
    'beef pork ham bacon shrimp salmon tuna tofu steak',
    'egg eggs sushi strip strips fillet fillets slice slices sliced tail tails breakfast grill* fish sandwich stream river raw medium',
  ],
  ['ketchup mustard mayonnaise honey jam', 'bee* yellow toast bread tomato squeez*'],
  [
    'coffee tea milk juice wine beer lemonade',
    'mug mugs cup cups foam* latte bean beans saucer saucers glass glasses bottle bottles bag cow cows cereal grape grapes vineyard bar brew* kettle pot carton orange oranges ice shop shops cafe tables cork* maker machine can cans pitcher lemon bubbles black breakfast dairy straw hot steam* espresso sparkling',
  ],
  [
    'shirt blouse sweater hoodie sweatshirt jacket coat blazer vest robe top tank tee',
    'sleeve sleeves sleeved sleeveless collar collars collared button buttons buttoned zipp* tie tuck* pocket pockets suit lapel lapels bath* life knit* rain snow polo leather denim polka flannel lab tuxedo read reads reading letters logo jean safety puffy winter tank hood* neck* print* v-neck wave waves surfboard',
  ],
  [
    'dress gown skirt jumpsuit',
    'sleeve sleeves sleeveless wedding bride bridal blouse strap straps prom pleated lace veil train shirt mini evening',
  ],
  [
    'pants trousers jeans shorts slacks',
    'denim khaki cargo leg legs ripped cuff cuffs swim* board belt basketball knee knees beach leather dress running tights suit ankles boxer boxers boxing swimmer runner runners',
  ],
  [
    'shoe sneaker boot sandal slipper loafer',
    'lace laces heel heels toe toes ski tennis sole soles rain cowboy running dress athletic snow* rubber horse ballet hiking leather muddy sock* sport* combat beach',
  ],
  [
    'hat cap beanie helmet headband crown bandana turban',
    'brim* visor straw bik* motorcycl* skateboard* baseball bat batter jewel jewels king queen santa cowboy hard bicycl* cyclist cyclists rider riders football firefight* construction ski* chef party logo knit* hair wool horse ride rides riding head forehead graduation snowboard* golfer golf player',
  ],
  [
    'glasses sunglasses eyeglasses goggles headphones earrings earbuds',
    'lens* wine drink* rim rims frame frames reading music ear ears champagne dangl* hoop hoops swim* ski* water beer eyes listen* cup cups bottle bottles toast* martini gaming juice clink* empty wired microphone',
  ],
  [
    'watch wristwatch bracelet ring glove mitten',
    'time wrist wrists finger fingers baseball boxing catch* hand hands engagement wedding nose diamond rope ropes strap oven latex dial charm charms winter key onion boxer boxers',
  ],
  [
    'tie necktie scarf necklace bow name',
    'suit suits shirt shirts collar collars neck necks pearl pearls bead beads beaded knot* wrapped gold silver chain dog jacket wool* knit* head tuxedo hat',
  ],
  [
    'umbrella parasol flag banner balloon kite',
    'rain* string* pole wav* stripes stars shade sky fly flies flying flown beach party country birthday hot air flutter* wet tail patio sun* wind flagpole american national helium inflat* say says read reads welcome',
  ],
  ['doll puzzle toy rubber', 'hair piece pieces bathtub dress tracks wheels bath ball face jigsaw rails barbie'],
  [
    'ball frisbee stick bone',
    'bat bats racket rackets racquet racquets soccer tennis baseball basketball football kick* hit* hoop hoops net nets pitch* court goal* throw* bounc* chew* disc hockey dribbl* player players golf volleyball crystal yarn dog catch* beach disco bowling swing swings swinging serve* serving rope field wrecking pool jaw mouth bowler pins pin',
  ],
  [
    'guitar violin trumpet flute saxophone cello accordion banjo',
    'strum* bow string strings mouthpiece amplifier chin blow* brass electric acoustic chord chords fret* bass valve valves horn sheet neck pick marching',
  ],
  ['shovel rake broom hoe mop spade', 'dig* snow leaves sweep* floor bucket soil dustpan sand hole dirt bristles'],
  [
    'hammer screwdriver wrench saw drill',
    'nail nails screw screws bolt bolts nut nuts pound* turn* blade bit bits tighten* log logs wood* hole',
  ],
  [
    'pen pencil marker paintbrush crayon',
    'writ* paint* draw* sharpen* ink whiteboard eraser case color* colour* pig sketch* canvas box holder lead',
  ],
  [
    'key coin wallet lighter battery',
    'keyboard piano lock* door cash money bills hook hooks cigarette cigarettes type typewriter car ring computer keychain ignition charg* pocket slot fountain',
  ],
  ['toothbrush comb hairbrush razor', 'teeth hair shav* toothpaste wire beard paste honey* bristles'],
  [
    'book textbook notebook novel magazine newspaper envelope postcard',
    'read* shelf shelves page pages library article articles stamp stamps headline headlines spine spines stack stacks bookshelf bookcase cover* mail* letter letters title titles writ* stand tape sealed issue printed chapter addressed addresses pen spiral',
  ],
  [
    'tennis soccer baseball basketball golf volleyball hockey rugby cricket badminton',
    'racket rackets racquet racquets bat bats court courts ball balls hoop hoops net nets goal goals club clubs puck pucks pitch* batt* kick* swing* ice field fields umpire stick sticks serve* catcher glove dunk* course player players match team stadium hole holes mitt green greens dribbl* shoe* skate skates uniform uniforms gear helmet helmets beach sand',
  ],
  [
    'bar line pie scatter',
    'bar bars slice slices line lines point points axis axes segment segments dot dots wedge wedges column* legend x-axis percent* trend* curve curves curved rise rises rising peak peaks month months year years',
  ],
  [
    'house cottage cabin church cathedral chapel barn castle lighthouse windmill hotel school',
    'steeple steeples crosses silo beacon blades stained pew pews altar garage lawn porch room rooms bell bells student students bus shore moat coast* cliff cliffs ocean guest guests roof chimney cow cows hay tower yard classroom desk desks children kids rock rocks log doll gothic lobby teacher teachers driveway playground waves bird spire spires farm* dog opera tree',
  ],
  [
    'store shop restaurant cafe bank pharmacy bakery barbershop diner supermarket',
    'bread food tables hair* menu menus waiter waiters waitress groceries shelves medicine atm sign signs money coffee clothes cut shopping shoppers mannequin mannequins chef chefs pastries eat* din* awning river grass* snow clothing piggy department gift window windows liquor counter customer customers chair chairs repair muddy kitchen barber flower pet book',
  ],
  [
    'tower bridge skyscraper crane ferris',
    'clock river span spans cable cables arch* cross* construction bell bells window windows suspension water train floors nose eiffel control lake island stone carnival seat seats spinning ride offices leaning heron bird birds wings beak steel feet leg legs church churches castle roof pointed',
  ],
  [
    'fence hedge gate railing',
    'barbed chain post posts wire picket trimmed bushes leaves airport boarding closed wooden wrought iron stair stairs staircase balcony lean* locked metal rail rails link rungs garden arched terminal hinge* entrance',
  ],
  [
    'streetlight traffic light street sign telephone lamp lamppost stoplight flagpole utility stop',
    'green yellow wire wires read reads say says saying line lines lit glow* intersection signal signals letter letters flag flags bulb* name names avenue octagon* cars hang* above power word words graffiti arrow arrows pedestrian pedestrians waiting turn*',
  ],
  [
    'fire hydrant parking mailbox trash garbage traffic planter newspaper dumpster',
    'water coin coins flower flowers letter letters lid lids trash garbage orange leak* spray* meter meters plant plants mail recycl* cap caps chain chains litter quarter quarters bag bags stripe stripes nozzle nozzles hose package packages valve valves construction',
  ],
  [
    'statue sculpture fountain gazebo monument phone',
    'water spray* bronze horse* marble pedestal call* pool sword coins lion hand arm arms liberty plaque drink* pen soda carved buddha head depict* wings angel roof ice sitting gazing',
  ],
  [
    'swing slide seesaw sandbox trampoline',
    'push* sand chain chains ladder jump* bat baseball racket presentation rope bounc* porch golf projector tire club dig* tennis hanging climb* water',
  ],
  [
    'door doorway window fireplace',
    'open* clos* knob knobs doorknob doorknobs handle handles pane panes curtain curtains blind blinds look* sunlight light log logs fire mantel* garage enter* entrance frame frames lock* sill windowsill display shut* shop store refrigerator oven car hinge hinges reflect* mirror stained glass view shade peek* shower sliding balcony curtained drapes storefront screen bars lit seat train bus plane burning flames arch* knock* mat number keyhole peephole french hall* barn',
  ],
  [
    'balcony porch patio deck veranda chimney',
    'smoke* railing railings swing step steps floor cards chair chairs upper grill* boat roof ship brick pool rocking umbrella furniture overlook* lean* wooden second',
  ],
  [
    'kitchen bathroom restroom bedroom living dining garage basement hallway corridor',
    'stove stoves oven ovens refrigerator refrigerators fridge sink sinks toilet toilets shower showers tub tubs bed beds couch* sofa sofas car cars dishwasher dishwashers microwave cook* cabinet cabinets island islands dining counter counters countertop countertops pillow pillows tv television stool stools dresser dressers chef chefs food tools fireplace mirror mirrors pot pots pan pans bath* nightstand nightstands doors eat* desk towel towels faucet faucets dishes kettle knife backsplash meal urinal urinals laundry vanity armchair armchairs workbench bicycle bicycles soap brush* sleep* coffee chandelier',
  ],
  [
    'office classroom library museum gym warehouse',
    'desk desks student students teacher teachers book books bookshelves shelves computer computers painting paintings weight weights treadmill treadmills boxes chalkboard whiteboard exhibit exhibits exercis* pallet pallets cubicle cubicles blackboard chair chairs statue statues forklift forklifts reading artwork art sculpture sculptures dinosaur basketball laptop laptops lift* monitor monitors screen screens keyboard skeleton skeletons mirror mirrors post box ticket doctor sheriff',
  ],
  [
    'lake pond river stream creek canal',
    'bank banks flow* bridge bridges shore shores rapids boat boats duck ducks frozen gondola* winds winding kayak* raft* ice stream streams swan swans canoe* calm cross* dock barge barges koi lily waterfall island islands bear bears light lights video salmon still venice lotus fountain',
  ],
  [
    'forest woods desert meadow field pasture prairie vineyard orchard',
    'tree trees sand* cactus cacti grass* grape grapes baseball soccer football trunk trunks leaves flower flowers wildflower wildflowers dune dunes camel camels graz* cow cows sheep horse horses corn crop crops wheat playing player players game hay green pine trail trails dry fruit wine tall row rows mowed ball zebra zebras giraffe giraffes elephant elephants cattle fenced sunflower sunflowers tulip tulips lavender magnetic track depth apple apples bamboo poppies kite kites frisbee autumn fallen rain snow* tractor tractors lush',
  ],
  [
    'mountain hill cliff volcano waterfall',
    'snow* ski* peak peaks smoke lava water slope slopes climb* hik* rolling grass* capped bik* steep goat goats cascad* pool trail trails range green erupt* plung* edge jagged crater sheep snowboard* ridge wooded sled*',
  ],
  [
    'rose tulip daisy sunflower lily orchid daffodil',
    'petal petals thorn thorns pond pad pads seed seeds field valentine center centre pot yellow pink purple bee bulb bulbs holland windmill pie nose',
  ],
  [
    'tree bush shrub cactus',
    'trunk trunks branch* leaves leaf christmas palm climb* shade bird birds bark needle needles spine spines trimmed house tall lined berries desert limb* coconut* perch* nest fork swing stump ornament ornaments root roots hammock lights family apple apples fruit bare blossom* canopy orange oranges rose foliage fallen tops pine forest squirrel monkey koala owl autumn',
  ],
];

const EXACT = new Map<string, Set<string>>();
const PREFIXES = new Map<string, string[]>();
for (const [things, companions] of COMPANIONS) {
  const list = companions.split(' ');
  const exact = list.filter((word) => !word.endsWith('*'));
  const prefixes = list.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  for (const thing of things.split(' ')) {
    EXACT.set(thing, new Set([...(EXACT.get(thing) ?? []), ...exact]));
    PREFIXES.set(thing, [...(PREFIXES.get(thing) ?? []), ...prefixes]);
  }
}

/** Whether a word goes with a thing (named by the first or the last word of a compound) so well that the thing cannot be another. */
export function isCompanion(thing: string, word: string): boolean {
  if (EXACT.get(thing)?.has(word)) return true;
  return PREFIXES.get(thing)?.some((prefix) => word.startsWith(prefix)) ?? false;
}
