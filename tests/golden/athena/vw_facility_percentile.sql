-- vw_facility_percentile on athena: one row per facility per quarter per role set per area (its state, and US)

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_facility_percentile AS
WITH loaded AS (
  SELECT
    period AS quarter,
    BOOL_OR(is_national AND is_current) AS is_full,
    DATE_DIFF(
      'DAY',
      CAST(DATE_ADD(
        'MONTH',
        3 * CAST(SUBSTR(period, 6, 1) AS INTEGER) - 3,
        CAST(SUBSTR(period, 1, 4) || '-01-01' AS DATE)
      ) AS DATE),
      CAST(DATE_ADD(
        'MONTH',
        3 * CAST(SUBSTR(period, 6, 1) AS INTEGER),
        CAST(SUBSTR(period, 1, 4) || '-01-01' AS DATE)
      ) AS DATE)
    ) AS length
  FROM kerok_healthcare.gold_load_summary AS gold_load_summary
  WHERE
    dataset = 'pbj'
  GROUP BY
    period
), homes AS (
  SELECT
    q.ccn,
    q.quarter,
    r.role_set,
    CASE a.area WHEN 'US' THEN 'US' ELSE q.state END AS area,
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
    q.days_with_residents,
    q.zero_staff_days,
    q.cms_total_hprd AS total_hprd,
    NOT q.reported_processing_date IS NULL
    AND (
      q.reported_total_hprd IS NULL OR NOT q.reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    q.facility_name,
    q.is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
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
), ranked AS (
  SELECT
    h.ccn,
    h.quarter,
    h.role_set,
    h.area,
    RANK() OVER (PARTITION BY h.quarter, h.role_set, h.area ORDER BY h.hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY h.quarter, h.role_set, h.area
      ORDER BY h.hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY h.quarter, h.role_set, h.area) AS homes
  FROM homes AS h
  JOIN loaded AS l
    ON h.quarter = l.quarter AND h.days_with_residents = l.length AND l.is_full
  WHERE
    NOT h.hprd IS NULL
), judged AS (
  SELECT
    h.ccn,
    h.quarter,
    h.role_set,
    h.area,
    h.hprd,
    r.below,
    r.below_or_same,
    r.homes,
    h.zero_staff_days,
    h.total_hprd,
    h.is_suppressed,
    h.facility_name,
    h.is_synthetic,
    CASE
      WHEN l.is_full IS NULL OR NOT l.is_full
      THEN 'partial_coverage'
      WHEN h.hprd IS NULL
      THEN 'no_rate'
      WHEN h.days_with_residents IS NULL OR h.days_with_residents <> l.length
      THEN 'not_a_full_quarter'
      WHEN COALESCE(r.homes, 0) < 10
      THEN 'fewer_than_10_homes'
    END AS missing_reason
  FROM homes AS h
  LEFT JOIN loaded AS l
    ON h.quarter = l.quarter
  LEFT JOIN ranked AS r
    ON h.ccn = r.ccn
    AND h.quarter = r.quarter
    AND h.role_set = r.role_set
    AND h.area = r.area
)
SELECT
  ccn,
  quarter,
  role_set,
  area,
  CASE
    WHEN missing_reason IS NULL
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(50 * (
        below + below_or_same
      ) AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(homes AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(50 * (
        below + below_or_same
      ) AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(homes AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(homes AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(homes AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
  END AS percentile,
  CASE
    WHEN missing_reason IS NULL
    THEN CAST(homes + CAST('0.5' AS DECIMAL(2, 1)) * (
      1 - below - below_or_same
    ) AS DECIMAL(12, 1))
  END AS rank,
  CASE WHEN missing_reason IS NULL THEN CAST(homes AS BIGINT) END AS of,
  missing_reason,
  hprd,
  NULLIF(
    CONCAT_WS(
      ',',
      CASE WHEN is_suppressed THEN 'cms_shows_no_staffing' END,
      CASE WHEN total_hprd < CAST('1.5' AS DECIMAL(3, 2)) THEN 'hprd_under_1.5' END,
      CASE WHEN zero_staff_days >= 4 THEN 'zero_staff_days' END
    ),
    ''
  ) AS suspect,
  facility_name,
  is_synthetic
FROM judged;
