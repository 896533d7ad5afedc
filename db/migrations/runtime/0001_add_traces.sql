CREATE TABLE `device_events` (
	`id` integer PRIMARY KEY NOT NULL,
	`instance_id` text NOT NULL,
	`time_ms` integer NOT NULL,
	`action` text NOT NULL,
	`client_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`client_address` text NOT NULL,
	`protocol_version` integer NOT NULL,
	`reason` text
);
--> statement-breakpoint
CREATE INDEX `device_events_instance_id_time_ms_idx` ON `device_events` (`instance_id`,`time_ms`);--> statement-breakpoint
CREATE INDEX `device_events_client_id_time_ms_idx` ON `device_events` (`client_id`,`time_ms`);--> statement-breakpoint
CREATE TABLE `message_traces` (
	`id` integer PRIMARY KEY NOT NULL,
	`message_id` text NOT NULL,
	`instance_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`mqtt_topic` text NOT NULL,
	`client_id` text,
	`qos` integer NOT NULL,
	`payload_bytes` integer NOT NULL,
	`received_at_ms` integer NOT NULL,
	`outcome` text NOT NULL,
	`sent_after_ms` real,
	`spooled_after_ms` real,
	`settled_after_ms` real,
	`retries` integer NOT NULL,
	`cause` text,
	`rocketmq_instance_id` text NOT NULL,
	`rocketmq_topic` text NOT NULL,
	`broker_name` text,
	`queue_id` integer,
	`queue_offset` integer,
	`broker_message_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_traces_message_id_idx` ON `message_traces` (`message_id`);--> statement-breakpoint
CREATE INDEX `message_traces_instance_id_received_at_ms_idx` ON `message_traces` (`instance_id`,`received_at_ms`);--> statement-breakpoint
CREATE INDEX `message_traces_mqtt_topic_received_at_ms_idx` ON `message_traces` (`mqtt_topic`,`received_at_ms`);--> statement-breakpoint
CREATE INDEX `message_traces_client_id_received_at_ms_idx` ON `message_traces` (`client_id`,`received_at_ms`);--> statement-breakpoint
CREATE TABLE `trace_minutes` (
	`kind` text NOT NULL,
	`instance_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`minute_ms` integer NOT NULL,
	`seen` integer NOT NULL,
	`recorded` integer NOT NULL,
	PRIMARY KEY(`kind`, `instance_id`, `minute_ms`, `rule_id`)
);
--> statement-breakpoint
CREATE INDEX `trace_minutes_minute_ms_idx` ON `trace_minutes` (`minute_ms`);