/**
 * Limits of the domain. Source of each number: Alibaba Cloud's documentation of ApsaraMQ for MQTT
 * ("Limits", "Manage data outbound rules") unless marked as ours.
 */
export const limits = {
  /** Rules of all types in one MQTT instance; an operator can raise it per instance. */
  rulesPerInstance: 100,
  /** Ours. The original's 25 parent topics are a purchase quota. */
  topicsPerInstance: 1_000,
  /** Ours: the highest quota an operator may set. */
  quotaMax: 100_000,
  ruleIdLengthMin: 3,
  ruleIdLengthMax: 64,
  /** Ours: the original does not document one. */
  descriptionLengthMax: 128,
  instanceNameLengthMin: 3,
  instanceNameLengthMax: 64,
  parentTopicLengthMin: 3,
  parentTopicLengthMax: 64,
  groupIdLengthMin: 7,
  groupIdLengthMax: 64,
  /** RocketMQ 4.x: 3–64 by the product; the open-source broker takes 127. */
  rocketmqTopicLengthMin: 3,
  rocketmqTopicLengthMax: 127,
  /** RocketMQ's default maxMessageSize. */
  rocketmqMessageBytesMax: 4 * 1024 * 1024,
  /** ApsaraMQ advises; never a reason to refuse a message. */
  advisedTopicLengthMax: 64,
  advisedPayloadBytesMax: 64 * 1024,
  /** `mqtt5UserProperty` after serialisation. */
  userPropertiesBytesMax: 8 * 1024,
  /**
   * RocketMQ 4.x writes properties with an int16 length (32,767). A broker adds some of its own, and a message that fills the int16 is
   * confirmed but breaks its dispatch, so a margin of 1,024 bytes is kept.
   */
  propertiesBytesMax: 32_767 - 1_024,
  /** Ours: older versions of a rule go; the audit log keeps what happened. */
  versionsPerRule: 200,
  /** Ours: rules that one request may import, export, enable or disable. */
  rulesPerRequestMax: 1_000,
  /** Ours: bytes of a rule file; below the request body it travels in. */
  ruleFileBytesMax: 512 * 1024,
  tagsPerInstance: 20,
  pageSizeDefault: 20,
  pageSizeMax: 100,
  /** Ours: bytes of one JSON request body. */
  requestBytesMax: 1024 * 1024,
  /** QoS 1 inflight window of an external session, in messages (MQTT 5 Receive Maximum). */
  receiveMaximum: 65_535,
} as const;
