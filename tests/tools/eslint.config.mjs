// The rules that the schema of GraphQL is held to.
import { createRequire } from "node:module";
const { default: plugin, parser } = createRequire(process.env.KUNTAVAAKA_TEST_TOOLS + "/node/")("@graphql-eslint/eslint-plugin");

export default [{
  files: ["**/*.graphql"],
  languageOptions: { parser, parserOptions: { graphQLConfig: { schema: "schema.graphql" } } },
  plugins: { "@graphql-eslint": plugin },
  rules: {
    ...plugin.configs["flat/schema-recommended"].rules,
    ...plugin.configs["flat/schema-relay"].rules,
    // Figures, sums and places are values: they have no identity of their own.
    "@graphql-eslint/strict-id-in-types": "off",
    "@graphql-eslint/relay-edge-types": ["error", {
      withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false,
    }],
    // Every list is gone through forwards.
    "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
    // The number of a column is called column wherever it stands.
    "@graphql-eslint/no-typename-prefix": "off",
    // docs/COMPATIBILITY.md: the reason says since when, until when and what to use instead.
    "@graphql-eslint/require-deprecation-reason": "error",
  },
}];
