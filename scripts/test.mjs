// npm test: provides what the tests need, then runs every suite and sums up. Goes on after a failure, so that one run tells all.
import { runTests } from "./test-run/run-tests.mjs";

process.exitCode = await runTests();
