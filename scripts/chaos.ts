// npm run chaos: complete orders through the real product while its parts are killed. See docs/chaos.md.
import '../tools/chaos/src/main.ts';
