import type { SameKeys } from '../../words/texts.ts';
import type { feesZh } from './fees-zh.ts';

/** Fees, in English. */
export const feesEn: SameKeys<typeof feesZh> = {
  title: 'Fees',
  words:
    'Fees are those of the published rules. A first permit and an endorsement are free, and so is what the office’s own error made due.',
  none: 'What a case costs is known once it is accepted.',
  owed: 'Amount',
  rule: 'By which rule',
  standing: 'State',
  standings: { free: 'Free', due: 'To be paid', paid: 'Paid', waived: 'Waived' },
  receipt: 'Number of the receipt',
  print: 'Print the receipt (PDF)',
  'own-error': 'error of the office',
  link: 'See to the fees',
  amount: {
    label: 'Amount received, in yuan',
    hint: 'Exactly what is due, such as 15.00',
    missing: 'Enter the amount received',
    wrong: 'Enter an amount, such as 15.00',
  },
  take: { title: 'Take the fee', button: 'It was paid: make the receipt' },
  reason: {
    label: 'Ground of the waiver',
    hint: 'Without personal data',
    missing: 'Give the ground of the waiver',
    wrong: 'A ground has at most 500 characters',
  },
  waive: {
    title: 'Waive the fee',
    words:
      'What the office’s own error made due is waived. A waiver cannot be undone, and nobody waives a fee that they took.',
    button: 'Waive this fee',
  },
};
