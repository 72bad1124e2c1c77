/** A decided permit as `permit-issuer sign` takes it, for an invented person; its portrait lies beside it as `portrait.jpg`. */
export function aPermitFile(change: { readonly name?: string; readonly permitNumber?: string } = {}) {
  const { name = '样本·示例', permitNumber = 'TEST-2026-0001' } = change;
  return {
    name,
    birthDate: '1949-12-31',
    sex: 2,
    ethnicGroup: '05',
    citizenId: '11010519491231002X',
    hukouAddress: '示例省样本市示例镇 1 号',
    residenceAddress: '示例市示例区样本路 2 号',
    portrait: 'portrait.jpg',
    issue: { permitNumber, issuingAuthority: '示例市公安局示例分局', issueDate: '2026-06-14' },
    residence: { grounds: [1, 2], since: '2024-06-01', continuousMonths: 24 },
    serviceClass: 3,
  };
}
