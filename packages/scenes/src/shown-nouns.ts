/**
 * Nouns whose drawings also show something that another noun names: candles on a cake, the ribbon of a gift. Whether "there is no candle" is true of a picture with
 * a cake is a matter of opinion, so the scene graph does not decide it. Found by looking at the drawings of every icon set.
 */
export const SHOWN_NOUNS: Readonly<Record<string, readonly string[]>> = {
  apple: ['leaf'],
  bomb: ['flame'],
  cake: ['candle', 'flame', 'strawberry'],
  candle: ['flame'],
  carrot: ['leaf'],
  castle: ['door'],
  church: ['door'],
  clock: ['bell'],
  clover: ['leaf'],
  crown: ['gem'],
  dove: ['leaf'],
  dress: ['ribbon'],
  eggplant: ['leaf'],
  gift: ['ribbon'],
  hat: ['ribbon'],
  house: ['door'],
  laptop: ['keyboard'],
  lemon: ['leaf'],
  medal: ['ribbon', 'star'],
  palm: ['leaf'],
  pear: ['leaf'],
  pineapple: ['leaf'],
  pumpkin: ['lantern'],
  ring: ['gem'],
  rocket: ['flame'],
  rose: ['leaf'],
  snail: ['shell'],
  snowman: ['carrot', 'hat', 'snowflake'],
  strawberry: ['leaf'],
  sunflower: ['leaf'],
  tent: ['moon', 'star'],
  tornado: ['cloud'],
  tulip: ['leaf'],
  turtle: ['shell'],
  unicorn: ['horse'],
  volcano: ['cloud', 'flame'],
  watch: ['clock'],
};

/** Whether the drawing of `noun` also shows what `other` names. */
export function showsNoun(noun: string, other: string): boolean {
  return SHOWN_NOUNS[noun]?.includes(other) ?? false;
}

/** Whether neither noun's drawing shows what the other names, so that each can be there, or not, without a doubt beside the other. */
export function areDistinct(noun: string, other: string): boolean {
  return noun !== other && !showsNoun(noun, other) && !showsNoun(other, noun);
}
