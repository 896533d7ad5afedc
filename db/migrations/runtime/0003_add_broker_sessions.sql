CREATE TABLE `broker_sessions` (
	`session_key` text PRIMARY KEY NOT NULL,
	`rule_id` text NOT NULL,
	`instance_id` text NOT NULL,
	`connection` text NOT NULL,
	`parent_topic` text NOT NULL,
	`opened_at_ms` integer NOT NULL,
	`stale_since_ms` integer
);
