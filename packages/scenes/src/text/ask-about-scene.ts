import type { Random } from '@tldr-rm/random';
import { type Claim, COLOURS, type Scene, type SceneEntity } from '@tldr-rm/schema';
import { bindingsOf } from './describe-scene';
import type { Fact, FactKind } from './fact';
import { drawFact } from './list-facts';
import { oppositeOf } from './opposites';
import { QUESTION_TEMPLATES, type QuestionTemplates } from './question-templates';
import { givenBy, writeTemplate } from './write-template';

/** Share of answers that are a word or two, where the question has such answers. */
const SHORT_SHARE = 0.15;

const WEIGHTED_QUESTIONS = QUESTION_TEMPLATES.map((question) => [question, question.weight ?? 1] as const);

/** Draws of a question before giving up; a scene of one untinted group in the middle allows few. */
const MAX_DRAWS = 4000;

/** A question and its true answer. */
export interface QuestionAndAnswer {
  prompt: string;
  response: string;
  claims: Claim[];
}

/**
 * Asks a random question about a scene and answers it truly. Claims of the answer that repeat the question are marked `given`.
 *
 * @throws {Error} if the scene is empty, so that nothing can be asked.
 */
export function askAboutScene(scene: Scene, random: Random): QuestionAndAnswer {
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const question = random.weighted(WEIGHTED_QUESTIONS);
    const fact = drawAnswerFact(question.fact, scene, random);
    if (fact === null || !isUniqueAnswer(question, fact, scene)) continue;
    if ((fact.kind === 'sign' || fact.kind === 'sign-colour') && scene.signs.length > 1) continue;
    const bindings = { ...bindingsOf(fact), ...propose(question, fact, random) };
    const promptTemplate = random.pick(question.prompts);
    const short = question.short.length > 0 && random.chance(SHORT_SHARE);
    const answer = writeTemplate(
      random.pick(short ? question.short : question.answers),
      bindings,
      random,
      givenBy(promptTemplate, bindings),
    );
    return { prompt: writeTemplate(promptTemplate, bindings, random).text, response: answer.text, claims: answer.claims };
  }
  throw new Error('nothing can be asked about this scene: it holds no objects and no signs');
}

/** Asks for presence as often as for absence: only of single things, and never in a scene without any. */
function drawAnswerFact(kind: FactKind, scene: Scene, random: Random): Fact | null {
  if (kind !== 'object' && kind !== 'absence') return drawFact(kind, scene, random);
  const single = scene.entities.filter(({ boxes }) => boxes.length === 1);
  if (single.length === 0) return null;
  return kind === 'object' ? { kind, x: random.pick(single) } : drawFact(kind, scene, random);
}

/** What a yes-or-no question asks: the truth as often as not. */
function propose({ proposes }: QuestionTemplates, fact: Fact, random: Random): { asked?: string } {
  const truth = random.chance(0.5);
  if (proposes === 'value' && 'value' in fact) return { asked: truth ? fact.value : oppositeOf(fact.value)! };
  if (proposes !== 'colour' || !('x' in fact)) return {};
  const { colour } = fact.x;
  return { asked: truth ? colour! : random.pick(COLOURS.filter((other) => other !== colour)) };
}

function isUniqueAnswer({ unique }: QuestionTemplates, fact: Fact, scene: Scene): boolean {
  if (unique === undefined || !('x' in fact)) return true;
  const alike = (entity: SceneEntity): boolean => entity[unique] === fact.x[unique];
  const sign = unique === 'colour' && scene.signs.some((other) => other.colour === fact.x.colour);
  return !sign && scene.entities.filter(alike).length === 1;
}
