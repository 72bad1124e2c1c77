import { createHash } from 'node:crypto';
import nunjucks from 'nunjucks';
import type { Difference, TapEvidence } from '../../evidence/index.ts';
import type { ShownTap } from '../describe-tap.ts';
import type { Language } from '../language.ts';
import { REPORT_STYLE } from './report-style.ts';
import { REPORT_TEMPLATE } from './report-template.ts';
import { reportView } from './report-view.ts';

export type ReportInput = {
  readonly evidence: TapEvidence;
  /** What was concluded: at the tap, or by judging again. */
  readonly shown: ShownTap;
  readonly differences: readonly Difference[];
  readonly language: Language;
};

/** Nothing is loaded by name; what the card or the evidence brought is escaped. */
const templates = new nunjucks.Environment(null, { autoescape: true, throwOnUndefined: false });

/**
 * One HTML file, complete in itself: no script, nothing fetched, and a content policy that allows its own style sheet alone.
 * Fields are in it only where the evidence is full.
 */
export function renderReport(input: ReportInput): string {
  const styleHash = `sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}`;
  return templates.renderString(REPORT_TEMPLATE, { ...reportView(input), style: REPORT_STYLE, styleHash });
}
