export { DEFAULT_KINDS, findKind } from './default-kinds.ts';
export {
  ENTITLEMENT_GROUPS,
  type EntitlementGroup,
  type EntitlementKind,
  isCounted,
  isEntitlementGroup,
  USE_MODELS,
  type UseModel,
} from './entitlement-kind.ts';
