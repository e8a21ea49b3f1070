-- vw_before_after on duckdb: one row per change of a facility's owner per quarter up to 4 before and after it per role set

-- view
CREATE OR REPLACE VIEW vw_before_after AS
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
  FROM gold_facility_history
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
    q.ccn,
    q.quarter,
    CAST(SUBSTRING(q.quarter, 1, 4) AS INT) * 4 + CAST(SUBSTRING(q.quarter, 6, 1) AS INT) AS quarter_number,
    r.role_set,
    CASE r.role_set
      WHEN 'cms_total'
      THEN q.cms_total_hours
      WHEN 'cms_rn'
      THEN q.cms_rn_hours
      WHEN 'cms_lpn'
      THEN q.cms_lpn_hours
      WHEN 'cms_licensed'
      THEN q.cms_licensed_hours
      WHEN 'cms_aide'
      THEN q.cms_aide_hours
      WHEN 'care'
      THEN q.care_hours
      WHEN 'rn_care'
      THEN q.rn_care_hours
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_hours
      WHEN 'role_rndon'
      THEN q.role_rndon_hours
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_hours
      WHEN 'role_rn'
      THEN q.role_rn_hours
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_hours
      WHEN 'role_lpn'
      THEN q.role_lpn_hours
      WHEN 'role_cna'
      THEN q.role_cna_hours
      WHEN 'role_natrn'
      THEN q.role_natrn_hours
      WHEN 'role_medaide'
      THEN q.role_medaide_hours
    END AS hours,
    CASE r.role_set
      WHEN 'cms_total'
      THEN q.cms_total_resident_days
      WHEN 'cms_rn'
      THEN q.cms_rn_resident_days
      WHEN 'cms_lpn'
      THEN q.cms_lpn_resident_days
      WHEN 'cms_licensed'
      THEN q.cms_licensed_resident_days
      WHEN 'cms_aide'
      THEN q.cms_aide_resident_days
      WHEN 'care'
      THEN q.care_resident_days
      WHEN 'rn_care'
      THEN q.rn_care_resident_days
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_resident_days
      WHEN 'role_rndon'
      THEN q.role_rndon_resident_days
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_resident_days
      WHEN 'role_rn'
      THEN q.role_rn_resident_days
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_resident_days
      WHEN 'role_lpn'
      THEN q.role_lpn_resident_days
      WHEN 'role_cna'
      THEN q.role_cna_resident_days
      WHEN 'role_natrn'
      THEN q.role_natrn_resident_days
      WHEN 'role_medaide'
      THEN q.role_medaide_resident_days
    END AS resident_days,
    CASE r.role_set
      WHEN 'cms_total'
      THEN q.cms_total_hprd
      WHEN 'cms_rn'
      THEN q.cms_rn_hprd
      WHEN 'cms_lpn'
      THEN q.cms_lpn_hprd
      WHEN 'cms_licensed'
      THEN q.cms_licensed_hprd
      WHEN 'cms_aide'
      THEN q.cms_aide_hprd
      WHEN 'care'
      THEN q.care_hprd
      WHEN 'rn_care'
      THEN q.rn_care_hprd
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_hprd
      WHEN 'role_rndon'
      THEN q.role_rndon_hprd
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_hprd
      WHEN 'role_rn'
      THEN q.role_rn_hprd
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_hprd
      WHEN 'role_lpn'
      THEN q.role_lpn_hprd
      WHEN 'role_cna'
      THEN q.role_cna_hprd
      WHEN 'role_natrn'
      THEN q.role_natrn_hprd
      WHEN 'role_medaide'
      THEN q.role_medaide_hprd
    END AS hprd,
    q.is_synthetic
  FROM gold_quarterly_provider_fact AS q
  CROSS JOIN (VALUES
    ('cms_total'),
    ('cms_rn'),
    ('cms_lpn'),
    ('cms_licensed'),
    ('cms_aide'),
    ('care'),
    ('rn_care'),
    ('rn_lpn_cna'),
    ('role_rndon'),
    ('role_rnadmin'),
    ('role_rn'),
    ('role_lpnadmin'),
    ('role_lpn'),
    ('role_cna'),
    ('role_natrn'),
    ('role_medaide')) AS r(role_set)
)
SELECT
  c.ccn,
  c.attribute,
  CAST(s.quarter_number - c.quarter_number AS INT) AS quarter_offset,
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
