-- vw_benchmarks on duckdb: one row per area (a state, or US) per quarter per role set

-- view
CREATE OR REPLACE VIEW vw_benchmarks AS
WITH loaded AS (
  SELECT
    period AS quarter,
    BOOL_OR(CAST(is_national AND is_current AS BOOLEAN)) AS is_full
  FROM gold_load_summary
  WHERE
    dataset = 'pbj'
  GROUP BY
    period
), homes AS (
  SELECT
    CASE a.area WHEN 'US' THEN 'US' ELSE q.state END AS area,
    q.quarter,
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
    q.is_incomplete,
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
  CROSS JOIN (VALUES
    ('state'),
    ('US')) AS a(area)
), measured AS (
  SELECT
    area,
    quarter,
    role_set,
    COUNT(*) AS facilities,
    COUNT(hprd) AS measured,
    SUM(hours) AS hours,
    SUM(resident_days) AS resident_days,
    SUM(hprd) AS rate_sum,
    LIST_SORT(ARRAY_AGG(hprd) FILTER(WHERE
      NOT hprd IS NULL)) AS rates,
    BOOL_OR(CAST(is_incomplete AS BOOLEAN)) AS is_incomplete,
    BOOL_OR(CAST(is_synthetic AS BOOLEAN)) AS is_synthetic
  FROM homes
  GROUP BY
    area,
    quarter,
    role_set
)
SELECT
  m.area,
  m.quarter,
  m.role_set,
  CAST(m.facilities AS BIGINT) AS facilities,
  CASE
    WHEN ABS(
      CAST(m.hours AS DOUBLE) / NULLIF(CAST(m.resident_days AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(m.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.resident_days AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(m.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.resident_days AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(m.resident_days AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(m.resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(m.hours AS DOUBLE) / NULLIF(CAST(m.resident_days AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS weighted,
  CASE
    WHEN ABS(
      CAST(m.rate_sum AS DOUBLE) / NULLIF(CAST(m.measured AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(m.rate_sum AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.measured AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(m.rate_sum AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.measured AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(m.measured AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(m.measured AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(m.rate_sum AS DOUBLE) / NULLIF(CAST(m.measured AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS facility_mean,
  CASE
    WHEN m.measured > 0
    THEN CAST((
      m.rates[CAST(FLOOR(CAST(2 * (
        m.measured - 1
      ) AS DOUBLE) / 4) AS INT) + 1] * CAST(4 - 2 * (
        m.measured - 1
      ) % 4 AS INT) + COALESCE(
        m.rates[CAST(FLOOR(CAST(2 * (
          m.measured - 1
        ) AS DOUBLE) / 4) AS INT) + 1 + 1],
        0
      ) * CAST(2 * (
        m.measured - 1
      ) % 4 AS INT)
    ) * CAST('0.25' AS DECIMAL(3, 2)) AS DECIMAL(12, 6))
  END AS facility_median,
  CASE
    WHEN m.measured > 0
    THEN CAST((
      m.rates[CAST(FLOOR(CAST(1 * (
        m.measured - 1
      ) AS DOUBLE) / 4) AS INT) + 1] * CAST(4 - 1 * (
        m.measured - 1
      ) % 4 AS INT) + COALESCE(
        m.rates[CAST(FLOOR(CAST(1 * (
          m.measured - 1
        ) AS DOUBLE) / 4) AS INT) + 1 + 1],
        0
      ) * CAST(1 * (
        m.measured - 1
      ) % 4 AS INT)
    ) * CAST('0.25' AS DECIMAL(3, 2)) AS DECIMAL(12, 6))
  END AS p25,
  CASE
    WHEN m.measured > 0
    THEN CAST((
      m.rates[CAST(FLOOR(CAST(3 * (
        m.measured - 1
      ) AS DOUBLE) / 4) AS INT) + 1] * CAST(4 - 3 * (
        m.measured - 1
      ) % 4 AS INT) + COALESCE(
        m.rates[CAST(FLOOR(CAST(3 * (
          m.measured - 1
        ) AS DOUBLE) / 4) AS INT) + 1 + 1],
        0
      ) * CAST(3 * (
        m.measured - 1
      ) % 4 AS INT)
    ) * CAST('0.25' AS DECIMAL(3, 2)) AS DECIMAL(12, 6))
  END AS p75,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage,
  CAST(m.measured AS BIGINT) AS facilities_measured,
  CAST(m.hours AS DECIMAL(18, 2)) AS hours,
  CAST(m.resident_days AS BIGINT) AS resident_days,
  m.is_incomplete,
  m.is_synthetic
FROM measured AS m
LEFT JOIN loaded AS l
  ON m.quarter = l.quarter;
