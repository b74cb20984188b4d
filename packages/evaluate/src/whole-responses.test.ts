import type { Detection, Span } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { applyCalibration, chooseThresholds, evaluateDetections, expandLabelled, fitCalibration, toScoredResponse } from './index';

const spans: Span[] = [{ start: 6, end: 10, label: 'hallucinated', taxonomy: 'visual-attribute' }];
const sample = { id: 'a', prompt: '', response: 'It is blue.', original: 'It is red.' };

/** What a detector of whole responses says. */
const verdict = (text: string, reward: number): Detection => {
  const whole = { start: 0, end: text.length, text, reward, hallucinated: reward < 0.5 };
  return { tokens: [whole], sentences: [whole], spans: [], response: { reward, hallucinated: reward < 0.5 }, level: 'response' };
};

const judge = (truth: Parameters<typeof expandLabelled>[0], rewards: number[]) =>
  expandLabelled(truth).map((response, index) => toScoredResponse(response, verdict(response.text, rewards[index]!)));

describe('a detector of whole responses', () => {
  const scored = judge({ ...sample, spans }, [0.6, 0.2]);

  it('gets figures of responses and none of tokens, sentences or spans', () => {
    const report = evaluateDetections(scored);
    expect(report.response).toMatchObject({ count: 2, bad: 1, accuracy: 1, auroc: 1 });
    for (const level of [report.token, report.sentence])
      expect(level).toMatchObject({ count: 0, accuracy: null, apNeg: null, f1Bad: null });
    expect(report.span).toMatchObject({ count: 0, called: 0, overlap: { f1: null } });
    expect(report.token.mapNeg).toBeNull();
    expect(report.byTaxonomy['visual-attribute']).toMatchObject({ count: 2, apNeg: null, responseAccuracy: 1 });
  });

  it('can be calibrated and given a threshold', () => {
    const calibration = fitCalibration(scored);
    expect(calibration.token).toEqual({ temperature: 1, bias: 0 });
    expect(calibration.response).not.toEqual({ temperature: 1, bias: 0 });
    const thresholds = chooseThresholds(scored.map((response) => applyCalibration(response, calibration)));
    expect(
      evaluateDetections(
        scored.map((response) => applyCalibration(response, calibration)),
        thresholds,
      ).response.accuracy,
    ).toBe(1);
  });

  it('is not asked about a response of nothing but ignored words', () => {
    const ignored: Span[] = [{ start: 0, end: 11, label: 'ignore' }];
    const { original: _, ...alone } = sample;
    expect(evaluateDetections(judge({ ...alone, spans: ignored }, [0.6])).response.count).toBe(0);
  });
});

describe('a sample that is labelled as a whole', () => {
  it('counts as a response, whatever detector judges it, its true text beside it', () => {
    const { level: _, ...ofTokens } = verdict('It is blue.', 0.2);
    const responses = expandLabelled({ ...sample, hallucinated: true });
    expect(responses.map(({ hallucinated }) => hallucinated)).toEqual([false, true]);
    const report = evaluateDetections([toScoredResponse(responses[1]!, ofTokens)]);
    expect(report.response).toMatchObject({ count: 1, bad: 1, accuracy: 1 });
    expect(report.token.count).toBe(0);
  });
});
