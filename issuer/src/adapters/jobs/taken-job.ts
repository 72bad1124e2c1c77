/** A job as it was taken out of its queue. `retryCount`: 0 for the first attempt. */
export type TakenJob = { readonly id: string; readonly data: object; readonly retryCount: number };
