export const up = `CREATE TABLE supplier_kept_files (
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  bytes BIGINT UNSIGNED NOT NULL,
  kept_at DATETIME(3) NOT NULL
)`;
export const down = 'DROP TABLE supplier_kept_files';
