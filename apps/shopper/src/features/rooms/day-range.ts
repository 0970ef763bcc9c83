export { type Availability, firstOf, fits, type Grid, gridOf, type Range } from '../../parts/daybar/day-range';
