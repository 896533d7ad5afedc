import tseslint from "typescript-eslint";

// Only what needs type information; everything else is Biome's.
export default tseslint.config({
  files: ["server/**/*.ts", "db/**/*.ts", "lib/**/*.ts", "app/**/actions.ts", "app/api/**/*.ts"],
  extends: [tseslint.configs.base],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    "@typescript-eslint/no-floating-promises": "error",
    "@typescript-eslint/no-misused-promises": "error",
    "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "@typescript-eslint/no-unnecessary-condition": "error",
    "no-restricted-syntax": [
      "error",
      {
        selector: 'CallExpression[callee.property.name="transaction"] > :function[async=true]',
        message: "better-sqlite3 transactions are synchronous: prepare (async), commit (sync), announce (async).",
      },
    ],
  },
});
