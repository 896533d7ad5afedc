import alerts from "./zh-CN/alerts.json";
import audit from "./zh-CN/audit.json";
import charts from "./zh-CN/charts.json";
import common from "./zh-CN/common.json";
import errors from "./zh-CN/errors.json";
import evidence from "./zh-CN/evidence.json";
import groups from "./zh-CN/groups.json";
import instances from "./zh-CN/instances.json";
import messages from "./zh-CN/messages.json";
import monitoring from "./zh-CN/monitoring.json";
import overview from "./zh-CN/overview.json";
import rocketmq from "./zh-CN/rocketmq.json";
import rules from "./zh-CN/rules.json";
import said from "./zh-CN/said.json";
import shell from "./zh-CN/shell.json";
import testClient from "./zh-CN/testClient.json";
import topics from "./zh-CN/topics.json";
import traces from "./zh-CN/traces.json";
import transfer from "./zh-CN/transfer.json";
import versions from "./zh-CN/versions.json";

export const zhCnMessages = {
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
