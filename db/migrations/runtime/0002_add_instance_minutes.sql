CREATE TABLE `instance_minutes` (
	`instance_id` text NOT NULL,
	`minute_ms` integer NOT NULL,
	`connections_max` integer NOT NULL,
	`subscriptions_max` integer NOT NULL,
	PRIMARY KEY(`instance_id`, `minute_ms`)
);
--> statement-breakpoint
CREATE INDEX `instance_minutes_minute_ms_idx` ON `instance_minutes` (`minute_ms`);