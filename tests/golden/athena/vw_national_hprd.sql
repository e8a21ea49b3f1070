-- vw_national_hprd on athena: one row per quarter per role set

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_national_hprd AS
WITH loaded AS (
  SELECT
    period AS quarter,
    BOOL_OR(is_national AND is_current) AS is_full
  FROM kerok_healthcare.gold_load_summary AS gold_load_summary
  WHERE
    dataset = 'pbj'
  GROUP BY
    period
), summed AS (
  SELECT
    quarter,
    'cms_total' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(cms_total_hours) AS hours,
    SUM(cms_total_resident_days) AS resident_days,
    SUM(cms_total_weekend_hours) AS weekend_hours,
    SUM(cms_total_weekend_resident_days) AS weekend_resident_days,
    SUM(cms_total_contract_hours) AS contract_hours,
    SUM(cms_total_days_counted) AS days_counted,
    SUM(cms_total_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'cms_rn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(cms_rn_hours) AS hours,
    SUM(cms_rn_resident_days) AS resident_days,
    SUM(cms_rn_weekend_hours) AS weekend_hours,
    SUM(cms_rn_weekend_resident_days) AS weekend_resident_days,
    SUM(cms_rn_contract_hours) AS contract_hours,
    SUM(cms_rn_days_counted) AS days_counted,
    SUM(cms_rn_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'cms_lpn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(cms_lpn_hours) AS hours,
    SUM(cms_lpn_resident_days) AS resident_days,
    SUM(cms_lpn_weekend_hours) AS weekend_hours,
    SUM(cms_lpn_weekend_resident_days) AS weekend_resident_days,
    SUM(cms_lpn_contract_hours) AS contract_hours,
    SUM(cms_lpn_days_counted) AS days_counted,
    SUM(cms_lpn_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'cms_licensed' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(cms_licensed_hours) AS hours,
    SUM(cms_licensed_resident_days) AS resident_days,
    SUM(cms_licensed_weekend_hours) AS weekend_hours,
    SUM(cms_licensed_weekend_resident_days) AS weekend_resident_days,
    SUM(cms_licensed_contract_hours) AS contract_hours,
    SUM(cms_licensed_days_counted) AS days_counted,
    SUM(cms_licensed_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'cms_aide' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(cms_aide_hours) AS hours,
    SUM(cms_aide_resident_days) AS resident_days,
    SUM(cms_aide_weekend_hours) AS weekend_hours,
    SUM(cms_aide_weekend_resident_days) AS weekend_resident_days,
    SUM(cms_aide_contract_hours) AS contract_hours,
    SUM(cms_aide_days_counted) AS days_counted,
    SUM(cms_aide_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'care' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(care_hours) AS hours,
    SUM(care_resident_days) AS resident_days,
    SUM(care_weekend_hours) AS weekend_hours,
    SUM(care_weekend_resident_days) AS weekend_resident_days,
    SUM(care_contract_hours) AS contract_hours,
    SUM(care_days_counted) AS days_counted,
    SUM(care_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'rn_care' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(rn_care_hours) AS hours,
    SUM(rn_care_resident_days) AS resident_days,
    SUM(rn_care_weekend_hours) AS weekend_hours,
    SUM(rn_care_weekend_resident_days) AS weekend_resident_days,
    SUM(rn_care_contract_hours) AS contract_hours,
    SUM(rn_care_days_counted) AS days_counted,
    SUM(rn_care_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'rn_lpn_cna' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(rn_lpn_cna_hours) AS hours,
    SUM(rn_lpn_cna_resident_days) AS resident_days,
    SUM(rn_lpn_cna_weekend_hours) AS weekend_hours,
    SUM(rn_lpn_cna_weekend_resident_days) AS weekend_resident_days,
    SUM(rn_lpn_cna_contract_hours) AS contract_hours,
    SUM(rn_lpn_cna_days_counted) AS days_counted,
    SUM(rn_lpn_cna_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'role_rndon' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(role_rndon_hours) AS hours,
    SUM(role_rndon_resident_days) AS resident_days,
    SUM(role_rndon_weekend_hours) AS weekend_hours,
    SUM(role_rndon_weekend_resident_days) AS weekend_resident_days,
    SUM(role_rndon_contract_hours) AS contract_hours,
    SUM(role_rndon_days_counted) AS days_counted,
    SUM(role_rndon_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'role_rnadmin' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(role_rnadmin_hours) AS hours,
    SUM(role_rnadmin_resident_days) AS resident_days,
    SUM(role_rnadmin_weekend_hours) AS weekend_hours,
    SUM(role_rnadmin_weekend_resident_days) AS weekend_resident_days,
    SUM(role_rnadmin_contract_hours) AS contract_hours,
    SUM(role_rnadmin_days_counted) AS days_counted,
    SUM(role_rnadmin_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'role_rn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(role_rn_hours) AS hours,
    SUM(role_rn_resident_days) AS resident_days,
    SUM(role_rn_weekend_hours) AS weekend_hours,
    SUM(role_rn_weekend_resident_days) AS weekend_resident_days,
    SUM(role_rn_contract_hours) AS contract_hours,
    SUM(role_rn_days_counted) AS days_counted,
    SUM(role_rn_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'role_lpnadmin' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(role_lpnadmin_hours) AS hours,
    SUM(role_lpnadmin_resident_days) AS resident_days,
    SUM(role_lpnadmin_weekend_hours) AS weekend_hours,
    SUM(role_lpnadmin_weekend_resident_days) AS weekend_resident_days,
    SUM(role_lpnadmin_contract_hours) AS contract_hours,
    SUM(role_lpnadmin_days_counted) AS days_counted,
    SUM(role_lpnadmin_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'role_lpn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(role_lpn_hours) AS hours,
    SUM(role_lpn_resident_days) AS resident_days,
    SUM(role_lpn_weekend_hours) AS weekend_hours,
    SUM(role_lpn_weekend_resident_days) AS weekend_resident_days,
    SUM(role_lpn_contract_hours) AS contract_hours,
    SUM(role_lpn_days_counted) AS days_counted,
    SUM(role_lpn_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'role_cna' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(role_cna_hours) AS hours,
    SUM(role_cna_resident_days) AS resident_days,
    SUM(role_cna_weekend_hours) AS weekend_hours,
    SUM(role_cna_weekend_resident_days) AS weekend_resident_days,
    SUM(role_cna_contract_hours) AS contract_hours,
    SUM(role_cna_days_counted) AS days_counted,
    SUM(role_cna_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'role_natrn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(role_natrn_hours) AS hours,
    SUM(role_natrn_resident_days) AS resident_days,
    SUM(role_natrn_weekend_hours) AS weekend_hours,
    SUM(role_natrn_weekend_resident_days) AS weekend_resident_days,
    SUM(role_natrn_contract_hours) AS contract_hours,
    SUM(role_natrn_days_counted) AS days_counted,
    SUM(role_natrn_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    quarter,
    'role_medaide' AS role_set,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(role_medaide_hours) AS hours,
    SUM(role_medaide_resident_days) AS resident_days,
    SUM(role_medaide_weekend_hours) AS weekend_hours,
    SUM(role_medaide_weekend_resident_days) AS weekend_resident_days,
    SUM(role_medaide_contract_hours) AS contract_hours,
    SUM(role_medaide_days_counted) AS days_counted,
    SUM(role_medaide_days_excluded) AS days_excluded,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
)
SELECT
  s.quarter,
  s.role_set,
  CAST(s.facilities AS BIGINT) AS facilities,
  CAST(s.areas AS BIGINT) AS areas,
  CAST(s.hours AS DECIMAL(18, 2)) AS hours,
  CAST(s.resident_days AS BIGINT) AS resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS hprd,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS weekend_hprd,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage,
  CAST(s.weekend_hours AS DECIMAL(18, 2)) AS weekend_hours,
  CAST(s.weekend_resident_days AS BIGINT) AS weekend_resident_days,
  CAST(s.contract_hours AS DECIMAL(18, 2)) AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  CAST(s.days_counted AS BIGINT) AS days_counted,
  CAST(s.days_excluded AS BIGINT) AS days_excluded,
  s.is_incomplete,
  s.is_synthetic
FROM summed AS s
LEFT JOIN loaded AS l
  ON s.quarter = l.quarter;
