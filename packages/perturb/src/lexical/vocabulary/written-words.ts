const list = (text: string): string[] => text.split(' ');

/** Words that are written in pictures, by what they are: a word is replaced by one of its own kind. In lower case; abbreviations have no case of their own. */
export const WRITTEN_WORDS: readonly (readonly string[])[] = [
  list('monday tuesday wednesday thursday friday saturday sunday'),
  list('mon tue wed thu fri sat sun'),
  list('january february march april may june july august september october november december'),
  list('jan feb mar apr jun jul aug sep oct nov dec'),
  list('north south east west northern southern eastern western'),
  list('left right ahead straight'),
  list('main oak park elm maple pine cedar lake hill church broadway washington lincoln franklin jefferson market king queen spring mill'),
  list('street avenue road lane drive boulevard court'),
  list('st ave rd ln dr blvd ct'),
  list('open closed'),
  list('push pull'),
  list('exit entrance'),
  list('danger caution warning notice'),
  list('stop yield slow'),
  list('parking smoking swimming fishing running diving loitering trespassing entry camping cycling'),
  list('birthday anniversary christmas easter halloween thanksgiving valentine graduation wedding'),
  list(
    'bakery cafe pizza hotel pharmacy bank bar grill diner market deli books flowers salon barber toys shoes garage laundry motel library museum school theater cinema bistro boutique hardware florist butcher tavern restaurant gallery',
  ),
  list('coffee tea beer wine milk juice water soda lemonade cola'),
  list('bread cheese fish meat fruit soup rice pasta cake pie donuts sandwiches burgers tacos noodles salad chicken steak eggs honey'),
  list('love peace hope joy dream family faith smile believe live laugh'),
  list('sale new free special discount deal offer bargain clearance'),
  list('fresh hot cold organic local natural classic original homemade daily best great good fine famous'),
  list('police fire ambulance taxi bus train metro ferry tram airport station subway school rescue sheriff'),
  list(
    'london paris boston chicago dallas denver madrid berlin tokyo sydney toronto rome seattle oslo dublin texas california florida ohio virginia oregon nevada',
  ),
  list('red blue green yellow white black orange pink brown silver golden purple'),
  list('one two three four five six seven eight nine ten'),
  list('first second third fourth fifth sixth'),
  list('bus car truck bike train tram van'),
  list('dog cat bear lion tiger eagle wolf fox horse rabbit hawk panther'),
  list('dogs cats bears lions tigers eagles wolves foxes horses rabbits hawks panthers'),
  list('men women boys girls ladies gentlemen'),
  list('mom dad grandma grandpa sister brother'),
  list('morning afternoon evening night day noon'),
  list(
    'john james mary sarah david anna michael laura peter emma thomas alice daniel julia martin sophie henry oliver lucy george charlie max sam lily jack',
  ),
  list('miller smith baker hansen parker wilson harper turner cooper mason carter fisher walker hunter taylor'),
  list('history science physics art music cooking gardening travel poetry biology chemistry geography math mathematics english'),
  list('summer winter spring autumn'),
  list('hello goodbye thanks congratulations cheers'),
  list('sunny cloudy rainy windy snowy foggy'),
  list('name date age total price weight'),
  list('chapter page part volume'),
  list('track platform gate'),
  list('trail road bridge path pool'),
  list('olive coconut sunflower sesame'),
  list('oil vinegar sauce'),
  list('garden forest castle island mountain valley desert'),
  list('home guest'),
  list('lost found wanted missing'),
  list('bedroom kitchen office lobby elevator stairs restroom basement'),
  list('rent sale food travel savings'),
  list('university college academy institute hospital clinic'),
  list('airways airlines express cargo lines'),
  list('revenue sales profit cost income growth budget spending population price temperature rainfall'),
];

/** What a sign with a single word may say. */
export const SIGN_WORDS: readonly string[] = list(
  'stop yield slow exit entrance open closed push pull danger caution private welcome sale bakery cafe pizza hotel pharmacy bank bar taxi library museum',
);

/** Names for a written word of no known kind: brands, shops, places. */
export const WRITTEN_NAMES: readonly string[] = list(
  'delta summit harbor phoenix nova atlas orion pioneer liberty victory horizon crown royal apex metro vista aurora falcon comet zenith mercury titan jupiter sierra monarch diamond emerald crystal union central premier',
);
