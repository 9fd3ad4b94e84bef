export const up = `
  CREATE TABLE wait_policies (
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    remind_after_hours SMALLINT UNSIGNED NOT NULL,
    remind_again_after_hours SMALLINT UNSIGNED NOT NULL,
    escalate_after_hours SMALLINT UNSIGNED NOT NULL,
    who VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    escalate_to VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    changed_at DATETIME(3) NULL,
    changed_by VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
    CONSTRAINT wait_policies_times CHECK (remind_after_hours <= 2160
      AND remind_again_after_hours BETWEEN 1 AND 2160 AND escalate_after_hours BETWEEN 1 AND 2160)
  )`;
export const down = 'DROP TABLE wait_policies';
