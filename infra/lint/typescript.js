import tseslint from 'typescript-eslint';

/** Rules for our TypeScript, on top of the strict set that reads types. */
export const typescriptRules = {
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  // Left to respect decorators: Nest finds what to inject through classes imported as values.
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  // Nest's modules are classes with nothing but a decorator.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  // Nest declares the shape of its option objects as classes, and means no instances.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // It is marked so that it is seen: a provider on this machine is asked over http, and no other.
  '@typescript-eslint/no-deprecated': [
    'error',
    { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
  ],
  // A port is asynchronous for the sake of its slowest implementation; the virtual one has nothing to await.
  '@typescript-eslint/require-await': 'off',
};

/** A test knows what it put there, and hands methods to `expect`. */
export const testRules = {
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/unbound-method': 'off',
};

/** In a component the types of other components and the browser's globals are not known here; svelte-check knows them. */
export const componentRules = {
  'no-undef': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
};

/** Types are read through each file's own tsconfig.json. */
export const typed = {
  projectService: true,
  extraFileExtensions: ['.svelte'],
  emitDecoratorMetadata: true,
  experimentalDecorators: true,
};

export const untyped = tseslint.configs.disableTypeChecked;
