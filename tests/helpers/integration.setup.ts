import { provideRocketmq } from "./provide-rocketmq";

/** Has what every integration test may start at hand, so that no test's own time goes into fetching. */
export default async function setup(): Promise<void> {
  await provideRocketmq();
}
