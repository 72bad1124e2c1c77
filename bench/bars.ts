/** What each figure has to reach. A figure without a bar is printed for information. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number };

export const BARS: Readonly<Record<string, Bar>> = {
  'tap.clinic.modelMs': { atMost: 500 },
  'tap.clinicKnown.modelMs': { atMost: 420 },
  'tap.clinic.oldChipModelMs': { atMost: 3000 },
  'tap.clinic.apdus': { atMost: 22 },
  'tap.clinic.bytes': { atMost: 3400 },
  'tap.portrait.modelMs': { atMost: 650 },
  'tap.clinic.hostMs': { atMost: 25 },
  'verify.ratioVsAuth0': { atLeast: 5 },
  'verify.ratioVsOwf': { atLeast: 5 },
  'verify.shareOfLimit': { atLeast: 0.5 },
  'issue.ratioVsAuth0': { atLeast: 3 },
  'issue.ratioVsOwf': { atLeast: 3 },
  'pace.runs': { atLeast: 1000 },
  'pace.failed': { atMost: 0 },
  'pace.wrongAccepted': { atMost: 0 },
  'pace.extendedFailed': { atMost: 0 },
  'status.bytes1M': { atMost: 3000 },
  'status.lookupNs': { atMost: 500 },
  'status.addedMB10M': { atMost: 8 },
  'bundle.deltaBytes': { atMost: 20000 },
  'perso.modelS': { atMost: 4 },
  'perso.resumeBytes': { atMost: 0.6 },
  'issuer.embedded.perS': { atLeast: 12 },
  'issuer.postgres.perS': { atLeast: 12 },
  'issuer.startMs': { atMost: 4000 },
  'issuer.revokeToListS': { atMost: 60 },
  'issuer.publish10M.s': { atMost: 10 },
  'issuer.page.p99Ms': { atMost: 150 },
  'issuer.page.growth': { atMost: 1.3 },
  'web.page.p95Ms': { atMost: 120 },
  'web.page.kB': { atMost: 250 },
  'web.axe': { atMost: 0 },
  'issuer.scale2': { atLeast: 1.7 },
};

export function meets(bar: Bar, value: number): boolean {
  return 'atMost' in bar ? value <= bar.atMost : value >= bar.atLeast;
}

export function formatBar(bar: Bar): string {
  return 'atMost' in bar ? `≤ ${bar.atMost}` : `≥ ${bar.atLeast}`;
}
