import { NOUNS, type Random, SIGN_WORDS } from '@tldr-rm/scenes';
import { COLOURS, type Scene, type SceneEntity } from '@tldr-rm/schema';

/** A scene of 2 to 5 kinds of things on a grid, drawn without regard to looks: texts are all that these tests read. */
export function randomScene(random: Random): Scene {
  const cells = random.shuffle(Array.from({ length: 16 }, (_, index) => index));
  const nouns = random.shuffle(NOUNS);
  const entities: SceneEntity[] = [];
  for (let index = random.integer(2, 5); index > 0; index -= 1) {
    const size = random.pick(['small', 'medium', 'large'] as const);
    const side = { small: 12, medium: 22, large: 32 }[size];
    const count = random.weighted([
      [1, 3],
      [2, 0.5],
      [3, 0.5],
      [4, 0.5],
      [5, 0.5],
    ]);
    const boxes = cells.splice(0, Math.min(count, cells.length)).map((cell) => ({
      x: (cell % 4) * 32 + random.integer(0, 32 - side),
      y: Math.floor(cell / 4) * 32 + random.integer(0, 32 - side),
      width: side,
      height: side,
    }));
    if (boxes.length === 0) break;
    entities.push({
      id: `e${index}`,
      noun: nouns[index]!.noun,
      icon: 'twemoji:dog',
      colour: random.chance(0.7) ? random.pick(COLOURS) : null,
      size,
      boxes,
    });
  }
  const signs =
    cells.length > 0 && random.chance(0.4)
      ? [
          {
            id: 's1',
            word: random.pick(SIGN_WORDS),
            colour: random.pick(COLOURS),
            box: { x: (cells[0]! % 4) * 32, y: Math.floor(cells[0]! / 4) * 32, width: 30, height: 14 },
          },
        ]
      : [];
  return { width: 128, height: 128, background: { style: 'plain', seed: 0 }, entities, signs };
}
