-- A billing month in SQL and nothing else: from read lines to booked vouchers, set by set, in one
-- transaction. It is what `month` is measured against: the rules of interfaces.md §4 as far as the
-- demonstration's municipality has need of them, into the same tables. It keeps no freeze, asks nobody,
-- looks at nothing twice, posts in `clearing` only, and knows no organisation of another day.
--
-- Given: @month ('2026-10') and @today, the day on which the invoices are issued.

-- What is selected follows from what is grouped by, also where it is an expression.
SET sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
-- Working tables stay in memory.
SET default_tmp_storage_engine = MEMORY, max_heap_table_size = 268435456,
  tmp_memory_table_size = 268435456;
SET @first = DATE(CONCAT(@month, '-01')), @last = LAST_DAY(CONCAT(@month, '-01'));
SET @days = DAYOFMONTH(@last), @year = YEAR(@today), @freeze = 0;
SET @before = DATE_FORMAT(@first - INTERVAL 1 MONTH, '%Y-%m');
SET @providing = (SELECT value FROM settings WHERE name = 'providing_cost_centre');
SET @collecting = (SELECT value FROM settings WHERE name = 'clearing_cost_centre');
SET @closed = (SELECT value FROM settings WHERE name = 'ledger_closed_through');
SET @dated = IF(@month <= @closed, DATE(CONCAT(@closed, '-01')) + INTERVAL 1 MONTH, @last);

START TRANSACTION;

-- Who pays: cost centres of the house and of its companies, external customers (rule 8) --------------

CREATE TEMPORARY TABLE owners (
  code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  customer VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  deductible TINYINT NOT NULL,
  is_open TINYINT NOT NULL,
  name VARCHAR(200) NOT NULL,
  counterpart VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL
);

INSERT INTO owners
WITH RECURSIVE tree AS (
  SELECT code, legal_entity FROM units WHERE parent IS NULL
  UNION ALL
  SELECT u.code, COALESCE(u.legal_entity, t.legal_entity)
  FROM tree t JOIN units u ON u.parent = t.code
)
SELECT c.code, IF(e.kind = 'company', 'company', 'internal'), IF(e.kind = 'company', e.code, c.code),
  e.kind = 'company' OR c.vat = 'deductible',
  c.valid_from_on <= @last AND (c.valid_to_on IS NULL OR c.valid_to_on >= @last), c.name, c.counterpart
FROM cost_centres c JOIN tree t ON t.code = c.unit JOIN legal_entities e ON e.code = t.legal_entity
UNION ALL
SELECT code, 'external', code, 1, 1, name, counterpart FROM customers;

-- Rule 6: who stands for whom, `times` parts of 10000^3 ------------------------------------------

CREATE TEMPORARY TABLE heirs (
  code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  times DECIMAL(16, 0) NOT NULL,
  was_closed TINYINT NOT NULL,
  PRIMARY KEY USING BTREE (code, owner)
);

CREATE TEMPORARY TABLE successors (
  code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  share DECIMAL(16, 0) NOT NULL,
  PRIMARY KEY USING BTREE (code, owner)
);

INSERT INTO successors
SELECT c.code, j.owner, COALESCE(j.percent, 100) * 100
FROM cost_centres c, JSON_TABLE(
  CONCAT('[{"owner":"', REPLACE(REPLACE(c.successor, '=', '","percent":"'), '|', '"},{"owner":"'), '"}]'),
  '$[*]' COLUMNS (owner VARCHAR(40) PATH '$.owner', percent DECIMAL(5, 2) PATH '$.percent')
) j
WHERE c.successor IS NOT NULL;

INSERT INTO heirs
WITH RECURSIVE line AS (
  SELECT code, code AS owner, CAST(1000000000000 AS DECIMAL(38, 0)) AS times, is_open, 0 AS steps
  FROM owners
  UNION ALL
  SELECT l.code, s.owner, CAST(l.times * s.share DIV 10000 AS DECIMAL(38, 0)), o.is_open, l.steps + 1
  FROM line l JOIN successors s ON s.code = l.owner JOIN owners o ON o.code = s.owner
  WHERE l.is_open = 0 AND l.steps < 3
)
SELECT code, owner, SUM(times), MAX(steps) > 0 FROM line WHERE is_open = 1 GROUP BY code, owner;

-- A code of which some part ends at nobody has no heirs at all.
CREATE TEMPORARY TABLE lost (code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin PRIMARY KEY)
SELECT code FROM heirs GROUP BY code HAVING SUM(times) <> 1000000000000;

DELETE h FROM heirs h JOIN lost l ON l.code = h.code;

-- What is spread: the lines of ready invoices, and what the house charges itself (rules 2 and 7) ------

CREATE TEMPORARY TABLE taken (
  id INT UNSIGNED NOT NULL PRIMARY KEY,
  supplier VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  number VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  issued_on DATE NOT NULL,
  net_ore BIGINT NOT NULL,
  payable_ore BIGINT NOT NULL
);

INSERT INTO taken
SELECT id, supplier, invoice_number, issued_on, net_ore, payable_ore
FROM supplier_invoices WHERE state = 'ready' AND issued_on <= @last FOR UPDATE;

UPDATE supplier_invoices i JOIN taken t ON t.id = i.id SET i.state = 'booked', i.booked_month = @month;

INSERT INTO own_charges
SELECT @freeze, ROW_NUMBER() OVER (ORDER BY code, from_on), CONCAT('own-', code, '-', from_on), code,
  service_type, name, from_on, to_on, ROUND(price * 100 * (DATEDIFF(to_on, from_on) + 1) / @days)
FROM (
  SELECT s.code, s.service_type, t.name, p.price,
    GREATEST(@first, p.from_on, s.activated_on) AS from_on,
    LEAST(@last, COALESCE(p.to_on, @last), COALESCE(s.terminated_on, @last)) AS to_on
  FROM prices p JOIN service_types t ON t.code = p.item JOIN subscriptions s ON s.service_type = p.item
  WHERE p.list = 'own' AND p.per = 'month'
) active
WHERE from_on <= to_on;

CREATE TEMPORARY TABLE charges (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  invoice_id INT UNSIGNED NULL,
  line_id BIGINT UNSIGNED NULL,
  own_ordinal INT UNSIGNED NULL,
  is_named TINYINT NOT NULL,
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  service_type VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  -- What charges of one kind have in common, over months.
  kind BINARY(16) NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NOT NULL,
  net_ore BIGINT NOT NULL,
  vat_category VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  vat_rate DECIMAL(5, 2) NOT NULL,
  -- The days of the service's life on which the period falls (rule 4), null for the red list.
  lived_from DATE NULL,
  lived_to DATE NULL,
  KEY USING BTREE (invoice_id)
);

INSERT INTO charges
SELECT NULL, l.invoice_id, l.line_id, NULL, l.said_id IS NOT NULL OR l.number IS NOT NULL,
  l.subscription_id, s.service_type, UNHEX(MD5(CONCAT(l.class, '\t', l.text))), l.period_from_on,
  l.period_to_on, l.net_ore, l.vat_category, l.vat_rate,
  CASE WHEN DATEDIFF(s.activated_on, l.period_from_on) > 31 THEN NULL
    WHEN l.period_to_on < s.activated_on THEN s.activated_on
    ELSE LEAST(GREATEST(l.period_from_on, s.activated_on), COALESCE(s.terminated_on, '9999-12-31')) END,
  CASE WHEN DATEDIFF(s.activated_on, l.period_from_on) > 31 THEN NULL
    WHEN l.period_to_on < s.activated_on THEN s.activated_on
    ELSE LEAST(l.period_to_on, COALESCE(s.terminated_on, '9999-12-31')) END
FROM taken t JOIN supplier_invoice_lines l
    ON l.line_id BETWEEN t.id * 100000000 AND t.id * 100000000 + 99999999
  LEFT JOIN subscriptions s ON s.code = l.subscription_id;

INSERT INTO charges
SELECT NULL, NULL, NULL, ordinal, 1, subscription, service_type, UNHEX(MD5(CONCAT('fee\t', text))),
  from_on, to_on, net_ore, 'S', 0, from_on, to_on
FROM own_charges WHERE freeze_id = @freeze;

-- Rules 3 to 5: what owners claim of a charge -------------------------------------------------------

CREATE TEMPORARY TABLE claims (
  charge INT UNSIGNED NOT NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  weight BIGINT NOT NULL,
  share INT NOT NULL,
  from_on DATE NULL,
  to_on DATE NULL,
  KEY USING BTREE (charge)
);

CREATE TEMPORARY TABLE shares (
  charge INT UNSIGNED NOT NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  net_ore BIGINT NOT NULL,
  rule VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  allocation_rule_id INT UNSIGNED NULL,
  from_on DATE NULL,
  to_on DATE NULL,
  instead_of VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  PRIMARY KEY USING BTREE (charge, owner)
);

CREATE TEMPORARY TABLE ruled (
  charge INT UNSIGNED NOT NULL PRIMARY KEY,
  rule_id INT UNSIGNED NOT NULL,
  allocation_key VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
);

-- Days before the service's life count as its first, days after it as its last.
INSERT INTO claims
SELECT charge, owner, share * (
    IF(is_within, DATEDIFF(to_on, from_on) + 1, 0) + IF(from_on = lived_from, days_before, 0) +
    IF(to_on = lived_to, days_after, 0)), share, from_on, to_on
FROM (
  SELECT c.id AS charge, o.owner, o.share_hundredths AS share, c.lived_from, c.lived_to,
    GREATEST(o.from_on, c.lived_from) AS from_on, LEAST(COALESCE(o.to_on, c.lived_to), c.lived_to) AS to_on,
    c.from_on <= c.lived_to AND c.to_on >= c.lived_from AS is_within,
    LEAST(GREATEST(DATEDIFF(c.lived_from, c.from_on), 0), DATEDIFF(c.to_on, c.from_on) + 1) AS days_before,
    LEAST(GREATEST(DATEDIFF(c.to_on, c.lived_to), 0), DATEDIFF(c.to_on, c.from_on) + 1) AS days_after
  FROM charges c JOIN ownerships o ON o.subscription = c.subscription
    AND o.from_on <= c.lived_to AND (o.to_on IS NULL OR o.to_on >= c.lived_from)
) owned;

-- A charge of 0 goes whole to the owner of its last day.
INSERT INTO shares
SELECT charge, owner, 0, 'ownership', NULL, from_on, to_on, instead_of
FROM (
  SELECT l.charge, h.owner, IF(h.was_closed, l.owner, NULL) AS instead_of, l.to_on,
    (SELECT MIN(e.from_on) FROM claims e WHERE e.charge = l.charge AND e.owner = l.owner) AS from_on,
    ROW_NUMBER() OVER (PARTITION BY l.charge ORDER BY l.share DESC, l.owner, h.times DESC, h.owner) AS place
  FROM charges c JOIN claims l ON l.charge = c.id AND l.to_on = c.lived_to
    JOIN heirs h ON h.code = l.owner
  WHERE c.net_ore = 0
) last_owner
WHERE place = 1;

-- No claim stands where a day has no owner, or an owner no heir: the charge is left for the red list.
CREATE TEMPORARY TABLE unclaimed (charge INT UNSIGNED NOT NULL PRIMARY KEY)
SELECT l.charge
FROM claims l JOIN charges c ON c.id = l.charge LEFT JOIN lost x ON x.code = l.owner
GROUP BY l.charge, c.net_ore, c.lived_from, c.lived_to
HAVING c.net_ore = 0 OR MAX(x.code IS NOT NULL) = 1
  OR SUM(l.share * (DATEDIFF(l.to_on, l.from_on) + 1)) <
    10000 * (DATEDIFF(c.lived_to, c.lived_from) + 1);

DELETE l FROM claims l JOIN unclaimed u ON u.charge = l.charge;

-- `allocate`: floors, and the öre that are left to the largest remainders, ties to the lowest code.
PREPARE allot FROM "
INSERT INTO shares
SELECT charge, owner, SIGN(net_ore) * (floor + (place <= ABS(net_ore) - floors)), ?, rule_id, from_on, to_on,
  instead_of
FROM (
  SELECT charge, owner, net_ore, rule_id, from_on, to_on, instead_of, floor,
    SUM(floor) OVER (PARTITION BY charge) AS floors,
    ROW_NUMBER() OVER (PARTITION BY charge ORDER BY remainder DESC, owner) AS place
  FROM (
    SELECT charge, owner, net_ore, rule_id, from_on, to_on, instead_of,
      ABS(net_ore) * weight DIV total AS floor, ABS(net_ore) * weight MOD total AS remainder
    FROM (
      SELECT l.charge, h.owner, c.net_ore, r.rule_id, SUM(l.weight * h.times) AS weight,
        SUM(SUM(l.weight * h.times)) OVER (PARTITION BY l.charge) AS total, MIN(l.from_on) AS from_on,
        MAX(l.to_on) AS to_on,
        GROUP_CONCAT(DISTINCT IF(h.was_closed, l.owner, NULL) ORDER BY l.owner SEPARATOR ' ') AS instead_of
      FROM claims l JOIN heirs h ON h.code = l.owner JOIN charges c ON c.id = l.charge
        LEFT JOIN ruled r ON r.charge = l.charge
      GROUP BY l.charge, h.owner, c.net_ore, r.rule_id
    ) weighed
  ) floored
) ranked
WHERE floor + (place <= ABS(net_ore) - floors) <> 0";

-- Most have one owner all the time: there is nothing to divide.
INSERT INTO shares
SELECT l.charge, h.owner, l.net_ore, 'ownership', NULL, l.from_on, l.to_on, IF(h.was_closed, l.owner, NULL)
FROM (
  SELECT l.charge, MIN(l.owner) AS owner, MIN(l.from_on) AS from_on, MAX(l.to_on) AS to_on,
    MAX(c.net_ore) AS net_ore
  FROM claims l JOIN charges c ON c.id = l.charge
  GROUP BY l.charge HAVING COUNT(*) = 1
) l JOIN heirs h ON h.code = l.owner AND h.times = 1000000000000;

DELETE l FROM claims l JOIN shares s ON s.charge = l.charge;

EXECUTE allot USING 'ownership';

-- Rule 5: lines that name nothing.
INSERT INTO ruled
SELECT id, rule_id, allocation_key
FROM (
  SELECT c.id, r.id AS rule_id, r.allocation_key, ROW_NUMBER() OVER (PARTITION BY c.id ORDER BY
    (r.supplier IS NOT NULL) + (r.account IS NOT NULL) + (r.match_text IS NOT NULL) DESC,
    r.from_on DESC, r.id) AS place
  FROM charges c JOIN taken t ON t.id = c.invoice_id
    JOIN supplier_invoice_lines l ON l.line_id = c.line_id
    JOIN allocation_rules r ON r.from_on <= t.issued_on AND (r.to_on IS NULL OR r.to_on >= t.issued_on)
      AND COALESCE(r.supplier = t.supplier, r.supplier IS NULL)
      AND COALESCE(r.account = l.account, r.account IS NULL)
      AND (r.match_text IS NULL OR r.match_text IN (
        LEFT(l.text, CHAR_LENGTH(r.match_text)), LEFT(l.main_group, CHAR_LENGTH(r.match_text)),
        LEFT(l.charge_group, CHAR_LENGTH(r.match_text)), LEFT(l.subgroup, CHAR_LENGTH(r.match_text))))
  WHERE c.is_named = 0 AND c.net_ore <> 0
) fitting
WHERE place = 1;

TRUNCATE TABLE claims;

INSERT INTO claims
SELECT charge, owner, weight, 0, NULL, NULL
FROM (
  -- one, percent
  SELECT r.charge, j.owner, ROUND(COALESCE(j.part, 100) * 100) AS weight
  FROM ruled r, JSON_TABLE(CONCAT('[{"owner":"', REPLACE(REPLACE(SUBSTRING_INDEX(r.allocation_key, ':', -1),
      '=', '","part":"'), '|', '"},{"owner":"'), '"}]'),
    '$[*]' COLUMNS (owner VARCHAR(40) PATH '$.owner', part DECIMAL(12, 2) PATH '$.part')) j
  WHERE r.allocation_key LIKE 'one:%' OR r.allocation_key LIKE 'percent:%'
  UNION ALL
  -- fixed: each its amount until it is used up, what is left to `rest`
  SELECT charge, IF(owner = 'rest', part, owner), IF(owner = 'rest',
    GREATEST(ABS(net_ore) - COALESCE(sofar, 0), 0),
    GREATEST(LEAST(ROUND(part * 100), ABS(net_ore) - COALESCE(sofar, 0)), 0))
  FROM (
    SELECT r.charge, c.net_ore, j.owner, j.part,
      SUM(IF(j.owner = 'rest', 0, ROUND(j.part * 100))) OVER (PARTITION BY r.charge ORDER BY
        j.owner = 'rest', j.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS sofar
    FROM ruled r JOIN charges c ON c.id = r.charge,
      JSON_TABLE(CONCAT('[{"owner":"', REPLACE(REPLACE(SUBSTRING_INDEX(r.allocation_key, ':', -1),
        '=', '","part":"'), '|', '"},{"owner":"'), '"}]'), '$[*]' COLUMNS (place FOR ORDINALITY,
        owner VARCHAR(40) PATH '$.owner', part VARCHAR(40) PATH '$.part')) j
    WHERE r.allocation_key LIKE 'fixed:%'
  ) amounts
  UNION ALL
  -- pro-rata: as the same invoice's lines that named something
  SELECT r.charge, s.owner, SUM(s.net_ore)
  FROM ruled r JOIN charges c ON c.id = r.charge JOIN charges n ON n.invoice_id = c.invoice_id
    JOIN shares s ON s.charge = n.id
  WHERE r.allocation_key = 'pro-rata' AND s.rule = 'ownership'
  GROUP BY r.charge, s.owner HAVING SUM(s.net_ore) > 0
) parts;

EXECUTE allot USING 'allocation-rule';

-- The red list, placed on the agreed collecting cost centre.
INSERT INTO shares
SELECT c.id, h.owner, c.net_ore, 'placement', NULL, NULL, NULL, IF(h.was_closed, h.code, NULL)
FROM charges c LEFT JOIN shares s ON s.charge = c.id JOIN heirs h ON h.code = @collecting
WHERE s.charge IS NULL AND c.net_ore <> 0;

INSERT INTO month_shares
SELECT @freeze, ROW_NUMBER() OVER (ORDER BY s.rule = 'placement', s.charge, s.owner), c.line_id,
  c.own_ordinal, s.owner, o.kind, o.customer, s.net_ore, s.rule, s.from_on, s.to_on, s.instead_of,
  s.allocation_rule_id
FROM shares s JOIN charges c ON c.id = s.charge JOIN owners o ON o.code = s.owner;

-- Rule 8: numbers, customer invoices, their lines and services -----------------------------------

INSERT IGNORE INTO invoice_series VALUES (@year, 0);
SET @given = (SELECT last_number FROM invoice_series WHERE year = @year FOR UPDATE);

CREATE TEMPORARY TABLE numbered (
  kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  customer VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  ordinal INT UNSIGNED NOT NULL,
  number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  net_ore BIGINT NOT NULL,
  vat_ore BIGINT NOT NULL DEFAULT 0,
  payable_ore BIGINT NOT NULL DEFAULT 0,
  rounding_ore BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, customer),
  UNIQUE KEY (number)
);

INSERT INTO numbered (kind, customer, ordinal, number, net_ore)
SELECT kind, customer, place, CONCAT(@year, LPAD(@given + place, 6, '0')), net_ore
FROM (
  SELECT o.kind, o.customer, SUM(s.net_ore) AS net_ore,
    ROW_NUMBER() OVER (ORDER BY o.customer, o.kind) AS place
  FROM shares s JOIN owners o ON o.code = s.owner
  GROUP BY o.kind, o.customer HAVING MAX(s.net_ore <> 0) = 1
) customers;

UPDATE invoice_series SET last_number = @given + (SELECT COUNT(*) FROM numbered) WHERE year = @year;

CREATE TEMPORARY TABLE rates (
  number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  rate DECIMAL(5, 2) NOT NULL,
  net_ore BIGINT NOT NULL,
  vat_ore BIGINT NOT NULL,
  PRIMARY KEY USING BTREE (number, rate)
);

INSERT INTO rates
SELECT n.number, COALESCE(t.vat_rate, 25), SUM(s.net_ore),
  ROUND(SUM(s.net_ore) * COALESCE(t.vat_rate, 25) / 100)
FROM numbered n JOIN owners o ON o.kind = n.kind AND o.customer = n.customer
  JOIN shares s ON s.owner = o.code JOIN charges c ON c.id = s.charge
  LEFT JOIN service_types t ON t.code = c.service_type
WHERE n.kind <> 'internal'
GROUP BY n.number, COALESCE(t.vat_rate, 25);

-- Who receives and who sends, as an invoice prints it.
CREATE TEMPORARY TABLE parties ENGINE = InnoDB
SELECT 'company' AS kind, code, terms_days, reference, channel, rounds_to_kronor,
  JSON_OBJECT('code', code, 'name', name, 'address', address, 'postalCode', postal_code, 'city', city,
    'organisationNumber', organisation_number, 'vatNumber', vat_number, 'email', email) AS printed
FROM legal_entities WHERE kind = 'company'
UNION ALL
SELECT 'external', code, terms_days, reference, channel, rounds_to_kronor,
  JSON_OBJECT('code', code, 'name', name, 'address', address, 'postalCode', postal_code, 'city', city,
    'organisationNumber', organisation_number, 'vatNumber', vat_number, 'email', email)
FROM customers
UNION ALL
SELECT 'internal', c.code, e.terms_days, NULL, c.channel, 0,
  JSON_OBJECT('code', c.code, 'name', c.name, 'address', NULL, 'postalCode', NULL, 'city', NULL,
    'organisationNumber', NULL, 'vatNumber', NULL, 'email', NULL)
FROM cost_centres c JOIN legal_entities e ON e.kind = 'municipality';

ALTER TABLE parties ADD PRIMARY KEY (kind, code);

UPDATE numbered n JOIN (SELECT number, SUM(vat_ore) AS vat_ore FROM rates GROUP BY number) r
  ON r.number = n.number SET n.vat_ore = r.vat_ore;

UPDATE numbered n JOIN parties p ON p.kind = n.kind AND p.code = n.customer
SET n.payable_ore = IF(p.rounds_to_kronor, ROUND(n.net_ore + n.vat_ore, -2), n.net_ore + n.vat_ore);

UPDATE numbered SET rounding_ore = payable_ore - net_ore - vat_ore;

INSERT INTO customer_invoices
SELECT n.number, @month, n.ordinal, (n.ordinal - 1) DIV 50 + 1, n.kind, n.customer, @today,
  @today + INTERVAL p.terms_days DAY, NOW(3), p.reference, NULL, n.net_ore, COALESCE(r.vat, '[]'),
  n.vat_ore, n.rounding_ore, n.payable_ore, d.ocr, p.channel, p.printed,
  JSON_OBJECT('code', e.code, 'name', e.name, 'address', e.address, 'postalCode', e.postal_code, 'city',
    e.city, 'organisationNumber', e.organisation_number, 'vatNumber', e.vat_number, 'email', e.email,
    'bankgiro', e.bankgiro),
  g.cost_centres, NOW(3), NULL, NULL
FROM numbered n JOIN parties p ON p.kind = n.kind AND p.code = n.customer
  JOIN legal_entities e ON e.kind = 'municipality'
  JOIN (
    SELECT kind, customer, JSON_ARRAYAGG(JSON_OBJECT('code', code, 'name', name) ORDER BY code) AS cost_centres
    FROM owners WHERE code IN (SELECT owner FROM shares) GROUP BY kind, customer
  ) g ON g.kind = n.kind AND g.customer = n.customer
  LEFT JOIN (
    SELECT number,
      JSON_ARRAYAGG(JSON_OBJECT('rate', rate, 'netOre', net_ore, 'vatOre', vat_ore) ORDER BY rate) AS vat
    FROM rates GROUP BY number
  ) r ON r.number = n.number
  LEFT JOIN (
    SELECT number, CONCAT(root, (10 - SUM(digit DIV 10 + digit MOD 10) MOD 10) MOD 10) AS ocr
    FROM (
      SELECT number, root, SUBSTR(root, seq, 1) * (1 + (LENGTH(root) - seq + 1) MOD 2) AS digit
      FROM (
        SELECT n.number,
          CONCAT(n.number, IF(e.ocr = 'luhn', '', (LENGTH(n.number) + 2) MOD 10)) AS root
        FROM numbered n JOIN legal_entities e ON e.kind = 'municipality' WHERE n.kind <> 'internal'
      ) roots JOIN seq_1_to_20 ON seq <= LENGTH(root)
    ) digits
    GROUP BY number, root
  ) d ON d.number = n.number;

-- The lines in print order; the first of its kind is told what the month before had.
CREATE TEMPORARY TABLE printed (
  number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  line_no INT UNSIGNED NOT NULL,
  charge INT UNSIGNED NOT NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  net_ore BIGINT NOT NULL,
  previous_net_ore BIGINT NULL,
  PRIMARY KEY USING BTREE (number, line_no)
);

CREATE TEMPORARY TABLE previous (
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  kind BINARY(16) NOT NULL,
  customer VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  customer_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  net_ore BIGINT NOT NULL,
  PRIMARY KEY (owner, subscription, kind, customer, customer_kind)
);

INSERT INTO previous
SELECT l.cost_centre, COALESCE(l.subscription, ''), UNHEX(MD5(CONCAT(l.class, '\t', l.text))) AS kind,
  i.customer, i.customer_kind, SUM(l.net_ore)
FROM customer_invoices i JOIN customer_invoice_lines l ON l.number = i.number
WHERE i.month = @before
GROUP BY l.cost_centre, COALESCE(l.subscription, ''), kind, i.customer, i.customer_kind;

INSERT INTO printed
SELECT l.number, l.line_no, l.charge, l.owner, l.net_ore, p.net_ore
FROM (
  SELECT n.number, n.kind AS customer_kind, n.customer, s.charge, s.owner, s.net_ore, c.kind,
    COALESCE(c.subscription, '') AS subscription,
    ROW_NUMBER() OVER (PARTITION BY n.number ORDER BY s.owner, c.subscription IS NULL, c.subscription,
      s.charge) AS line_no,
    ROW_NUMBER() OVER (PARTITION BY n.number, s.owner, c.subscription, c.kind ORDER BY s.charge) AS place
  FROM shares s JOIN charges c ON c.id = s.charge JOIN owners o ON o.code = s.owner
    JOIN numbered n ON n.kind = o.kind AND n.customer = o.customer
) l LEFT JOIN previous p ON l.place = 1 AND p.owner = l.owner AND p.subscription = l.subscription
  AND p.kind = l.kind AND p.customer = l.customer AND p.customer_kind = l.customer_kind;

INSERT INTO customer_invoice_lines
SELECT p.number, p.line_no, COALESCE(w.line_key, CAST(c.line_id AS CHAR(20))), p.owner, c.subscription,
  COALESCE(l.text, w.text), COALESCE(l.class, 'fee'), c.from_on, c.to_on, p.net_ore,
  IF(n.kind = 'internal', 0, COALESCE(t.vat_rate, 25)), p.previous_net_ore, NULL
FROM printed p JOIN charges c ON c.id = p.charge JOIN numbered n ON n.number = p.number
  LEFT JOIN supplier_invoice_lines l ON l.line_id = c.line_id
  LEFT JOIN own_charges w ON w.freeze_id = @freeze AND w.ordinal = c.own_ordinal
  LEFT JOIN service_types t ON t.code = c.service_type;

-- What a service is called: by whom it is held on the last day; a protected holder hides its number.
CREATE TEMPORARY TABLE holders (
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  name VARCHAR(200) NULL,
  is_hidden TINYINT NOT NULL
);

INSERT INTO holders
SELECT o.subscription, COALESCE(p.name, o.holder_text), COALESCE(p.is_protected, 0)
FROM ownerships o LEFT JOIN people p ON p.email = LOWER(o.holder_email)
WHERE o.from_on <= @last AND (o.to_on IS NULL OR o.to_on >= @last)
  AND (o.holder_email IS NOT NULL OR o.holder_text IS NOT NULL)
ORDER BY o.subscription, o.from_on, o.owner
ON DUPLICATE KEY UPDATE name = COALESCE(holders.name, VALUES(name)),
  is_hidden = GREATEST(holders.is_hidden, VALUES(is_hidden));

INSERT INTO customer_invoice_services
SELECT u.number, u.subscription, IF(h.is_hidden, s.code, s.identifier), IF(h.is_hidden, NULL, h.name),
  COALESCE(s.plan, t.name)
FROM (
  SELECT DISTINCT p.number, c.subscription
  FROM printed p JOIN charges c ON c.id = p.charge WHERE c.subscription IS NOT NULL
) u JOIN subscriptions s ON s.code = u.subscription JOIN service_types t ON t.code = s.service_type
  LEFT JOIN holders h ON h.subscription = u.subscription;

-- Rules 9 to 11: vouchers ---------------------------------------------------------------------------

CREATE TEMPORARY TABLE facts (
  voucher INT UNSIGNED NOT NULL,
  purpose VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  service_type VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  vat_rate DECIMAL(5, 2) NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  counterpart VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  amount_ore BIGINT NOT NULL
);

CREATE TEMPORARY TABLE wanted (
  ordinal INT UNSIGNED NOT NULL PRIMARY KEY,
  kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Of a supplier's voucher; null of any other.
  invoice_id INT UNSIGNED NULL,
  subject VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  reference VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
);

INSERT INTO wanted
SELECT ROW_NUMBER() OVER (ORDER BY sort, LPAD(subject, 20, 0)), kind, invoice_id, subject, reference
FROM (
  SELECT 1 AS sort, 'supplier-invoice' AS kind, id AS invoice_id, CAST(id AS CHAR(20)) AS subject,
    number AS reference FROM taken
  UNION ALL
  SELECT 2, 'own-charges', NULL, @month, @month
  UNION ALL
  SELECT 3, 'customer-invoice', NULL, number, number FROM numbered WHERE kind <> 'internal'
) kinds;

-- 11a and 11b: shares as costs of their owners, or as resale of the providing cost centre.
INSERT INTO facts
SELECT w.ordinal, IF(o.kind = 'internal', 'cost', 'resale'), c.service_type, NULL,
  IF(o.kind = 'internal', s.owner, @providing), NULL, SUM(s.net_ore)
FROM shares s JOIN charges c ON c.id = s.charge JOIN owners o ON o.code = s.owner
  JOIN wanted w ON w.invoice_id = c.invoice_id
GROUP BY w.ordinal, o.kind = 'internal', c.service_type, IF(o.kind = 'internal', s.owner, @providing);

INSERT INTO facts
SELECT w.ordinal, IF(side = 1, 'cost', 'internal-income'), c.service_type, NULL,
  IF(side = 1, s.owner, NULL), IF(side = 1, p.counterpart, o.counterpart), side * SUM(s.net_ore)
FROM shares s JOIN charges c ON c.id = s.charge JOIN owners o ON o.code = s.owner
  JOIN wanted w ON w.kind = 'own-charges' LEFT JOIN owners p ON p.code = @providing
  JOIN (SELECT 1 AS side UNION ALL SELECT -1) sides
WHERE c.invoice_id IS NULL AND o.kind = 'internal'
GROUP BY w.ordinal, side, c.service_type, IF(side = 1, s.owner, NULL),
  IF(side = 1, p.counterpart, o.counterpart);

-- Rule 9: the deductible part of each rate; all VAT is booked as municipal already.
INSERT INTO facts
WITH vats AS (
  SELECT t.id, v.category = 'AE' AS is_reversed, v.rate,
    SIGN(IF(t.net_ore = 0, t.payable_ore, t.net_ore)) AS sign,
    SUM(IF(v.category = 'AE', ROUND(v.net_ore * 25 / 100), v.vat_ore)) AS vat_ore
  FROM taken t JOIN supplier_invoice_vat v ON v.invoice_id = t.id
  GROUP BY t.id, v.category = 'AE', v.rate
), nets AS (
  SELECT v.id, v.is_reversed, v.rate, v.vat_ore,
    GREATEST(0, COALESCE(SUM(v.sign * s.net_ore * o.deductible), 0)) AS deductible,
    GREATEST(0, COALESCE(SUM(v.sign * s.net_ore * (1 - o.deductible)), 0)) AS municipal
  FROM vats v LEFT JOIN charges c ON c.invoice_id = v.id
      AND IF(v.is_reversed, c.vat_category = 'AE', c.vat_category <> 'AE' AND c.vat_rate = v.rate)
    LEFT JOIN shares s ON s.charge = c.id LEFT JOIN owners o ON o.code = s.owner
  GROUP BY v.id, v.is_reversed, v.rate, v.vat_ore
), moved AS (
  SELECT id, IF(is_reversed, 25, rate) AS rate, IF(deductible + municipal = 0, 0, SIGN(vat_ore) * (
    ABS(vat_ore) * deductible DIV (deductible + municipal) +
    (2 * (ABS(vat_ore) * deductible MOD (deductible + municipal)) >= deductible + municipal))) AS ore
  FROM nets
)
SELECT w.ordinal, 'vat-deductible', NULL, m.rate, NULL, NULL, m.ore
FROM moved m JOIN wanted w ON w.invoice_id = m.id
UNION ALL
SELECT w.ordinal, 'vat-municipal', NULL, m.rate, NULL, NULL, -m.ore
FROM moved m JOIN wanted w ON w.invoice_id = m.id
UNION ALL
SELECT w.ordinal, 'clearing', NULL, NULL, NULL, NULL, -t.net_ore
FROM taken t JOIN wanted w ON w.invoice_id = t.id;

-- 11c: what customers owe, against sales and VAT by rate.
INSERT INTO facts
SELECT w.ordinal, 'customer-claims', NULL, NULL, NULL, NULL, n.payable_ore
FROM wanted w JOIN numbered n ON n.number = w.subject WHERE w.kind = 'customer-invoice'
UNION ALL
SELECT w.ordinal, 'rounding', NULL, NULL, NULL, NULL, -n.rounding_ore
FROM wanted w JOIN numbered n ON n.number = w.subject WHERE w.kind = 'customer-invoice'
UNION ALL
SELECT w.ordinal, 'sales', NULL, r.rate, NULL, NULL, -r.net_ore
FROM wanted w JOIN rates r ON r.number = w.subject WHERE w.kind = 'customer-invoice'
UNION ALL
SELECT w.ordinal, 'vat-out', NULL, r.rate, NULL, NULL, -r.vat_ore
FROM wanted w JOIN rates r ON r.number = w.subject WHERE w.kind = 'customer-invoice';

DELETE FROM facts WHERE amount_ore = 0;

-- Which rule each kind of fact follows: in force, with the most fields stated.
CREATE TEMPORARY TABLE posted (
  purpose VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  service_type VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  vat_rate DECIMAL(5, 2) NOT NULL,
  account VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  objects VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  text VARCHAR(200) NULL,
  PRIMARY KEY (purpose, service_type, vat_rate)
);

INSERT INTO posted
SELECT purpose, service_type, vat_rate, account, objects, text
FROM (
  SELECT k.purpose, COALESCE(k.service_type, '') AS service_type, COALESCE(k.vat_rate, -1) AS vat_rate,
    IF(k.purpose IN ('cost', 'resale'), COALESCE(t.account, r.account), r.account) AS account,
    IF(k.purpose IN ('cost', 'resale'), NULL, r.objects) AS objects, r.text,
    ROW_NUMBER() OVER (PARTITION BY k.purpose, k.service_type, k.vat_rate ORDER BY
      (r.service_type IS NOT NULL) + (r.vat_rate IS NOT NULL) DESC, r.from_on DESC, r.id) AS place
  FROM (SELECT DISTINCT purpose, service_type, vat_rate FROM facts) k
    JOIN posting_rules r ON r.purpose = k.purpose
      AND r.from_on <= @dated AND (r.to_on IS NULL OR r.to_on >= @dated)
      AND COALESCE(r.service_type = k.service_type, r.service_type IS NULL)
      AND COALESCE(r.vat_rate = k.vat_rate, r.vat_rate IS NULL)
    LEFT JOIN service_types t ON t.code = k.service_type
) fitting
WHERE place = 1;

CREATE TEMPORARY TABLE dimensions (
  name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  number SMALLINT NOT NULL
);

INSERT INTO dimensions
SELECT j.name, j.number
FROM settings s, JSON_TABLE(
  CONCAT('[{"name":"', REPLACE(REPLACE(s.value, '=', '","number":"'), ';', '"},{"name":"'), '"}]'),
  '$[*]' COLUMNS (name VARCHAR(20) PATH '$.name', number SMALLINT PATH '$.number')) j
WHERE s.name = 'sie_dimensions';

-- Where a fact with an owner, a counterpart or a rule's objects stands: account, objects, sort key.
CREATE TEMPORARY TABLE places (
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  counterpart VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  rule_objects VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  account VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  objects VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  sort_key VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (owner, counterpart, rule_objects)
);

INSERT INTO places
WITH asked AS (
  SELECT DISTINCT COALESCE(f.owner, '') AS owner, COALESCE(f.counterpart, '') AS counterpart,
    COALESCE(p.objects, '') AS rule_objects
  FROM facts f JOIN posted p ON p.purpose = f.purpose AND p.service_type = COALESCE(f.service_type, '')
    AND p.vat_rate = COALESCE(f.vat_rate, -1)
), spelt AS (
  SELECT a.owner, a.counterpart, a.rule_objects, CONCAT_WS(';', NULLIF(a.rule_objects, ''),
    NULLIF(c.code_string, ''), IF(a.owner = '', NULL, CONCAT('cost_centre=', a.owner)),
    IF(a.counterpart = '', NULL, CONCAT('counterpart=', a.counterpart))) AS parts
  FROM asked a LEFT JOIN cost_centres c ON c.code = a.owner
), numbered_parts AS (
  SELECT s.owner, s.counterpart, s.rule_objects, j.name, d.number, j.code,
    ROW_NUMBER() OVER (PARTITION BY s.owner, s.counterpart, s.rule_objects, j.name ORDER BY j.place DESC)
      AS place
  FROM spelt s LEFT JOIN JSON_TABLE(IF(s.parts = '', '[]',
      CONCAT('[{"name":"', REPLACE(REPLACE(s.parts, '=', '","code":"'), ';', '"},{"name":"'), '"}]')),
    '$[*]' COLUMNS (place FOR ORDINALITY, name VARCHAR(20) PATH '$.name', code VARCHAR(40) PATH '$.code')) j
      ON TRUE
    LEFT JOIN dimensions d ON d.name = j.name
)
SELECT owner, counterpart, rule_objects, MAX(IF(name = 'account', code, NULL)),
  IF(MAX(number) IS NULL, '[]', CONCAT('[', GROUP_CONCAT(IF(number IS NULL, NULL,
    JSON_OBJECT('dimension', number, 'code', code)) ORDER BY number, code SEPARATOR ','), ']')),
  COALESCE(GROUP_CONCAT(IF(number IS NULL, NULL, CONCAT(LPAD(number, 3, '0'), '=', code))
    ORDER BY number, code SEPARATOR ' '), '')
FROM numbered_parts WHERE place = 1
GROUP BY owner, counterpart, rule_objects;

CREATE TEMPORARY TABLE booked (
  voucher INT UNSIGNED NOT NULL,
  account VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  sort_key VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  objects VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  amount_ore BIGINT NOT NULL,
  text VARCHAR(200) NULL
);

INSERT INTO booked
SELECT f.voucher, IF(f.purpose IN ('cost', 'resale'), COALESCE(l.account, p.account), p.account) AS account,
  l.sort_key, MIN(l.objects), SUM(f.amount_ore), MIN(p.text)
FROM facts f JOIN posted p ON p.purpose = f.purpose AND p.service_type = COALESCE(f.service_type, '')
    AND p.vat_rate = COALESCE(f.vat_rate, -1)
  JOIN places l ON l.owner = COALESCE(f.owner, '') AND l.counterpart = COALESCE(f.counterpart, '')
    AND l.rule_objects = COALESCE(p.objects, '')
GROUP BY f.voucher, 2, l.sort_key
HAVING SUM(f.amount_ore) <> 0;

INSERT IGNORE INTO voucher_series VALUES (@year, 0);
SET @given = (SELECT last_number FROM voucher_series WHERE year = @year FOR UPDATE);

INSERT INTO vouchers
SELECT CONCAT('V', @year, LPAD(@given + place, 6, '0')), @month, place, kind, subject, reference, @dated,
  debit, credit
FROM (
  SELECT w.kind, w.subject, w.reference, ROW_NUMBER() OVER (ORDER BY w.ordinal) AS place,
    SUM(GREATEST(b.amount_ore, 0)) AS debit, SUM(GREATEST(-b.amount_ore, 0)) AS credit
  FROM wanted w JOIN booked b ON b.voucher = w.ordinal
  GROUP BY w.ordinal, w.kind, w.subject, w.reference
) totals;

UPDATE voucher_series SET last_number = @given + (SELECT COUNT(*) FROM vouchers WHERE month = @month)
WHERE year = @year;

INSERT INTO voucher_rows
SELECT v.number, ROW_NUMBER() OVER (PARTITION BY v.number ORDER BY b.account, b.sort_key), b.account, b.objects,
  b.amount_ore, b.text
FROM booked b JOIN wanted w ON w.ordinal = b.voucher
  JOIN vouchers v ON v.month = @month AND v.kind = w.kind AND v.subject = w.subject;

COMMIT;
