export { atOffice, type OfficeAct, type OfficeDeps, type OfficeFile, openAtOffice } from './at-office.ts';
export { catalogueInForce, FIRST_CATALOGUE, kindsOnCards, toKind } from './catalogue-in-force.ts';
export { type CatalogueRefusal, decideCatalogue, MAX_CATALOGUE_ENTRIES, MAX_PROPOSALS } from './decide-catalogue.ts';
export {
  makeListCatalogueProposals,
  makeProposeCatalogue,
  makePublishCatalogue,
  type ProposeCatalogueRefusal,
  type PublishCatalogueRefusal,
} from './publish-catalogue.ts';
export { makeReadCatalogue } from './read-catalogue.ts';
