CREATE TABLE `dead_letters` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`rule_id` text NOT NULL,
	`mqtt_topic` text NOT NULL,
	`qos` integer NOT NULL,
	`cause_code` text NOT NULL,
	`cause` text NOT NULL,
	`first_attempt_at_ms` integer NOT NULL,
	`last_attempt_at_ms` integer NOT NULL,
	`redrive_count` integer DEFAULT 0 NOT NULL,
	`properties` text NOT NULL,
	`body_bytes` integer NOT NULL,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dead_letters_rule_id_id_idx` ON `dead_letters` (`rule_id`,`id`);--> statement-breakpoint
CREATE TABLE `rule_minutes` (
	`rule_id` text NOT NULL,
	`minute_ms` integer NOT NULL,
	`received` integer NOT NULL,
	`delivered` integer NOT NULL,
	`backlog_max` integer NOT NULL,
	`p50_ms` real,
	`p95_ms` real,
	`p99_ms` real,
	`errors` integer NOT NULL,
	PRIMARY KEY(`rule_id`, `minute_ms`)
);
--> statement-breakpoint
CREATE INDEX `rule_minutes_minute_ms_idx` ON `rule_minutes` (`minute_ms`);--> statement-breakpoint
CREATE TABLE `rule_totals` (
	`rule_id` text PRIMARY KEY NOT NULL,
	`received` integer NOT NULL,
	`delivered` integer NOT NULL,
	`dead_lettered` integer NOT NULL,
	`spooled` integer NOT NULL,
	`in_flight` integer NOT NULL,
	`returned` integer NOT NULL,
	`discarded` integer NOT NULL,
	`lost` integer NOT NULL,
	`skipped_retained` integer NOT NULL,
	`retried` integer NOT NULL,
	`bytes` integer NOT NULL,
	`last_connected_at_ms` integer
);
--> statement-breakpoint
CREATE TABLE `runtime_settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
