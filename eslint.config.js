import nx from '@nx/eslint-plugin'
import tseslint from 'typescript-eslint'

const only = (sourceTag, ...targets) => ({ sourceTag, onlyDependOnLibsWithTags: [...targets.map((name) => `lib:${name}`), 'lib:test-support'] })

// docs/architecture.md draws this table: who may import whom.
const boundaries = [
  only('lib:kernel', 'kernel'),
  only('lib:test-support'),
  only('lib:policy', 'kernel'),
  only('lib:refund-case', 'kernel', 'policy'),
  only('lib:flow-chart', 'kernel', 'policy', 'refund-case'),
  only('lib:order', 'kernel'),
  only('lib:care-plan', 'kernel', 'policy'),
  only('lib:training', 'kernel', 'policy'),
  only('lib:spot-check', 'kernel'),
  only('lib:reconciliation', 'kernel'),
  only('lib:transfer-batch', 'kernel'),
  only('lib:channel-switch', 'kernel'),
  only('lib:event-store', 'kernel'),
  only('lib:event-flow', 'kernel', 'event-store'),
  only('lib:payment-channels', 'kernel'),
  only('lib:platform', 'kernel', 'event-store', 'event-flow'),
  only('scope:service', 'kernel', 'refund-case', 'flow-chart', 'order', 'care-plan', 'training', 'spot-check', 'channel-switch', 'reconciliation', 'transfer-batch', 'policy', 'event-store', 'event-flow', 'platform', 'payment-channels'),
  only('service:intake', 'kernel', 'refund-case', 'flow-chart', 'order', 'policy', 'event-store', 'event-flow', 'platform'),
  only('service:audit', 'kernel', 'refund-case', 'flow-chart', 'order', 'training', 'spot-check', 'policy', 'event-store', 'event-flow', 'platform'),
  only('service:after-care', 'kernel', 'refund-case', 'order', 'care-plan', 'training', 'policy', 'event-store', 'event-flow', 'platform'),
  only('service:analytics', 'kernel', 'refund-case', 'order', 'care-plan', 'training', 'spot-check', 'channel-switch', 'reconciliation', 'transfer-batch', 'policy', 'event-store', 'event-flow', 'platform'),
  only('service:relay', 'kernel', 'event-store', 'event-flow', 'platform'),
  only('service:cli', 'kernel', 'policy'),
]

const impure = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'The domain is pure: time arrives in the command.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The domain is pure: time arrives in the command.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'The domain is pure: randomness arrives in the command.' },
  { selector: "MemberExpression[object.name='process']", message: 'The domain is pure: settings arrive as arguments.' },
]

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.recourse/**', '.nx/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: [], depConstraints: boundaries, banTransitiveDependencies: false }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['libs/{kernel,refund-case,flow-chart,order,care-plan,policy,training,spot-check,channel-switch,reconciliation,transfer-batch}/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing*.ts', '**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', ...impure] },
  },
)
