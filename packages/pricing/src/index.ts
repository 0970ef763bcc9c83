export { allocate, basisPointsOf, maxWeightSum } from './allocate.ts';
