-- vw_before_after on athena: one row per change of a facility's owner per quarter up to 4 before and after it per role set

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_before_after AS
WITH compared AS (
  SELECT
    ccn,
    first_processing_date,
    LAG(last_processing_date) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS previous_processing_date,
    chain_name,
    LAG(chain_name) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS old_chain_name,
    legal_business_name,
    LAG(legal_business_name) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS old_legal_business_name,
    ownership_type,
    LAG(ownership_type) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS old_ownership_type
  FROM kerok_healthcare.gold_facility_history AS gold_facility_history
), changed AS (
  SELECT
    ccn,
    'chain_name' AS attribute,
    first_processing_date AS processing_date,
    old_chain_name AS old,
    chain_name AS new,
    YEAR(first_processing_date) * 4 + QUARTER(first_processing_date) AS quarter_number
  FROM compared
  WHERE
    NOT previous_processing_date IS NULL
    AND old_chain_name IS DISTINCT FROM chain_name
    AND previous_processing_date >= CAST('2023-06-01' AS DATE)
  UNION ALL
  SELECT
    ccn,
    'legal_business_name' AS attribute,
    first_processing_date AS processing_date,
    old_legal_business_name AS old,
    legal_business_name AS new,
    YEAR(first_processing_date) * 4 + QUARTER(first_processing_date) AS quarter_number
  FROM compared
  WHERE
    NOT previous_processing_date IS NULL
    AND old_legal_business_name IS DISTINCT FROM legal_business_name
  UNION ALL
  SELECT
    ccn,
    'ownership_type' AS attribute,
    first_processing_date AS processing_date,
    old_ownership_type AS old,
    ownership_type AS new,
    YEAR(first_processing_date) * 4 + QUARTER(first_processing_date) AS quarter_number
  FROM compared
  WHERE
    NOT previous_processing_date IS NULL
    AND old_ownership_type IS DISTINCT FROM ownership_type
), staffed AS (
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'cms_total' AS role_set,
    cms_total_hours AS hours,
    cms_total_resident_days AS resident_days,
    cms_total_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'cms_rn' AS role_set,
    cms_rn_hours AS hours,
    cms_rn_resident_days AS resident_days,
    cms_rn_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'cms_lpn' AS role_set,
    cms_lpn_hours AS hours,
    cms_lpn_resident_days AS resident_days,
    cms_lpn_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'cms_licensed' AS role_set,
    cms_licensed_hours AS hours,
    cms_licensed_resident_days AS resident_days,
    cms_licensed_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'cms_aide' AS role_set,
    cms_aide_hours AS hours,
    cms_aide_resident_days AS resident_days,
    cms_aide_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'care' AS role_set,
    care_hours AS hours,
    care_resident_days AS resident_days,
    care_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'rn_care' AS role_set,
    rn_care_hours AS hours,
    rn_care_resident_days AS resident_days,
    rn_care_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'rn_lpn_cna' AS role_set,
    rn_lpn_cna_hours AS hours,
    rn_lpn_cna_resident_days AS resident_days,
    rn_lpn_cna_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'role_rndon' AS role_set,
    role_rndon_hours AS hours,
    role_rndon_resident_days AS resident_days,
    role_rndon_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'role_rnadmin' AS role_set,
    role_rnadmin_hours AS hours,
    role_rnadmin_resident_days AS resident_days,
    role_rnadmin_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'role_rn' AS role_set,
    role_rn_hours AS hours,
    role_rn_resident_days AS resident_days,
    role_rn_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'role_lpnadmin' AS role_set,
    role_lpnadmin_hours AS hours,
    role_lpnadmin_resident_days AS resident_days,
    role_lpnadmin_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'role_lpn' AS role_set,
    role_lpn_hours AS hours,
    role_lpn_resident_days AS resident_days,
    role_lpn_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'role_cna' AS role_set,
    role_cna_hours AS hours,
    role_cna_resident_days AS resident_days,
    role_cna_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'role_natrn' AS role_set,
    role_natrn_hours AS hours,
    role_natrn_resident_days AS resident_days,
    role_natrn_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    'role_medaide' AS role_set,
    role_medaide_hours AS hours,
    role_medaide_resident_days AS resident_days,
    role_medaide_hprd AS hprd,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
)
SELECT
  c.ccn,
  c.attribute,
  CAST(s.quarter_number - c.quarter_number AS INTEGER) AS quarter_offset,
  s.role_set,
  s.hprd,
  c.processing_date,
  c.old,
  c.new,
  s.quarter,
  s.hours,
  s.resident_days,
  s.is_synthetic
FROM changed AS c
JOIN staffed AS s
  ON c.ccn = s.ccn
  AND s.quarter_number BETWEEN c.quarter_number - 4 AND c.quarter_number + 4;
