-- vw_possible_successor on trino: one row per facility and a facility that may have taken its place under another CCN

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_possible_successor AS
WITH homes AS (
  SELECT
    ccn,
    facility_name,
    state,
    first_quarter,
    last_quarter,
    first_processing_date,
    processing_date AS last_processing_date,
    is_synthetic,
    TRANSLATE(provider_address, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') || ' ' || SUBSTR(zip_code, 1, 5) AS address,
    TRANSLATE(facility_name, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') || ', ' || TRANSLATE(city_town, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') || ', ' || providerinfo_state AS name_and_city
  FROM kerok_healthcare.gold_facility_dim AS gold_facility_dim
), pairs AS (
  SELECT
    a.ccn,
    b.ccn AS successor_ccn,
    1 AS same_address,
    0 AS same_name
  FROM homes AS a
  JOIN homes AS b
    ON a.address = b.address AND a.ccn <> b.ccn
  UNION ALL
  SELECT
    a.ccn,
    b.ccn AS successor_ccn,
    0 AS same_address,
    1 AS same_name
  FROM homes AS a
  JOIN homes AS b
    ON a.name_and_city = b.name_and_city AND a.ccn <> b.ccn
), found AS (
  SELECT
    ccn,
    successor_ccn,
    MAX(same_address) AS same_address,
    MAX(same_name) AS same_name
  FROM pairs
  GROUP BY
    ccn,
    successor_ccn
)
SELECT
  f.ccn,
  f.successor_ccn,
  CASE
    WHEN f.same_address = 1 AND f.same_name = 1
    THEN 'address,name_and_city'
    WHEN f.same_address = 1
    THEN 'address'
    ELSE 'name_and_city'
  END AS why,
  a.facility_name,
  b.facility_name AS successor_name,
  a.last_quarter,
  b.first_quarter AS successor_first_quarter,
  a.last_processing_date,
  b.first_processing_date AS successor_first_processing_date,
  a.state,
  a.is_synthetic
FROM found AS f
JOIN homes AS a
  ON f.ccn = a.ccn
JOIN homes AS b
  ON f.successor_ccn = b.ccn
WHERE
  COALESCE(a.last_quarter < b.first_quarter, TRUE)
  AND COALESCE(a.last_processing_date < b.first_processing_date, TRUE);
