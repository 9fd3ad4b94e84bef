CREATE TABLE `allocation_rules` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `supplier` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `account` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `match_text` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `allocation_key` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `from_on` date NOT NULL,
  `to_on` date DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `allocation_rules_supplier` (`supplier`,`from_on`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `billing_months` (
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `run` smallint(5) unsigned NOT NULL DEFAULT 1,
  `state` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `resumes` varchar(20) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `freeze_id` int(10) unsigned DEFAULT NULL,
  `rerun_wanted` tinyint(1) NOT NULL DEFAULT 0,
  `started_at` datetime(3) NOT NULL,
  `started_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `approved_freeze` smallint(5) unsigned DEFAULT NULL,
  `approved_sha256` char(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `approved_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `approved_at` datetime(3) DEFAULT NULL,
  `closed_at` datetime(3) DEFAULT NULL,
  `supplier_net_ore` bigint(20) NOT NULL DEFAULT 0,
  `shares_ore` bigint(20) NOT NULL DEFAULT 0,
  `red_list_ore` bigint(20) NOT NULL DEFAULT 0,
  `own_charges_ore` bigint(20) NOT NULL DEFAULT 0,
  `corrections_ore` bigint(20) NOT NULL DEFAULT 0,
  `customer_invoices_ore` bigint(20) DEFAULT NULL,
  `ledger_debit_ore` bigint(20) DEFAULT NULL,
  `ledger_credit_ore` bigint(20) DEFAULT NULL,
  `lines_total` int(10) unsigned NOT NULL DEFAULT 0,
  `lines_touched` int(10) unsigned NOT NULL DEFAULT 0,
  `blockers` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`blockers`)),
  PRIMARY KEY (`month`),
  KEY `billing_months_state` (`state`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `charge_codes` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `supplier` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `match_text` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `class` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `item` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `charge_codes_match` (`supplier`,`match_text`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `cost_centres` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `name` varchar(200) NOT NULL,
  `unit` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `valid_from_on` date NOT NULL,
  `valid_to_on` date DEFAULT NULL,
  `owner_email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `coordinator_email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `code_string` varchar(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `counterpart` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `vat` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `channel` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `successor` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `cost_centres_code` (`code`),
  KEY `cost_centres_unit` (`unit`),
  KEY `cost_centres_owner` (`owner_email`),
  KEY `cost_centres_coordinator` (`coordinator_email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `cost_centre_changes` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `cost_centre` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `until_on` date NOT NULL,
  `before_values` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`before_values`)),
  PRIMARY KEY (`id`),
  UNIQUE KEY `cost_centre_changes_until` (`cost_centre`,`until_on`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `customers` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `name` varchar(200) NOT NULL,
  `organisation_number` varchar(20) DEFAULT NULL,
  `vat_number` varchar(20) DEFAULT NULL,
  `address` varchar(200) DEFAULT NULL,
  `postal_code` varchar(20) DEFAULT NULL,
  `city` varchar(100) DEFAULT NULL,
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `reference` varchar(100) DEFAULT NULL,
  `terms_days` smallint(5) unsigned NOT NULL,
  `rounds_to_kronor` tinyint(1) NOT NULL,
  `channel` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `counterpart` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `customers_code` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `customer_invoices` (
  `number` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `ordinal` int(10) unsigned NOT NULL,
  `part` smallint(5) unsigned NOT NULL,
  `customer_kind` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `customer` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `issued_on` date NOT NULL,
  `due_on` date NOT NULL,
  `frozen_at` datetime(3) NOT NULL,
  `reference` varchar(200) DEFAULT NULL,
  `corrects_number` varchar(20) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `net_ore` bigint(20) NOT NULL,
  `vat` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`vat`)),
  `vat_ore` bigint(20) NOT NULL,
  `rounding_ore` bigint(20) NOT NULL,
  `payable_ore` bigint(20) NOT NULL,
  `ocr` varchar(25) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `channel` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `recipient` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`recipient`)),
  `issuer` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`issuer`)),
  `cost_centres` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`cost_centres`)),
  `made_at` datetime(3) DEFAULT NULL,
  `printed_at` datetime(3) DEFAULT NULL,
  `printed_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  PRIMARY KEY (`number`),
  UNIQUE KEY `customer_invoices_ordinal` (`month`,`ordinal`),
  KEY `customer_invoices_customer` (`customer`,`customer_kind`,`month`),
  KEY `customer_invoices_part` (`month`,`part`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `customer_invoice_lines` (
  `number` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `line_no` int(10) unsigned NOT NULL,
  `line_key` varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `cost_centre` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `subscription` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `text` varchar(1000) NOT NULL,
  `class` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `from_on` date NOT NULL,
  `to_on` date NOT NULL,
  `net_ore` bigint(20) NOT NULL,
  `vat_rate` decimal(5,2) NOT NULL,
  `previous_net_ore` bigint(20) DEFAULT NULL,
  `corrects` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`corrects`)),
  PRIMARY KEY (`number`,`line_no`),
  KEY `customer_invoice_lines_line` (`line_key`),
  KEY `customer_invoice_lines_subscription` (`subscription`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `customer_invoice_services` (
  `number` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subscription` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `identifier` varchar(100) NOT NULL,
  `holder` varchar(200) DEFAULT NULL,
  `plan` varchar(200) NOT NULL,
  PRIMARY KEY (`number`,`subscription`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `expected_supplier_invoices` (
  `supplier` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `expected_on` date NOT NULL,
  `state` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `reminders` tinyint(3) unsigned NOT NULL DEFAULT 0,
  `changed_at` datetime(3) NOT NULL,
  PRIMARY KEY (`supplier`,`month`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `format_definitions` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `version` int(10) unsigned NOT NULL,
  `definition` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`definition`)),
  `made_at` datetime(3) NOT NULL,
  `made_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `format_definitions_version` (`name`,`version`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `grants` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `user_id` bigint(20) unsigned NOT NULL,
  `role` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `scope_kind` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `scope_code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `valid_from` date NOT NULL,
  `valid_to` date DEFAULT NULL,
  `reason` varchar(500) NOT NULL,
  `granted_by` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `granted_at` datetime(3) NOT NULL,
  `revoked_by` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `revoked_at` datetime(3) DEFAULT NULL,
  `revoked_reason` varchar(500) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `grants_user` (`user_id`,`valid_from`),
  CONSTRAINT `grants_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`),
  CONSTRAINT `grants_period` CHECK (`valid_to` is null or `valid_to` >= `valid_from`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `idempotency_keys` (
  `account` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `idempotency_key` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `request_hash` binary(32) NOT NULL,
  `status` smallint(5) unsigned DEFAULT NULL,
  `headers` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`headers`)),
  `body` mediumtext DEFAULT NULL,
  `held_until` datetime(3) NOT NULL,
  `created_at` datetime(3) NOT NULL,
  PRIMARY KEY (`account`,`idempotency_key`),
  KEY `idempotency_keys_created` (`created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `import_locks` (
  `name` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `inventory_changes` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `invoice_parts` (
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `part` smallint(5) unsigned NOT NULL,
  `invoices` int(10) unsigned NOT NULL,
  `state` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `message_code` varchar(60) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  PRIMARY KEY (`month`,`part`),
  CONSTRAINT `invoice_parts_states` CHECK (`state` in ('pending','done','failed'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `invoice_series` (
  `year` smallint(5) unsigned NOT NULL,
  `last_number` int(10) unsigned NOT NULL,
  PRIMARY KEY (`year`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `journal_entries` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `at` datetime(3) NOT NULL,
  `event` varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `actor` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `subject` varchar(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `details` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`details`)),
  PRIMARY KEY (`id`),
  KEY `journal_entries_subject` (`subject`,`id`),
  KEY `journal_entries_event` (`event`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `journal_seals` (
  `ordinal` bigint(20) unsigned NOT NULL,
  `entry_id` bigint(20) unsigned NOT NULL,
  `hash` binary(32) NOT NULL,
  PRIMARY KEY (`ordinal`),
  UNIQUE KEY `journal_seals_entry` (`entry_id`),
  CONSTRAINT `journal_seals_entry_fk` FOREIGN KEY (`entry_id`) REFERENCES `journal_entries` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `ledger_exports` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `format` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `state` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `file_name` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `sha256` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `content` mediumblob NOT NULL,
  `vouchers` int(10) unsigned NOT NULL,
  `debit_ore` bigint(20) NOT NULL,
  `credit_ore` bigint(20) NOT NULL,
  `made_at` datetime(3) NOT NULL,
  `sent_at` datetime(3) DEFAULT NULL,
  `receipt` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`receipt`)),
  `receipt_at` datetime(3) DEFAULT NULL,
  `receipt_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `ledger_exports_once` (`month`,`format`),
  CONSTRAINT `ledger_exports_states` CHECK (`state` in ('made','sent','accepted','refused','waived'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `legal_entities` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `name` varchar(200) NOT NULL,
  `kind` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `organisation_number` varchar(20) DEFAULT NULL,
  `vat_number` varchar(20) DEFAULT NULL,
  `gln` varchar(20) DEFAULT NULL,
  `bankgiro` varchar(20) DEFAULT NULL,
  `ocr` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `address` varchar(200) DEFAULT NULL,
  `postal_code` varchar(20) DEFAULT NULL,
  `city` varchar(100) DEFAULT NULL,
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `reference` varchar(100) DEFAULT NULL,
  `terms_days` smallint(5) unsigned NOT NULL,
  `rounds_to_kronor` tinyint(1) NOT NULL,
  `channel` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `legal_entities_code` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `letters` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `letter_key` varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `message_id` varchar(190) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `recipient_address` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `recipient_name` varchar(190) NOT NULL,
  `path` varchar(300) NOT NULL,
  `args` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`args`)),
  `lang` char(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `state` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `attempts` int(11) NOT NULL DEFAULT 0,
  `failure` varchar(60) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `queued_at` datetime(3) NOT NULL,
  `sent_at` datetime(3) DEFAULT NULL,
  `read_at` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `letters_once` (`letter_key`,`recipient_address`),
  UNIQUE KEY `letters_message` (`message_id`),
  KEY `letters_of_person` (`recipient_address`,`id`),
  KEY `letters_by_state` (`state`,`id`),
  CONSTRAINT `letters_states` CHECK (`state` in ('queued','sent','failed'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `month_freezes` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `run` smallint(5) unsigned NOT NULL,
  `ordinal` smallint(5) unsigned NOT NULL,
  `frozen_at` datetime(3) NOT NULL,
  `sha256` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `inputs` longblob NOT NULL,
  `versions` longblob NOT NULL,
  `counts` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`counts`)),
  `difference` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`difference`)),
  `allocated_at` datetime(3) DEFAULT NULL,
  `registers_stamp` varchar(500) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `month_freezes_ordinal` (`month`,`run`,`ordinal`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `month_shares` (
  `freeze_id` int(10) unsigned NOT NULL,
  `ordinal` int(10) unsigned NOT NULL,
  `line_id` bigint(20) unsigned DEFAULT NULL,
  `own_ordinal` int(10) unsigned DEFAULT NULL,
  `owner` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `customer_kind` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `customer` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `net_ore` bigint(20) NOT NULL,
  `rule` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `from_on` date DEFAULT NULL,
  `to_on` date DEFAULT NULL,
  `instead_of` text CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `allocation_rule_id` int(10) unsigned DEFAULT NULL,
  PRIMARY KEY (`freeze_id`,`ordinal`),
  KEY `month_shares_line` (`line_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `month_waivers` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `run` smallint(5) unsigned NOT NULL,
  `step` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `supplier` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `reason` varchar(500) NOT NULL,
  `waived_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `waived_at` datetime(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `month_waivers_month` (`month`,`run`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `outbox` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `kind` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `target` varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `payload` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`payload`)),
  `created_at` datetime(3) NOT NULL,
  `next_at` datetime(3) NOT NULL,
  `delivered_at` datetime(3) DEFAULT NULL,
  `attempts` int(10) unsigned NOT NULL DEFAULT 0,
  `last_error` varchar(300) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `outbox_due` (`delivered_at`,`next_at`,`id`),
  KEY `outbox_target` (`target`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `ownerships` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `subscription` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `owner` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `from_on` date NOT NULL,
  `to_on` date DEFAULT NULL,
  `share_hundredths` smallint(5) unsigned NOT NULL,
  `holder_email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `holder_text` varchar(200) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `ownerships_from` (`subscription`,`owner`,`from_on`),
  KEY `ownerships_owner` (`owner`,`from_on`),
  KEY `ownerships_holder` (`holder_email`,`from_on`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `own_charges` (
  `freeze_id` int(10) unsigned NOT NULL,
  `ordinal` int(10) unsigned NOT NULL,
  `line_key` varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `subscription` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `service_type` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `text` varchar(200) NOT NULL,
  `from_on` date NOT NULL,
  `to_on` date NOT NULL,
  `net_ore` bigint(20) NOT NULL,
  PRIMARY KEY (`freeze_id`,`ordinal`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `page_changes` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `url` varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `created_at` datetime(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `page_changes_created` (`created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `people` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `name` varchar(200) NOT NULL,
  `unit` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `employee_no` varchar(40) DEFAULT NULL,
  `manager_email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `profile` varchar(20) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `is_protected` tinyint(1) NOT NULL,
  `valid_from_on` date DEFAULT NULL,
  `valid_to_on` date DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `people_email` (`email`),
  KEY `people_unit` (`unit`),
  KEY `people_name` (`name`,`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `posting_rules` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `purpose` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `service_type` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `vat_rate` decimal(5,2) DEFAULT NULL,
  `account` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `objects` varchar(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `text` varchar(200) DEFAULT NULL,
  `from_on` date NOT NULL,
  `to_on` date DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `posting_rules_purpose` (`purpose`,`from_on`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `prices` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `list` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `item` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `price_text` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `price` decimal(18,6) GENERATED ALWAYS AS (cast(`price_text` as decimal(18,6))) STORED,
  `per` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `from_on` date NOT NULL,
  `to_on` date DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `prices_item` (`list`,`item`,`from_on`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `processes` (
  `id` varchar(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `kind` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subject` varchar(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `url` varchar(190) NOT NULL,
  `state` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `waits` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`waits`)),
  `started_at` datetime(3) NOT NULL,
  `ended_at` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `processes_open` (`ended_at`,`kind`),
  KEY `processes_subject` (`subject`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `process_steps` (
  `process_id` varchar(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `ordinal` int(10) unsigned NOT NULL,
  `name` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `state` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `done` int(10) unsigned DEFAULT NULL,
  `total` int(10) unsigned DEFAULT NULL,
  `started_at` datetime(3) DEFAULT NULL,
  `ended_at` datetime(3) DEFAULT NULL,
  `message_code` varchar(80) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `message_args` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`message_args`)),
  PRIMARY KEY (`process_id`,`name`),
  KEY `process_steps_order` (`process_id`,`ordinal`),
  CONSTRAINT `process_steps_process` FOREIGN KEY (`process_id`) REFERENCES `processes` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `rate_limits` (
  `key` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `points` int(11) NOT NULL DEFAULT 0,
  `expire` bigint(20) unsigned DEFAULT NULL,
  PRIMARY KEY (`key`),
  KEY `rate_limits_expire` (`expire`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `red_list_lines` (
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `run` smallint(5) unsigned NOT NULL,
  `line_key` varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `line_id` bigint(20) unsigned DEFAULT NULL,
  `subscription` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `text` varchar(1000) NOT NULL,
  `net_ore` bigint(20) NOT NULL,
  `reason` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `args` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`args`)),
  `state` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `since_freeze` smallint(5) unsigned NOT NULL,
  `owner` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `placed_reason` varchar(500) DEFAULT NULL,
  `placed_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `placed_at` datetime(3) DEFAULT NULL,
  `allocation_rule_id` int(10) unsigned DEFAULT NULL,
  PRIMARY KEY (`month`,`run`,`line_key`),
  KEY `red_list_lines_state` (`month`,`run`,`state`),
  CONSTRAINT `red_list_lines_states` CHECK (`state` in ('open','placed','mended'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `registered_codes` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `dimension` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `name` varchar(200) DEFAULT NULL,
  `valid_from_on` date DEFAULT NULL,
  `valid_to_on` date DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `registered_codes_code` (`dimension`,`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `saml_assertions` (
  `issuer` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `assertion_id` varchar(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `used_at` datetime(3) NOT NULL,
  `expires_at` datetime(3) NOT NULL,
  PRIMARY KEY (`issuer`,`assertion_id`),
  KEY `saml_assertions_expires` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `saml_requests` (
  `id` varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `browser` binary(32) NOT NULL,
  `relay_state` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `return_to` varchar(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `issued_at` datetime(3) NOT NULL,
  `expires_at` datetime(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `saml_requests_expires` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `service_accounts` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `token_hash` binary(32) NOT NULL,
  `role` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `scope_kind` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `scope_code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `responsible_email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `created_by` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `created_at` datetime(3) NOT NULL,
  `used_at` datetime(3) DEFAULT NULL,
  `revoked_by` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `revoked_at` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `service_accounts_token` (`token_hash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `service_types` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `name` varchar(200) NOT NULL,
  `namespace` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `account` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `vat_rate` decimal(5,2) NOT NULL,
  `unused_after_months` smallint(5) unsigned DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `service_types_code` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `sessions` (
  `sid` binary(32) NOT NULL,
  `user_id` bigint(20) unsigned NOT NULL,
  `session_index` varchar(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `data` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`data`)),
  `created_at` datetime(3) NOT NULL,
  `seen_at` datetime(3) NOT NULL,
  `ends_at` datetime(3) NOT NULL,
  PRIMARY KEY (`sid`),
  KEY `sessions_user` (`user_id`),
  KEY `sessions_index` (`session_index`),
  KEY `sessions_ends` (`ends_at`),
  CONSTRAINT `sessions_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `settings` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `name` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `value` varchar(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `settings_name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `subscriptions` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `service_type` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `identifier` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `switchboard` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `supplier` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `supplier_account` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `supplier_subscription_id` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `plan` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `options` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `contract` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `activated_on` date NOT NULL,
  `terminated_on` date DEFAULT NULL,
  `bound_until_on` date DEFAULT NULL,
  `notice_days` smallint(5) unsigned DEFAULT NULL,
  `iccid` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `imei` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `place` varchar(200) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `subscriptions_code` (`code`),
  KEY `subscriptions_supplier` (`supplier`,`supplier_subscription_id`),
  KEY `subscriptions_type` (`service_type`,`code`),
  KEY `subscriptions_identifier` (`identifier`,`code`),
  KEY `subscriptions_plan` (`plan`,`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `subscription_costs` (
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subscription` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `owner` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `net_ore` bigint(20) NOT NULL,
  PRIMARY KEY (`subscription`,`month`,`owner`),
  KEY `subscription_costs_month` (`month`,`owner`,`subscription`,`net_ore`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `subscription_identifiers` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `subscription` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `supplier` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `namespace` varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `identifier` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `raw` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `from_on` date NOT NULL,
  `to_on` date DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `subscription_identifiers_from` (`subscription`,`from_on`),
  KEY `subscription_identifiers_held` (`identifier`,`namespace`,`from_on`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `suppliers` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `name` varchar(200) NOT NULL,
  `organisation_number` varchar(20) DEFAULT NULL,
  `bankgiro` varchar(20) DEFAULT NULL,
  `specification` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `invoice_day` tinyint(3) unsigned DEFAULT NULL,
  `rhythm` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `tolerance_ore` bigint(20) NOT NULL,
  `patterns` varchar(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `suppliers_code` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `supplier_invoices` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `supplier` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `state` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `sibling_of` int(10) unsigned DEFAULT NULL,
  `paired_with` int(10) unsigned DEFAULT NULL,
  `invoice_number` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `issued_on` date DEFAULT NULL,
  `due_on` date DEFAULT NULL,
  `currency` char(3) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `is_credit` tinyint(1) NOT NULL DEFAULT 0,
  `net_ore` bigint(20) NOT NULL DEFAULT 0,
  `vat_ore` bigint(20) NOT NULL DEFAULT 0,
  `rounding_ore` bigint(20) NOT NULL DEFAULT 0,
  `prepaid_ore` bigint(20) NOT NULL DEFAULT 0,
  `payable_ore` bigint(20) NOT NULL DEFAULT 0,
  `period_from_on` date DEFAULT NULL,
  `period_to_on` date DEFAULT NULL,
  `buyer` varchar(20) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `buyer_name` varchar(200) DEFAULT NULL,
  `rows_in` int(10) unsigned NOT NULL DEFAULT 0,
  `rows_accepted` int(10) unsigned NOT NULL DEFAULT 0,
  `rows_quarantined` int(10) unsigned NOT NULL DEFAULT 0,
  `rows_net_ore` bigint(20) NOT NULL DEFAULT 0,
  `total_line` int(10) unsigned DEFAULT NULL,
  `total_byte_from` bigint(20) unsigned DEFAULT NULL,
  `total_byte_to` bigint(20) unsigned DEFAULT NULL,
  `refusal_code` varchar(60) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `refusal_rule` varchar(40) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `refusal_args` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`refusal_args`)),
  `accepted_difference_ore` bigint(20) DEFAULT NULL,
  `accepted_reason` varchar(1000) DEFAULT NULL,
  `accepted_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `accepted_at` datetime(3) DEFAULT NULL,
  `booked_month` char(7) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `received_at` datetime(3) NOT NULL,
  `received_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `ready_at` datetime(3) DEFAULT NULL,
  `registers_stamp` varchar(160) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `supplier_invoices_state` (`state`,`issued_on`),
  KEY `supplier_invoices_number` (`supplier`,`invoice_number`),
  KEY `supplier_invoices_paired` (`paired_with`),
  KEY `supplier_invoices_booked` (`booked_month`),
  KEY `supplier_invoices_sibling` (`sibling_of`,`invoice_number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `supplier_invoice_deviations` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `invoice_id` int(10) unsigned NOT NULL,
  `line_id` bigint(20) unsigned DEFAULT NULL,
  `code` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `check_name` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `severity` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `expected` varchar(200) DEFAULT NULL,
  `actual` varchar(200) DEFAULT NULL,
  `stake_ore` bigint(20) NOT NULL,
  `args` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`args`)),
  PRIMARY KEY (`id`),
  KEY `supplier_invoice_deviations_invoice` (`invoice_id`,`stake_ore`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `supplier_invoice_files` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `invoice_id` int(10) unsigned NOT NULL,
  `name` varchar(255) NOT NULL,
  `sha256` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `bytes` bigint(20) unsigned NOT NULL,
  `role` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `format` varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `format_version` int(10) unsigned DEFAULT NULL,
  `invoice_number` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `is_split` tinyint(1) NOT NULL DEFAULT 0,
  `is_first` tinyint(1) NOT NULL DEFAULT 1,
  `received_at` datetime(3) NOT NULL,
  `replaced_at` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `supplier_invoice_files_bytes` (`sha256`,`invoice_id`),
  KEY `supplier_invoice_files_invoice` (`invoice_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `supplier_invoice_lines` (
  `line_id` bigint(20) unsigned NOT NULL,
  `invoice_id` int(10) unsigned NOT NULL,
  `kind` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `account` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `main_group` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `charge_group` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `subgroup` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `text` varchar(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `said_id` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `number` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `subscription_id` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `match_rule` varchar(20) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `period_from_on` date NOT NULL,
  `period_to_on` date NOT NULL,
  `period_source` varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `net_ore` bigint(20) NOT NULL,
  `vat_category` varchar(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `vat_rate` decimal(5,2) NOT NULL,
  `class` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `cost_hint` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `file_id` int(10) unsigned NOT NULL,
  `source_line` int(10) unsigned NOT NULL,
  `byte_from` bigint(20) unsigned NOT NULL,
  `byte_to` bigint(20) unsigned NOT NULL,
  PRIMARY KEY (`line_id`),
  KEY `supplier_invoice_lines_subscription` (`subscription_id`,`period_from_on`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `supplier_invoice_notices` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `invoice_id` int(10) unsigned NOT NULL,
  `code` varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `source_row` int(10) unsigned DEFAULT NULL,
  `source_column` varchar(200) DEFAULT NULL,
  `args` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`args`)),
  PRIMARY KEY (`id`),
  KEY `supplier_invoice_notices_invoice` (`invoice_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `supplier_invoice_numbers` (
  `supplier` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `invoice_number` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `invoice_id` int(10) unsigned NOT NULL,
  PRIMARY KEY (`supplier`,`invoice_number`),
  KEY `supplier_invoice_numbers_invoice` (`invoice_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `supplier_invoice_quarantined_rows` (
  `invoice_id` int(10) unsigned NOT NULL,
  `file_id` int(10) unsigned NOT NULL,
  `source_line` int(10) unsigned NOT NULL,
  `byte_from` bigint(20) unsigned NOT NULL,
  `byte_to` bigint(20) unsigned NOT NULL,
  `code` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `source_column` smallint(5) unsigned DEFAULT NULL,
  PRIMARY KEY (`invoice_id`,`byte_from`,`file_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `supplier_invoice_vat` (
  `invoice_id` int(10) unsigned NOT NULL,
  `ordinal` smallint(5) unsigned NOT NULL,
  `category` varchar(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `rate` decimal(5,2) NOT NULL,
  `net_ore` bigint(20) NOT NULL,
  `vat_ore` bigint(20) NOT NULL,
  PRIMARY KEY (`invoice_id`,`ordinal`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `supplier_kept_files` (
  `sha256` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `bytes` bigint(20) unsigned NOT NULL,
  `kept_at` datetime(3) NOT NULL,
  PRIMARY KEY (`sha256`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `units` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `name` varchar(200) NOT NULL,
  `kind` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `parent` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `legal_entity` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `units_code` (`code`),
  KEY `units_parent` (`parent`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `users` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `issuer` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `name_id` varchar(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin DEFAULT NULL,
  `name` varchar(200) NOT NULL,
  `saml_groups` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`saml_groups`)),
  `created_at` datetime(3) NOT NULL,
  `signed_in_at` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `users_identity` (`issuer`,`name_id`),
  KEY `users_email` (`email`),
  KEY `users_name` (`name`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `user_rights` (
  `user_id` bigint(20) unsigned NOT NULL,
  `role` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `scope_kind` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `scope_code` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',
  `saml_group` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (`user_id`,`role`,`scope_kind`,`scope_code`,`saml_group`),
  CONSTRAINT `user_rights_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `vouchers` (
  `number` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `month` char(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `ordinal` int(10) unsigned NOT NULL,
  `kind` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subject` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `reference` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `dated_on` date NOT NULL,
  `debit_ore` bigint(20) NOT NULL,
  `credit_ore` bigint(20) NOT NULL,
  PRIMARY KEY (`number`),
  UNIQUE KEY `vouchers_subject` (`month`,`kind`,`subject`),
  UNIQUE KEY `vouchers_ordinal` (`month`,`ordinal`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `voucher_rows` (
  `number` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `row_no` int(10) unsigned NOT NULL,
  `account` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `objects` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`objects`)),
  `amount_ore` bigint(20) NOT NULL,
  `text` varchar(200) DEFAULT NULL,
  PRIMARY KEY (`number`,`row_no`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `voucher_series` (
  `year` smallint(5) unsigned NOT NULL,
  `last_number` int(10) unsigned NOT NULL,
  PRIMARY KEY (`year`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TABLE `wait_policies` (
  `kind` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `remind_after_hours` smallint(5) unsigned NOT NULL,
  `remind_again_after_hours` smallint(5) unsigned NOT NULL,
  `escalate_after_hours` smallint(5) unsigned NOT NULL,
  `who` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `escalate_to` varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `changed_at` datetime(3) DEFAULT NULL,
  `changed_by` varchar(60) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  PRIMARY KEY (`kind`),
  CONSTRAINT `wait_policies_times` CHECK (`remind_after_hours` <= 2160 and `remind_again_after_hours` between 1 and 2160 and `escalate_after_hours` between 1 and 2160)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_swedish_ci;

CREATE TRIGGER journal_entries_never_change BEFORE UPDATE ON journal_entries FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the journal is append only';

CREATE TRIGGER journal_entries_never_go BEFORE DELETE ON journal_entries FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the journal is append only';

CREATE TRIGGER journal_seals_never_change BEFORE UPDATE ON journal_seals FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the journal is append only';

CREATE TRIGGER journal_seals_never_go BEFORE DELETE ON journal_seals FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the journal is append only';
