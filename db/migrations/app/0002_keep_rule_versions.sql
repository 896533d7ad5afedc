CREATE TABLE `rule_versions` (
	`rule_id` text NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`change` text NOT NULL,
	`restored_from` integer,
	`settings` text NOT NULL,
	PRIMARY KEY(`rule_id`, `version`),
	FOREIGN KEY (`rule_id`) REFERENCES `rules`(`rule_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `rule_versions` (`rule_id`, `version`, `at`, `actor`, `change`, `settings`)
SELECT `rule_id`, `version`, `updated_at`, 'system', 'baseline', json_object(
	'description', `description`, 'status', `status`, 'type', `type`,
	'source', CASE `type`
		WHEN 'dataInbound' THEN json_object('rocketmqInstanceId', `rocketmq_instance_id`, 'topic', `rocketmq_topic`)
		WHEN 'clientStatusNotification' THEN json_object('groupId', `group_id`)
		ELSE json_object('topic', `mqtt_topic`) END,
	'destination', CASE `type`
		WHEN 'dataInbound' THEN json_object('topic', `mqtt_topic`)
		ELSE json_object('service', 'rocketmq', 'rocketmqInstanceId', `rocketmq_instance_id`, 'topic', `rocketmq_topic`) END
) FROM `rules`;
