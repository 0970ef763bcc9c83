// The quick half of the tests: format, lint, types and the rules of the house. `npm run check`.
import { runStatic } from './testing/static.ts';
import { Summary } from './testing/summary.ts';

const summary = new Summary();
await runStatic(summary);
summary.close();
