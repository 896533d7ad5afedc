CREATE TABLE `audit_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`entity_type` text NOT NULL,
	`entity_id` text NOT NULL,
	`instance_id` text,
	`request_id` text,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `audit_events_entity_idx` ON `audit_events` (`entity_type`,`entity_id`);--> statement-breakpoint
CREATE INDEX `audit_events_at_idx` ON `audit_events` (`at`);--> statement-breakpoint
CREATE TABLE `groups` (
	`instance_id` text NOT NULL,
	`group_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`instance_id`, `group_id`),
	FOREIGN KEY (`instance_id`) REFERENCES `mqtt_instances`(`instance_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `groups_instance_id_group_id_idx` ON `groups` (`instance_id`,"group_id" COLLATE NOCASE);--> statement-breakpoint
CREATE TABLE `mqtt_instances` (
	`instance_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`region_id` text NOT NULL,
	`kernel_version` text NOT NULL,
	`instance_type` text NOT NULL,
	`status` text NOT NULL,
	`broker` text NOT NULL,
	`endpoints` text NOT NULL,
	`connection` text,
	`refuse_unknown_topics` integer DEFAULT false NOT NULL,
	`rule_quota` integer NOT NULL,
	`topic_quota` integer NOT NULL,
	`tags` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mqtt_instances_region_id_name_idx` ON `mqtt_instances` (`region_id`,"name" COLLATE NOCASE);--> statement-breakpoint
CREATE UNIQUE INDEX `mqtt_instances_embedded_idx` ON `mqtt_instances` (`broker`) WHERE broker = 'embedded';--> statement-breakpoint
CREATE INDEX `mqtt_instances_created_at_idx` ON `mqtt_instances` (`created_at`);--> statement-breakpoint
CREATE TABLE `rocketmq_instances` (
	`instance_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`region_id` text NOT NULL,
	`series` text NOT NULL,
	`broker` text NOT NULL,
	`endpoint` text NOT NULL,
	`namespace` text,
	`access_key` text,
	`secret_key` text,
	`security_token` text,
	`tls` text,
	`require_replica` integer DEFAULT false NOT NULL,
	`detected_version` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rocketmq_instances_region_id_name_idx` ON `rocketmq_instances` (`region_id`,"name" COLLATE NOCASE);--> statement-breakpoint
CREATE UNIQUE INDEX `rocketmq_instances_embedded_idx` ON `rocketmq_instances` (`broker`,`series`) WHERE broker = 'embedded';--> statement-breakpoint
CREATE TABLE `rules` (
	`rule_id` text PRIMARY KEY NOT NULL,
	`instance_id` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`status` text NOT NULL,
	`type` text NOT NULL,
	`mqtt_topic` text,
	`group_id` text,
	`rocketmq_instance_id` text NOT NULL,
	`rocketmq_topic` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`instance_id`) REFERENCES `mqtt_instances`(`instance_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`rocketmq_instance_id`) REFERENCES `rocketmq_instances`(`instance_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`instance_id`,`mqtt_topic`) REFERENCES `topics`(`instance_id`,`name`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`instance_id`,`group_id`) REFERENCES `groups`(`instance_id`,`group_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rules_type_mqtt_topic_idx` ON `rules` (`instance_id`,`type`,`mqtt_topic`);--> statement-breakpoint
CREATE UNIQUE INDEX `rules_type_group_id_idx` ON `rules` (`instance_id`,`type`,`group_id`);--> statement-breakpoint
CREATE INDEX `rules_rocketmq_instance_id_idx` ON `rules` (`rocketmq_instance_id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `topics` (
	`instance_id` text NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`instance_id`, `name`),
	FOREIGN KEY (`instance_id`) REFERENCES `mqtt_instances`(`instance_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `topics_instance_id_name_idx` ON `topics` (`instance_id`,"name" COLLATE NOCASE);