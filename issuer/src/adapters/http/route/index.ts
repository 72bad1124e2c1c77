export { type ArrivedCall, type Called, type CallRoute, makeCallRoute } from './call-route.ts';
export { defineRoute, reply, type TypedRoute } from './define-route.ts';
export { type Guard, mountRoutes, type RouteDeps } from './mount-routes.ts';
export { refusalProblemOf } from './refusal-problem.ts';
export type {
  Access,
  BytesBody,
  Command,
  Method,
  RefusalStatus,
  ResponseDefinition,
  RouteDefinition,
  RouteInput,
  SqlTransaction,
  StoredReply,
  Upload,
} from './route-definition.ts';
