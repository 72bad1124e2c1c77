import { P256Key } from '@residence-permit/issuer/authority';
import { revokedReferences, withdrawnGrantIds } from '@residence-permit/issuer/adapters/prisma';
import { makeCertifyKey } from '@residence-permit/issuer/serve';
import { makeSignEntitlements } from '@residence-permit/issuer/signing';
import * as catalogue from '@residence-permit/issuer/use-cases/catalogue';
import * as grants from '@residence-permit/issuer/use-cases/grants';
import { makeLoadPermitEntry } from '@residence-permit/issuer/use-cases/production';
import * as purposes from '@residence-permit/issuer/use-cases/purposes';
import * as statistics from '@residence-permit/issuer/use-cases/statistics';
import * as terminals from '@residence-permit/issuer/use-cases/terminals';
import { signCvCertificate } from '@residence-permit/shared/cv-certificate';
import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import type { Office } from './an-office.ts';
import type { OfficeStores } from './office-stores.ts';

/** Every use case of grants, the catalogue and terminals, on the stores of an office and the keys of another one in memory. */
export function grantWork(stores: OfficeStores, office: Office) {
  const { inTransaction, clock, newId, random, files } = stores;
  const deps = { inTransaction, clock, newId, random };
  const findEntitlements = grants.makeFindEntitlements(deps);
  const loadPermitEntry = makeLoadPermitEntry({ files, findEntitlements });
  const findGrantorKey = (grantor: string) => {
    const found = office.authority.grantorSigners.findLast((one) => one.grantor === grantor);
    return found === undefined ? undefined : { kinds: found.kinds, signer: found.key };
  };
  const signEntitlements = makeSignEntitlements({ findGrantorKey, engine: office.engine });
  const certifyKey: terminals.CertifyKey = (plan) => makeCertifyKey(office.authority)(plan);
  return {
    listCatalogueProposals: catalogue.makeListCatalogueProposals(deps),
    proposeCatalogue: catalogue.makeProposeCatalogue(deps),
    publishCatalogue: catalogue.makePublishCatalogue(deps),
    readCatalogue: catalogue.makeReadCatalogue(deps),
    listPurposeProposals: purposes.makeListPurposeProposals(deps),
    proposePurposes: purposes.makeProposePurposes(deps),
    publishPurposes: purposes.makePublishPurposes(deps),
    readPurposes: purposes.makeReadPurposes(deps),
    registerKey: grants.makeRegisterDepartmentKey(deps),
    confirmKey: grants.makeConfirmDepartmentKey(deps),
    withdrawKey: grants.makeWithdrawDepartmentKey(deps),
    listKeys: grants.makeListDepartmentKeys(deps),
    enter: grants.makeEnterGrant(deps),
    approve: grants.makeApproveGrant({
      ...deps,
      maySignKind: (grantor, kind) => findGrantorKey(grantor)?.kinds.includes(kind) ?? false,
    }),
    decline: grants.makeDeclineGrant(deps),
    enterWithdrawal: grants.makeEnterWithdrawal(deps),
    approveWithdrawal: grants.makeApproveWithdrawal(deps),
    declineWithdrawal: grants.makeDeclineWithdrawal(deps),
    listWithdrawals: grants.makeListWithdrawals(deps),
    list: grants.makeListGrants(deps),
    readCard: grants.makeReadCardGrants(deps),
    expire: grants.makeExpireGrants(deps),
    write: grants.makeWriteGrants({ ...deps, loadPermitEntry, signEntitlements }),
    settle: grants.makeSettleUses(deps),
    doubleUses: statistics.makeListDoubleUses(deps),
    findEntitlements,
    enrol: terminals.makeEnrolTerminal(deps),
    approveTerminal: terminals.makeApproveTerminal(deps),
    declineTerminal: terminals.makeDeclineTerminal(deps),
    certify: terminals.makeCertifyTerminal({ ...deps, certifyKey }),
    readCertificate: terminals.makeReadCertificate(deps),
    revokeTerminal: terminals.makeRevokeTerminal(deps),
    withdrawnOn: (day: PlainDate) => withdrawnGrantIds(stores.database.prisma, day),
    revokedOn: (day: PlainDate) => revokedReferences(stores.database.prisma, day),
    listTerminals: terminals.makeListTerminals(deps),
  };
}

export type GrantWork = ReturnType<typeof grantWork>;

/** A terminal that holds a key, and its request to be enrolled: a CV certificate that it signed itself. */
export async function aTerminalRequest(mnemonic: string, random: (length: number) => Uint8Array) {
  const key = P256Key.generate(random);
  const reference = `ZZ${mnemonic}00000`;
  const day = parsePlainDate('2026-06-15');
  const template = {
    role: 'terminal' as const,
    read: [],
    write: [],
    count: false,
    canAllowed: false,
    pinManagement: false,
  };
  const fields = { car: reference, chr: reference, publicKey: key.publicKey, template, effective: day, expiry: day };
  return { key, fields, request: await signCvCertificate({ fields, sign: (body) => key.sign(body) }) };
}
