import alerts from "./en/alerts.json";
import audit from "./en/audit.json";
import charts from "./en/charts.json";
import common from "./en/common.json";
import errors from "./en/errors.json";
import evidence from "./en/evidence.json";
import groups from "./en/groups.json";
import instances from "./en/instances.json";
import messages from "./en/messages.json";
import monitoring from "./en/monitoring.json";
import overview from "./en/overview.json";
import rocketmq from "./en/rocketmq.json";
import rules from "./en/rules.json";
import said from "./en/said.json";
import shell from "./en/shell.json";
import testClient from "./en/testClient.json";
import topics from "./en/topics.json";
import traces from "./en/traces.json";
import transfer from "./en/transfer.json";
import versions from "./en/versions.json";

export const enMessages = {
  alerts,
  audit,
  charts,
  common,
  errors,
  evidence,
  groups,
  instances,
  messages,
  monitoring,
  overview,
  rocketmq,
  rules,
  said,
  shell,
  testClient,
  topics,
  transfer,
  versions,
  traces,
};
