export { fieldErrorsOf } from './field-errors.ts';
export { makeHandleFault } from './handle-fault.ts';
export {
  answerOfThrown,
  HTTP_PROBLEMS,
  type HttpProblemCode,
  isHttpProblem,
  type ProblemCode,
  type RefusalCode,
} from './problem-codes.ts';
export {
  type FieldError,
  PROBLEM_TYPE,
  ProblemBody,
  type ProblemDetails,
  sendHttpProblem,
  sendProblem,
  sendProblemBody,
} from './problem.ts';
