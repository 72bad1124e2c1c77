/** What a paper shows. Decree 663 art. 9 names those of identity, address, job and study. */
export const EVIDENCE_TYPES = [
  'ID_CARD',
  'HOUSEHOLD_BOOKLET',
  'PORTRAIT',
  'LEASE',
  'TITLE_DEED',
  'PURCHASE_CONTRACT',
  'LODGING_STATEMENT',
  'BUSINESS_LICENCE',
  'LABOUR_CONTRACT',
  'EMPLOYER_STATEMENT',
  'STUDENT_CARD',
  'SCHOOL_STATEMENT',
  'PROXY_ID_CARD',
  'KINSHIP_PROOF',
  'MOBILITY_PROOF',
  'OLD_CARD',
  'LOSS_STATEMENT',
  'CHANGE_PROOF',
  'INVESTOR_PROOF',
  'TALENT_CERTIFICATE',
  'CANCELLATION_REQUEST',
] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

/** Who may file for somebody else, and why. Decree 663 art. 9: under 16, and elderly or disabled with reduced mobility. */
export const PROXY_REASONS = ['UNDER_16', 'ELDERLY', 'DISABLED'] as const;
export type ProxyReason = (typeof PROXY_REASONS)[number];

/** Who may skip the half-year, as the county or higher government defines them. Zhejiang art. 16. */
export const EXEMPTIONS = ['INVESTOR', 'TALENT'] as const;
export type Exemption = (typeof EXEMPTIONS)[number];
