import neostandard from 'neostandard'

const pure = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `now` as an argument.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Take `now` as an argument.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Take the value as an argument.' },
  { selector: ':function[async=true]', message: 'The domain never waits.' }
]

export default [
  ...neostandard({ ts: true, ignores: ['dist/**', 'drizzle/**', 'coverage/**', '.tap/**', 'data/**', 'demo-data/**'] }),
  {
    files: ['src/domain/**', 'src/demo/generate.ts', 'src/demo/generate/**'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'crypto', 'setTimeout', 'setInterval', 'performance'],
      'no-restricted-syntax': ['error', ...pure]
    }
  },
  {
    files: ['src/**'],
    ignores: ['src/config.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Read it in src/config.ts.' }]
    }
  },
  {
    files: ['src/**'],
    rules: { 'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }] }
  }
]
