// `npm run bench -- NAME`: see docs/performance.md.
import '../tools/bench/src/main.ts';
