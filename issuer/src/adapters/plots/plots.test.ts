import { array, assert, constant, integer, oneof, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppressSmallCells } from '../../domain/reports/index.ts';
import { drawBarPlot, drawLinePlot, type Plot, type PlottedCount } from './index.ts';

const SUPPRESSED = '不公布';
const plotOf = (...counts: readonly PlottedCount[]): Plot => ({
  id: 'decided',
  title: '按期办结 <15 日',
  description: '各机关办结的件数。',
  rows: counts.map((people, index) => ({ label: `机关 ${index + 1}`, people })),
  suppressed: SUPPRESSED,
});
const widthsIn = (svg: string) => [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
const pointsIn = (svg: string) =>
  [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
const wordsIn = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, words]) => words);
const counts = array(oneof(integer({ min: 0, max: 100_000 }), constant('SUPPRESSED' as const)), {
  minLength: 1,
  maxLength: 30,
});

describe.each([drawBarPlot, drawLinePlot])('%o', (draw) => {
  test('has a name and a description, is a picture to readers that speak, and says no mark-up of its own', () => {
    const svg = draw(plotOf(8, 40));
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="decided-title" aria-describedby="decided-description"/);
    expect(svg).toContain('<title id="decided-title">按期办结 &lt;15 日</title>');
    expect(svg).toContain('<desc id="decided-description">各机关办结的件数。</desc>');
  });

  test('has nothing that a strict content security policy forbids', () => {
    expect(draw(plotOf(1, 2, 3))).not.toMatch(/<style|<script|\sstyle=|\son\w+=|href/i);
  });

  test('draws nothing of no rows', () => {
    const svg = draw(plotOf());
    expect([widthsIn(svg), pointsIn(svg)]).toEqual([[], []]);
  });
});

describe('bars', () => {
  test('are as long as their numbers, from zero', () => {
    const svg = drawBarPlot(plotOf(10, 0, 40, 20));
    const [ten, forty, twenty] = widthsIn(svg);
    expect([forty, twenty, ten]).toEqual([550, 275, 137.5]);
    expect(wordsIn(svg)).toEqual(['机关 1', '10', '机关 2', '0', '机关 3', '40', '机关 4', '20']);
  });

  test('of a published table do not tell what it hides, whatever that is', () => {
    const drawn = ([3, 4] as const).map((small) => {
      const { groups } = suppressSmallCells(
        [small, 7 - small, 30, 50].map((people, index) => ({ group: `机关 ${index + 1}`, people })),
        5,
      );
      return drawBarPlot({ ...plotOf(), rows: groups.map(({ group, people }) => ({ label: group, people })) });
    });
    expect(drawn[0]).toBe(drawn[1]);
    expect(wordsIn(drawn[0] ?? '').filter((words) => words === SUPPRESSED)).toHaveLength(2);
    expect(widthsIn(drawn[0] ?? '')).toEqual([330, 550]);
  });

  test('stay inside the picture', () => {
    assert(
      property(counts, (all) => {
        const svg = drawBarPlot(plotOf(...all));
        return widthsIn(svg).every((width) => width <= 550) && wordsIn(svg).length === 2 * all.length;
      }),
    );
  });
});

describe('a line', () => {
  test('rises with its numbers and is broken where one is suppressed', () => {
    const svg = drawLinePlot(plotOf(10, 20, 'SUPPRESSED', 40, 30));
    const heights = pointsIn(svg).map(([, y]) => y);
    expect(heights).toEqual([187.5, 129, 12, 70.5]);
    expect(/<path d="([^"]*)" fill="none"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(2);
  });

  test('stays inside the picture, with whole numbers beside it and at most eight labels below', () => {
    assert(
      property(counts, (all) => {
        const svg = drawLinePlot(plotOf(...all));
        const inside = pointsIn(svg).every(([x = -1, y = -1]) => x >= 52 && x <= 620 && y >= 12 && y <= 246);
        const words = wordsIn(svg);
        const labels = words.filter((word) => word?.startsWith('机关'));
        const numbers = words.filter((word) => !word?.startsWith('机关'));
        return inside && labels.length <= 8 && numbers.every((word) => /^\d+$/.test(word ?? ''));
      }),
    );
  });
});
