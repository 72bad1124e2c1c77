import type {
  makeChooseLanguage,
  makeReadOwn,
  makeReadPerson,
  makeSealRecord,
  makeSearchPersons,
} from '../../../../use-cases/persons/index.ts';

/** What the routes of persons call. */
export type PersonUseCases = {
  readonly searchPersons: ReturnType<typeof makeSearchPersons>;
  readonly readPerson: ReturnType<typeof makeReadPerson>;
  readonly readOwn: ReturnType<typeof makeReadOwn>;
  readonly sealRecord: ReturnType<typeof makeSealRecord>;
  readonly chooseLanguage: ReturnType<typeof makeChooseLanguage>;
};
