CREATE TABLE `alert_deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`delivery_id` text NOT NULL,
	`webhook_id` text NOT NULL,
	`event` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	FOREIGN KEY (`webhook_id`) REFERENCES `alert_webhooks`(`webhook_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `alert_deliveries_webhook_id_idx` ON `alert_deliveries` (`webhook_id`,`id`);--> statement-breakpoint
CREATE TABLE `alert_webhooks` (
	`webhook_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL,
	`secret` text,
	`status` text NOT NULL,
	`dropped_count` integer DEFAULT 0 NOT NULL,
	`last_delivery` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_webhooks_name_idx` ON `alert_webhooks` ("name" COLLATE NOCASE);--> statement-breakpoint
CREATE TABLE `alerts` (
	`alert_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`rule_id` text NOT NULL,
	`instance_id` text NOT NULL,
	`region_id` text,
	`detail` text NOT NULL,
	`occurrence` text,
	`raised_at` integer NOT NULL,
	`resolved_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_open_idx` ON `alerts` (`kind`,`rule_id`) WHERE resolved_at IS NULL;--> statement-breakpoint
CREATE INDEX `alerts_rule_id_idx` ON `alerts` (`rule_id`);