// The module table as rules for dependency-cruiser. Every rule has a file under fixture/ that must break it.
import type { IFlattenedRuleSet, IRegularForbiddenRuleType } from 'dependency-cruiser';
import { MODULES, mayUse } from './floors.ts';

const M = '^apps/server/src/modules';
const KERNEL = '^apps/server/src/kernel/';
const CONTRACT = '^packages/contract/';
const TEST = '\\.test\\.tsx?$|/testing/|-testing\\.ts$';
const EDGES = ['/(routes|jobs|devices)\\.ts$', '/(routes|jobs|devices)-[a-z-]*\\.ts$'].map(
  (file) => `${M}/[^/]+${file}`,
);
const STORES = ['/store\\.ts$', '/store-[a-z-]*\\.ts$'].map((file) => `${M}/[^/]+${file}`);

type Rule = IRegularForbiddenRuleType & { name: string; comment: string };

const error = (rule: Omit<Rule, 'severity'>): Rule => ({ ...rule, severity: 'error' });

const floors = MODULES.map((module) =>
  error({
    name: `floor-${module}`,
    comment: `${module} may use only: ${mayUse(module).join(', ') || 'no other module'}`,
    from: { path: `${M}/${module}/`, pathNot: TEST },
    to: { path: `${M}/[^/]+/`, pathNot: [module, ...mayUse(module)].map((name) => `${M}/${name}/`) },
  }),
);

const server: Rule[] = [
  error({
    name: 'only-through-index',
    comment: 'another module is used through its index.ts only',
    from: { path: `${M}/([^/]+)/` },
    to: { path: `${M}/`, pathNot: [`${M}/$1/`, `${M}/[^/]+/index\\.ts$`] },
  }),
  error({
    name: 'kernel-knows-no-module',
    comment: 'the kernel is the ground floor',
    from: { path: KERNEL },
    to: { path: `${M}/` },
  }),
  error({
    name: 'rules-are-pure',
    comment: 'rules decide from values: no I/O, no store, no packages but contract and pricing (types are free)',
    from: { path: `${M}/.*rules\\.ts$` },
    to: {
      pathNot: [
        CONTRACT,
        '^packages/(pricing|device-kit)/',
        `${KERNEL}errors\\.ts$`,
        'rules\\.ts$',
        'node_modules/zod/',
      ],
      dependencyTypesNot: ['type-only'],
    },
  }),
  error({
    name: 'store-is-sql-only',
    comment: 'a store knows the kernel, contract, rules, and no other module, event or verb',
    from: { path: STORES },
    to: {
      path: '^apps/',
      pathNot: [KERNEL, ...STORES, '(rules|types|views)\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  }),
  error({
    name: 'events-are-declarations',
    comment: 'events.ts declares names and payloads and does nothing',
    from: { path: `${M}/[^/]+/events\\.ts$` },
    to: { path: '^apps/', pathNot: [`${KERNEL}events\\.ts$`], dependencyTypesNot: ['type-only'] },
  }),
  error({
    name: 'edges-call-verbs',
    comment: 'routes, jobs and devices parse and call; SQL stays behind verbs and queries',
    from: { path: EDGES, pathNot: TEST },
    to: { path: STORES, dependencyTypesNot: ['type-only'] },
  }),
  error({
    name: 'nothing-calls-edges',
    comment: 'verbs, queries and stores never know the edge that called them',
    from: { path: `${M}/`, pathNot: [TEST, '/index\\.ts$', ...EDGES] },
    to: { path: EDGES },
  }),
  error({
    name: 'index-is-own-files',
    comment: 'index.ts shows own files; other modules come in through factories',
    from: { path: `${M}/([^/]+)/index\\.ts$` },
    to: { path: `${M}/`, pathNot: `${M}/$1/`, dependencyTypesNot: ['type-only'] },
  }),
];

const elsewhere: Rule[] = [
  error({
    name: 'no-circles',
    comment: 'no file depends on itself in a circle',
    from: { path: '^(apps|packages|tools)/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  }),
  error({
    name: 'packages-know-no-app',
    comment: 'packages stand below applications and tools',
    from: { path: '^packages/' },
    to: { path: '^(apps|tools|scripts)/' },
  }),
  error({
    name: 'pricing-and-contract-are-pure',
    comment: 'contract and pricing do no I/O: no Node modules, no other package of ours',
    from: { path: '^packages/(contract|pricing)/', pathNot: TEST },
    to: { path: '^packages/|^node:|^(fs|net|http|https|crypto|path|os)$', pathNot: ['^packages/(contract|pricing)/'] },
  }),
  error({
    name: 'front-ends-know-no-server',
    comment: 'a front end talks to the server over HTTP',
    from: { path: '^apps/(shopper|agent|console|kiosk)/' },
    to: { path: '^apps/server/' },
  }),
  error({
    name: 'server-knows-no-front-end',
    comment: 'the server and the tools run without any front end',
    from: { path: '^(apps/server|tools)/', pathNot: TEST },
    to: { path: '^apps/(shopper|agent|console|kiosk)/' },
  }),
  error({
    name: 'server-knows-no-tool',
    comment: 'emulators stand outside the product',
    from: { path: '^apps/', pathNot: [TEST, '/test/'] },
    to: { path: '^tools/' },
  }),
  error({
    name: 'shopper-takes-types',
    comment: 'the shopper takes types from contract, so that zod stays out of the phone',
    from: { path: '^(apps/shopper/src|packages/client/src)/', pathNot: TEST },
    to: { path: [CONTRACT, 'node_modules/zod/(?!mini)'], dependencyTypesNot: ['type-only'] },
  }),
  error({
    name: 'features-stay-apart',
    comment: 'features never import each other; app/ composes them',
    from: { path: '^apps/([^/]+)/src/features/([^/]+)/', pathNot: TEST },
    to: { path: '^apps/$1/src/features/', pathNot: '^apps/$1/src/features/$2/' },
  }),
];

export const RULE_SET = { forbidden: [...floors, ...server, ...elsewhere] } satisfies IFlattenedRuleSet;
