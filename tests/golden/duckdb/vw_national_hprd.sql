-- vw_national_hprd on duckdb: one row per quarter per role set

-- view
CREATE OR REPLACE VIEW vw_national_hprd AS
WITH loaded AS (
  SELECT
    period AS quarter,
    BOOL_OR(CAST(is_national AND is_current AS BOOLEAN)) AS is_full
  FROM gold_load_summary
  WHERE
    dataset = 'pbj'
  GROUP BY
    period
), summed AS (
  SELECT
    quarter,
    COUNT(*) AS facilities,
    COUNT(DISTINCT state) AS areas,
    SUM(cms_total_hours) AS cms_total_hours,
    SUM(cms_total_resident_days) AS cms_total_resident_days,
    SUM(cms_total_weekend_hours) AS cms_total_weekend_hours,
    SUM(cms_total_weekend_resident_days) AS cms_total_weekend_resident_days,
    SUM(cms_total_contract_hours) AS cms_total_contract_hours,
    SUM(cms_total_days_counted) AS cms_total_days_counted,
    SUM(cms_total_days_excluded) AS cms_total_days_excluded,
    SUM(cms_rn_hours) AS cms_rn_hours,
    SUM(cms_rn_resident_days) AS cms_rn_resident_days,
    SUM(cms_rn_weekend_hours) AS cms_rn_weekend_hours,
    SUM(cms_rn_weekend_resident_days) AS cms_rn_weekend_resident_days,
    SUM(cms_rn_contract_hours) AS cms_rn_contract_hours,
    SUM(cms_rn_days_counted) AS cms_rn_days_counted,
    SUM(cms_rn_days_excluded) AS cms_rn_days_excluded,
    SUM(cms_lpn_hours) AS cms_lpn_hours,
    SUM(cms_lpn_resident_days) AS cms_lpn_resident_days,
    SUM(cms_lpn_weekend_hours) AS cms_lpn_weekend_hours,
    SUM(cms_lpn_weekend_resident_days) AS cms_lpn_weekend_resident_days,
    SUM(cms_lpn_contract_hours) AS cms_lpn_contract_hours,
    SUM(cms_lpn_days_counted) AS cms_lpn_days_counted,
    SUM(cms_lpn_days_excluded) AS cms_lpn_days_excluded,
    SUM(cms_licensed_hours) AS cms_licensed_hours,
    SUM(cms_licensed_resident_days) AS cms_licensed_resident_days,
    SUM(cms_licensed_weekend_hours) AS cms_licensed_weekend_hours,
    SUM(cms_licensed_weekend_resident_days) AS cms_licensed_weekend_resident_days,
    SUM(cms_licensed_contract_hours) AS cms_licensed_contract_hours,
    SUM(cms_licensed_days_counted) AS cms_licensed_days_counted,
    SUM(cms_licensed_days_excluded) AS cms_licensed_days_excluded,
    SUM(cms_aide_hours) AS cms_aide_hours,
    SUM(cms_aide_resident_days) AS cms_aide_resident_days,
    SUM(cms_aide_weekend_hours) AS cms_aide_weekend_hours,
    SUM(cms_aide_weekend_resident_days) AS cms_aide_weekend_resident_days,
    SUM(cms_aide_contract_hours) AS cms_aide_contract_hours,
    SUM(cms_aide_days_counted) AS cms_aide_days_counted,
    SUM(cms_aide_days_excluded) AS cms_aide_days_excluded,
    SUM(care_hours) AS care_hours,
    SUM(care_resident_days) AS care_resident_days,
    SUM(care_weekend_hours) AS care_weekend_hours,
    SUM(care_weekend_resident_days) AS care_weekend_resident_days,
    SUM(care_contract_hours) AS care_contract_hours,
    SUM(care_days_counted) AS care_days_counted,
    SUM(care_days_excluded) AS care_days_excluded,
    SUM(rn_care_hours) AS rn_care_hours,
    SUM(rn_care_resident_days) AS rn_care_resident_days,
    SUM(rn_care_weekend_hours) AS rn_care_weekend_hours,
    SUM(rn_care_weekend_resident_days) AS rn_care_weekend_resident_days,
    SUM(rn_care_contract_hours) AS rn_care_contract_hours,
    SUM(rn_care_days_counted) AS rn_care_days_counted,
    SUM(rn_care_days_excluded) AS rn_care_days_excluded,
    SUM(rn_lpn_cna_hours) AS rn_lpn_cna_hours,
    SUM(rn_lpn_cna_resident_days) AS rn_lpn_cna_resident_days,
    SUM(rn_lpn_cna_weekend_hours) AS rn_lpn_cna_weekend_hours,
    SUM(rn_lpn_cna_weekend_resident_days) AS rn_lpn_cna_weekend_resident_days,
    SUM(rn_lpn_cna_contract_hours) AS rn_lpn_cna_contract_hours,
    SUM(rn_lpn_cna_days_counted) AS rn_lpn_cna_days_counted,
    SUM(rn_lpn_cna_days_excluded) AS rn_lpn_cna_days_excluded,
    SUM(role_rndon_hours) AS role_rndon_hours,
    SUM(role_rndon_resident_days) AS role_rndon_resident_days,
    SUM(role_rndon_weekend_hours) AS role_rndon_weekend_hours,
    SUM(role_rndon_weekend_resident_days) AS role_rndon_weekend_resident_days,
    SUM(role_rndon_contract_hours) AS role_rndon_contract_hours,
    SUM(role_rndon_days_counted) AS role_rndon_days_counted,
    SUM(role_rndon_days_excluded) AS role_rndon_days_excluded,
    SUM(role_rnadmin_hours) AS role_rnadmin_hours,
    SUM(role_rnadmin_resident_days) AS role_rnadmin_resident_days,
    SUM(role_rnadmin_weekend_hours) AS role_rnadmin_weekend_hours,
    SUM(role_rnadmin_weekend_resident_days) AS role_rnadmin_weekend_resident_days,
    SUM(role_rnadmin_contract_hours) AS role_rnadmin_contract_hours,
    SUM(role_rnadmin_days_counted) AS role_rnadmin_days_counted,
    SUM(role_rnadmin_days_excluded) AS role_rnadmin_days_excluded,
    SUM(role_rn_hours) AS role_rn_hours,
    SUM(role_rn_resident_days) AS role_rn_resident_days,
    SUM(role_rn_weekend_hours) AS role_rn_weekend_hours,
    SUM(role_rn_weekend_resident_days) AS role_rn_weekend_resident_days,
    SUM(role_rn_contract_hours) AS role_rn_contract_hours,
    SUM(role_rn_days_counted) AS role_rn_days_counted,
    SUM(role_rn_days_excluded) AS role_rn_days_excluded,
    SUM(role_lpnadmin_hours) AS role_lpnadmin_hours,
    SUM(role_lpnadmin_resident_days) AS role_lpnadmin_resident_days,
    SUM(role_lpnadmin_weekend_hours) AS role_lpnadmin_weekend_hours,
    SUM(role_lpnadmin_weekend_resident_days) AS role_lpnadmin_weekend_resident_days,
    SUM(role_lpnadmin_contract_hours) AS role_lpnadmin_contract_hours,
    SUM(role_lpnadmin_days_counted) AS role_lpnadmin_days_counted,
    SUM(role_lpnadmin_days_excluded) AS role_lpnadmin_days_excluded,
    SUM(role_lpn_hours) AS role_lpn_hours,
    SUM(role_lpn_resident_days) AS role_lpn_resident_days,
    SUM(role_lpn_weekend_hours) AS role_lpn_weekend_hours,
    SUM(role_lpn_weekend_resident_days) AS role_lpn_weekend_resident_days,
    SUM(role_lpn_contract_hours) AS role_lpn_contract_hours,
    SUM(role_lpn_days_counted) AS role_lpn_days_counted,
    SUM(role_lpn_days_excluded) AS role_lpn_days_excluded,
    SUM(role_cna_hours) AS role_cna_hours,
    SUM(role_cna_resident_days) AS role_cna_resident_days,
    SUM(role_cna_weekend_hours) AS role_cna_weekend_hours,
    SUM(role_cna_weekend_resident_days) AS role_cna_weekend_resident_days,
    SUM(role_cna_contract_hours) AS role_cna_contract_hours,
    SUM(role_cna_days_counted) AS role_cna_days_counted,
    SUM(role_cna_days_excluded) AS role_cna_days_excluded,
    SUM(role_natrn_hours) AS role_natrn_hours,
    SUM(role_natrn_resident_days) AS role_natrn_resident_days,
    SUM(role_natrn_weekend_hours) AS role_natrn_weekend_hours,
    SUM(role_natrn_weekend_resident_days) AS role_natrn_weekend_resident_days,
    SUM(role_natrn_contract_hours) AS role_natrn_contract_hours,
    SUM(role_natrn_days_counted) AS role_natrn_days_counted,
    SUM(role_natrn_days_excluded) AS role_natrn_days_excluded,
    SUM(role_medaide_hours) AS role_medaide_hours,
    SUM(role_medaide_resident_days) AS role_medaide_resident_days,
    SUM(role_medaide_weekend_hours) AS role_medaide_weekend_hours,
    SUM(role_medaide_weekend_resident_days) AS role_medaide_weekend_resident_days,
    SUM(role_medaide_contract_hours) AS role_medaide_contract_hours,
    SUM(role_medaide_days_counted) AS role_medaide_days_counted,
    SUM(role_medaide_days_excluded) AS role_medaide_days_excluded,
    BOOL_OR(CAST(is_incomplete AS BOOLEAN)) AS is_incomplete,
    BOOL_OR(CAST(is_synthetic AS BOOLEAN)) AS is_synthetic
  FROM gold_quarterly_provider_fact
  GROUP BY
    quarter
), long AS (
  SELECT
    q.quarter,
    r.role_set,
    q.facilities,
    q.areas,
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
      THEN q.cms_total_weekend_hours
      WHEN 'cms_rn'
      THEN q.cms_rn_weekend_hours
      WHEN 'cms_lpn'
      THEN q.cms_lpn_weekend_hours
      WHEN 'cms_licensed'
      THEN q.cms_licensed_weekend_hours
      WHEN 'cms_aide'
      THEN q.cms_aide_weekend_hours
      WHEN 'care'
      THEN q.care_weekend_hours
      WHEN 'rn_care'
      THEN q.rn_care_weekend_hours
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_weekend_hours
      WHEN 'role_rndon'
      THEN q.role_rndon_weekend_hours
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_weekend_hours
      WHEN 'role_rn'
      THEN q.role_rn_weekend_hours
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_weekend_hours
      WHEN 'role_lpn'
      THEN q.role_lpn_weekend_hours
      WHEN 'role_cna'
      THEN q.role_cna_weekend_hours
      WHEN 'role_natrn'
      THEN q.role_natrn_weekend_hours
      WHEN 'role_medaide'
      THEN q.role_medaide_weekend_hours
    END AS weekend_hours,
    CASE r.role_set
      WHEN 'cms_total'
      THEN q.cms_total_weekend_resident_days
      WHEN 'cms_rn'
      THEN q.cms_rn_weekend_resident_days
      WHEN 'cms_lpn'
      THEN q.cms_lpn_weekend_resident_days
      WHEN 'cms_licensed'
      THEN q.cms_licensed_weekend_resident_days
      WHEN 'cms_aide'
      THEN q.cms_aide_weekend_resident_days
      WHEN 'care'
      THEN q.care_weekend_resident_days
      WHEN 'rn_care'
      THEN q.rn_care_weekend_resident_days
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_weekend_resident_days
      WHEN 'role_rndon'
      THEN q.role_rndon_weekend_resident_days
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_weekend_resident_days
      WHEN 'role_rn'
      THEN q.role_rn_weekend_resident_days
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_weekend_resident_days
      WHEN 'role_lpn'
      THEN q.role_lpn_weekend_resident_days
      WHEN 'role_cna'
      THEN q.role_cna_weekend_resident_days
      WHEN 'role_natrn'
      THEN q.role_natrn_weekend_resident_days
      WHEN 'role_medaide'
      THEN q.role_medaide_weekend_resident_days
    END AS weekend_resident_days,
    CASE r.role_set
      WHEN 'cms_total'
      THEN q.cms_total_contract_hours
      WHEN 'cms_rn'
      THEN q.cms_rn_contract_hours
      WHEN 'cms_lpn'
      THEN q.cms_lpn_contract_hours
      WHEN 'cms_licensed'
      THEN q.cms_licensed_contract_hours
      WHEN 'cms_aide'
      THEN q.cms_aide_contract_hours
      WHEN 'care'
      THEN q.care_contract_hours
      WHEN 'rn_care'
      THEN q.rn_care_contract_hours
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_contract_hours
      WHEN 'role_rndon'
      THEN q.role_rndon_contract_hours
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_contract_hours
      WHEN 'role_rn'
      THEN q.role_rn_contract_hours
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_contract_hours
      WHEN 'role_lpn'
      THEN q.role_lpn_contract_hours
      WHEN 'role_cna'
      THEN q.role_cna_contract_hours
      WHEN 'role_natrn'
      THEN q.role_natrn_contract_hours
      WHEN 'role_medaide'
      THEN q.role_medaide_contract_hours
    END AS contract_hours,
    CASE r.role_set
      WHEN 'cms_total'
      THEN q.cms_total_days_counted
      WHEN 'cms_rn'
      THEN q.cms_rn_days_counted
      WHEN 'cms_lpn'
      THEN q.cms_lpn_days_counted
      WHEN 'cms_licensed'
      THEN q.cms_licensed_days_counted
      WHEN 'cms_aide'
      THEN q.cms_aide_days_counted
      WHEN 'care'
      THEN q.care_days_counted
      WHEN 'rn_care'
      THEN q.rn_care_days_counted
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_days_counted
      WHEN 'role_rndon'
      THEN q.role_rndon_days_counted
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_days_counted
      WHEN 'role_rn'
      THEN q.role_rn_days_counted
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_days_counted
      WHEN 'role_lpn'
      THEN q.role_lpn_days_counted
      WHEN 'role_cna'
      THEN q.role_cna_days_counted
      WHEN 'role_natrn'
      THEN q.role_natrn_days_counted
      WHEN 'role_medaide'
      THEN q.role_medaide_days_counted
    END AS days_counted,
    CASE r.role_set
      WHEN 'cms_total'
      THEN q.cms_total_days_excluded
      WHEN 'cms_rn'
      THEN q.cms_rn_days_excluded
      WHEN 'cms_lpn'
      THEN q.cms_lpn_days_excluded
      WHEN 'cms_licensed'
      THEN q.cms_licensed_days_excluded
      WHEN 'cms_aide'
      THEN q.cms_aide_days_excluded
      WHEN 'care'
      THEN q.care_days_excluded
      WHEN 'rn_care'
      THEN q.rn_care_days_excluded
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_days_excluded
      WHEN 'role_rndon'
      THEN q.role_rndon_days_excluded
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_days_excluded
      WHEN 'role_rn'
      THEN q.role_rn_days_excluded
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_days_excluded
      WHEN 'role_lpn'
      THEN q.role_lpn_days_excluded
      WHEN 'role_cna'
      THEN q.role_cna_days_excluded
      WHEN 'role_natrn'
      THEN q.role_natrn_days_excluded
      WHEN 'role_medaide'
      THEN q.role_medaide_days_excluded
    END AS days_excluded,
    q.is_incomplete,
    q.is_synthetic
  FROM summed AS q
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
  s.quarter,
  s.role_set,
  CAST(s.facilities AS BIGINT) AS facilities,
  CAST(s.areas AS BIGINT) AS areas,
  CAST(s.hours AS DECIMAL(18, 2)) AS hours,
  CAST(s.resident_days AS BIGINT) AS resident_days,
  CASE
    WHEN ABS(
      CAST(s.hours AS DOUBLE) / NULLIF(CAST(s.resident_days AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(s.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(s.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(s.hours AS DOUBLE) / NULLIF(CAST(s.resident_days AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS hprd,
  CASE
    WHEN ABS(
      CAST(s.weekend_hours AS DOUBLE) / NULLIF(CAST(s.weekend_resident_days AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(s.weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.weekend_resident_days AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(s.weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.weekend_resident_days AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(s.weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(
      CAST(NULLIF(TRY_CAST(s.weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
      0
    ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(s.weekend_hours AS DOUBLE) / NULLIF(CAST(s.weekend_resident_days AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS weekend_hprd,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage,
  CAST(s.weekend_hours AS DECIMAL(18, 2)) AS weekend_hours,
  CAST(s.weekend_resident_days AS BIGINT) AS weekend_resident_days,
  CAST(s.contract_hours AS DECIMAL(18, 2)) AS contract_hours,
  CASE
    WHEN ABS(
      CAST(s.contract_hours AS DOUBLE) / NULLIF(CAST(s.hours AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(s.contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(s.contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(s.contract_hours AS DOUBLE) / NULLIF(CAST(s.hours AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS contract_share,
  CAST(s.days_counted AS BIGINT) AS days_counted,
  CAST(s.days_excluded AS BIGINT) AS days_excluded,
  s.is_incomplete,
  s.is_synthetic
FROM long AS s
LEFT JOIN loaded AS l
  ON s.quarter = l.quarter;
