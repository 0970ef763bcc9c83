export { DayBar, instantOf } from '../../parts/daybar/DayBar';
