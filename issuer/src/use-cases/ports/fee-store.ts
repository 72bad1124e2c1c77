export type Fee = {
  readonly id: string;
  readonly applicationId: string;
  readonly officeId: string;
  readonly rule: string;
  readonly ruleVersion: string;
  /** In fen. */
  readonly amountFen: number;
  readonly waivedFor?: string;
  /** Absent where the rule itself waives it. */
  readonly waivedBy?: string;
  readonly receiptNumber?: string;
  readonly paidAt?: number;
  readonly takenBy?: string;
};

export type FeeStore = {
  insert(fee: Fee): Promise<void>;
  ofApplication(applicationId: string): Promise<readonly Fee[]>;
  /** @throws PermitError STORE_CONFLICT when it was paid before */
  pay(
    fee: Fee,
    payment: { readonly takenBy: string; readonly receiptNumber: string; readonly at: number },
  ): Promise<void>;
  /** @throws PermitError STORE_CONFLICT when it was paid or waived before */
  waive(fee: Fee, waiver: { readonly waivedBy: string; readonly waivedFor: string }): Promise<void>;
};
