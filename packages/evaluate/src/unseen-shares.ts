import { unseenShare } from '@tldr-rm/random';
import type { PreparedRanking } from './level-figures';
import type { PreparedEvaluation, PreparedSlice } from './prepare-evaluation';
import { SPAN_SUMS } from './span-figures';
import { TOKEN_MEANS } from './token-means';

/**
 * For each figure that is a mean over groups, the share of groups that may say otherwise where all of them say the same, by how many have a say in it. F1 is one (of
 * items that were called or are hallucinated), AUROC is one over pairs of groups; average precision and calibration error are none.
 */
export function unseenShares(prepared: PreparedEvaluation): Record<string, number> {
  const { tokens, sentences, responses, means, spans, kinds, slices, positions } = prepared;
  const shares: Record<string, number> = {};
  const add = (path: string, of: object): void => {
    for (const [name, share] of Object.entries(of)) shares[`${path}.${name}`] = share;
  };
  add('token', ofLevel(tokens));
  add('sentence', ofLevel(sentences));
  add('response', ofLevel(responses));
  for (const [column, name] of TOKEN_MEANS.entries()) {
    const path = name === 'apNeg' ? 'mapNeg' : name === 'apPos' ? 'mapPos' : `perResponse.${name}`;
    shares[`token.${path}`] = unseenShare(means.groupsWith(2 * column + 1));
  }
  const [there, called] = [SPAN_SUMS.indexOf('count'), SPAN_SUMS.indexOf('called')];
  for (const match of ['exact', 'overlap']) {
    add(`span.${match}`, {
      precision: unseenShare(spans.groupsWith(called)),
      recall: unseenShare(spans.groupsWith(there)),
      f1: unseenShare(spans.groupsWith(there, called)),
    });
  }
  const flagged = new Set(kinds.verdicts.flatMap(({ told }, index) => (told === null ? [] : [kinds.group[index]!])));
  shares['taxonomyConfusion.accuracy'] = unseenShare(flagged.size);
  for (const [breakdown, classes] of Object.entries(slices)) {
    for (const [name, slice] of classes) add(`${breakdown}.${name}`, ofSlice(slice));
  }
  for (const [part, ranking] of positions) {
    const { f1Bad, auroc } = ofRanking(ranking);
    add(`byPosition.${part}`, { f1Bad, auroc });
  }
  return shares;
}

function ofSlice({ tokens, responses }: PreparedSlice): Record<string, number> {
  const { accuracy, auroc } = ofRanking(responses);
  return { responseAccuracy: accuracy, f1Bad: ofRanking(tokens).f1Bad, auroc };
}

function ofRanking({ sums }: PreparedRanking): Record<'accuracy' | 'f1Bad' | 'auroc', number> {
  const ofBad = unseenShare(sums.groupsWith('keptBad', 'calledBad'));
  const ofGood = unseenShare(sums.groupsWith('keptGood', 'calledGood'));
  return {
    accuracy: unseenShare(sums.groupsWith('keptBad', 'calledBad', 'keptGood', 'calledGood')),
    f1Bad: unseenShare(sums.groupsWith('keptBad', 'calledBad', 'calledGood')),
    // A pair is as it was seen if both of its groups are.
    auroc: 1 - (1 - ofBad) * (1 - ofGood),
  };
}

function ofLevel(level: PreparedRanking): Record<string, number> {
  const { sums } = level;
  const ranking = ofRanking(level);
  return {
    ...ranking,
    precisionBad: unseenShare(sums.groupsWith('calledBad', 'calledGood')),
    recallBad: unseenShare(sums.groupsWith('keptBad', 'calledBad')),
    precisionGood: unseenShare(sums.groupsWith('keptBad', 'keptGood')),
    recallGood: unseenShare(sums.groupsWith('keptGood', 'calledGood')),
    f1Good: unseenShare(sums.groupsWith('keptBad', 'keptGood', 'calledGood')),
    brier: ranking.accuracy,
  };
}
