import { addDays } from '@residence-permit/shared/plain-date';
import { done } from '../builders/case-work.ts';
import { aDepartment, type InstructionContent } from '../builders/an-instruction.ts';
import type { OfficeDesk } from './office-desk.ts';

/** Departments by the grantor of the catalogue, each with a key of its own. */
const DEPARTMENTS = {
  health: aDepartment(11),
  labour: aDepartment(12),
  housing: aDepartment(13),
  culture: aDepartment(14),
  transport: aDepartment(15),
} as const;

type Ordered = Readonly<Record<string, string | number>> & { readonly kind: string };

/** What each department grants; one of every way in which the catalogue counts. */
const ORDERS: Readonly<Record<keyof typeof DEPARTMENTS, readonly Ordered[]>> = {
  health: [{ kind: 'health' }, { kind: 'yearly-check', limit: 1, period: 365 }],
  labour: [
    { kind: 'skills-training', limit: 10 },
    { kind: 'exam-voucher', limit: 1 },
  ],
  housing: [{ kind: 'rental-housing', grade: 2 }],
  culture: [{ kind: 'library' }],
  transport: [{ kind: 'transit-discount' }],
};

const LONG_DAYS = 700;

/** The keys of the departments, entered by one supervisor and confirmed by another. */
export async function registerDepartments(desk: OfficeDesk): Promise<void> {
  for (const [grantor, { publicKey, keyId }] of Object.entries(DEPARTMENTS)) {
    done(await desk.grants.registerDepartmentKey(desk.as('supervisor'), { grantor, publicKey }));
    done(await desk.grants.confirmDepartmentKey(desk.as('deputy'), { keyId }));
  }
}

/** Every order of the departments for that permit: entered, approved by another person, and written to the card. */
export async function grantEverything(
  desk: OfficeDesk,
  about: { readonly cardNumber: string; readonly serial: string },
): Promise<void> {
  const { cardNumber, serial } = about;
  const permitNumber = await permitNumberOf(desk, cardNumber);
  const days = { from: desk.today(), through: addDays(desk.today(), LONG_DAYS) };
  for (const [grantor, orders] of Object.entries(ORDERS)) {
    const department = DEPARTMENTS[grantor as keyof typeof DEPARTMENTS];
    for (const order of orders) {
      const content: InstructionContent = { ...order, ...days, permitNumber, reference: `${grantor}-${order.kind}` };
      const instruction = await department.instruct(content);
      const { id: grantId } = done(await desk.grants.enterGrant(desk.as('clerk'), { instruction }));
      done(await desk.grants.approveGrant(desk.as('reviewer'), { grantId }));
    }
  }
  const placeCard = desk.drawer.placeCard(serial);
  done(await desk.grants.writeGrants(desk.as('clerk'), { cardNumber, placeCard }));
}

async function permitNumberOf(desk: OfficeDesk, cardNumber: string): Promise<string> {
  return desk.inTransaction({ accountId: undefined, officeId: 'operator' }, async (tx) => {
    const card = await tx.cards.find(cardNumber);
    const permit = card === undefined ? undefined : await tx.permits.find(card.permitId);
    if (permit === undefined) throw new RangeError(`no permit of card ${cardNumber}`);
    return permit.number;
  });
}
