// Where packages are found.
import { createRequire } from "node:module";

const require = createRequire(`${process.env.KUNTAVAAKA_TEST_TOOLS}/node/`);
console.log(require("graphql").version);
