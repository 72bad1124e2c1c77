/** Languages in which every text of this room is complete. */
export type Language = 'zh' | 'en';

/** One text in each of them. */
export type Bilingual = Readonly<Record<Language, string>>;

/** Tags for the PDF and for readers that speak. RFC 5646. */
export const LANGUAGE_TAGS = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Record<Language, string>;
