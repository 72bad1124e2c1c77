export { type CountCasesRefusal, makeCountCases } from './count-cases.ts';
export { type CountDeadlinesRefusal, makeCountDeadlines } from './count-deadlines.ts';
export { makeListDoubleUses } from './list-double-uses.ts';
export { type AskedOffice, overOffices, type StatisticsDeps, type StatisticsRefusal } from './over-offices.ts';
