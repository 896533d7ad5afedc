import { alertEndpoints } from "./alerts";
import { deadLetterEndpoints } from "./dead-letters";
import { groupEndpoints } from "./groups";
import { instanceEndpoints } from "./instances";
import { previewEndpoints } from "./previews";
import { rocketmqInstanceEndpoints } from "./rocketmq-instances";
import { rocketmqTopicEndpoints } from "./rocketmq-topics";
import { ruleFileEndpoints } from "./rule-files";
import { ruleVersionEndpoints } from "./rule-versions";
import { ruleEndpoints } from "./rules";
import { systemEndpoints } from "./system";
import { topicEndpoints } from "./topics";
import { traceEndpoints } from "./traces";

/** The public API: paths, names and codes are a contract; more may be added. */
export const endpoints = [
  ...instanceEndpoints,
  ...topicEndpoints,
  ...groupEndpoints,
  ...rocketmqInstanceEndpoints,
  ...rocketmqTopicEndpoints,
  ...ruleEndpoints,
  ...ruleFileEndpoints,
  ...previewEndpoints,
  ...ruleVersionEndpoints,
  ...deadLetterEndpoints,
  ...traceEndpoints,
  ...alertEndpoints,
  ...systemEndpoints,
];
