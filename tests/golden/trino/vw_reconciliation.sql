-- vw_reconciliation on trino: one row per facility per quarter per measure, where a Provider Info release that describes the quarter is loaded

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_reconciliation AS
WITH measured AS (
  SELECT
    q.ccn,
    q.facility_name,
    q.state,
    q.quarter,
    m.measure,
    CASE m.measure
      WHEN 'total'
      THEN CAST(TRY_CAST(CAST(CAST(CAST(q.cms_total_hours * 200000 AS BIGINT) + q.cms_total_resident_days - (
        CAST(q.cms_total_hours * 200000 AS BIGINT) + q.cms_total_resident_days
      ) % NULLIF(2 * q.cms_total_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * q.cms_total_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5))
      WHEN 'rn'
      THEN CAST(TRY_CAST(CAST(CAST(CAST(q.cms_rn_hours * 200000 AS BIGINT) + q.cms_rn_resident_days - (
        CAST(q.cms_rn_hours * 200000 AS BIGINT) + q.cms_rn_resident_days
      ) % NULLIF(2 * q.cms_rn_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * q.cms_rn_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5))
      WHEN 'lpn'
      THEN CAST(TRY_CAST(CAST(CAST(CAST(q.cms_lpn_hours * 200000 AS BIGINT) + q.cms_lpn_resident_days - (
        CAST(q.cms_lpn_hours * 200000 AS BIGINT) + q.cms_lpn_resident_days
      ) % NULLIF(2 * q.cms_lpn_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * q.cms_lpn_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5))
      WHEN 'aide'
      THEN CAST(TRY_CAST(CAST(CAST(CAST(q.cms_aide_hours * 200000 AS BIGINT) + q.cms_aide_resident_days - (
        CAST(q.cms_aide_hours * 200000 AS BIGINT) + q.cms_aide_resident_days
      ) % NULLIF(2 * q.cms_aide_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * q.cms_aide_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5))
      WHEN 'licensed'
      THEN CAST(TRY_CAST(CAST(CAST(CAST(q.cms_licensed_hours * 200000 AS BIGINT) + q.cms_licensed_resident_days - (
        CAST(q.cms_licensed_hours * 200000 AS BIGINT) + q.cms_licensed_resident_days
      ) % NULLIF(2 * q.cms_licensed_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * q.cms_licensed_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5))
      WHEN 'weekend_total'
      THEN CAST(TRY_CAST(CAST(CAST(CAST(q.cms_total_weekend_hours * 200000 AS BIGINT) + q.cms_total_weekend_resident_days - (
        CAST(q.cms_total_weekend_hours * 200000 AS BIGINT) + q.cms_total_weekend_resident_days
      ) % NULLIF(2 * q.cms_total_weekend_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * q.cms_total_weekend_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5))
      WHEN 'weekend_rn'
      THEN CAST(TRY_CAST(CAST(CAST(CAST(q.cms_rn_weekend_hours * 200000 AS BIGINT) + q.cms_rn_weekend_resident_days - (
        CAST(q.cms_rn_weekend_hours * 200000 AS BIGINT) + q.cms_rn_weekend_resident_days
      ) % NULLIF(2 * q.cms_rn_weekend_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * q.cms_rn_weekend_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5))
      WHEN 'average_residents'
      THEN CAST(TRY_CAST(CAST(CAST(CAST(q.census_days AS BIGINT) * 20 + q.days_with_residents - (
        CAST(q.census_days AS BIGINT) * 20 + q.days_with_residents
      ) % NULLIF(2 * q.days_with_residents, 0) AS DOUBLE) / NULLIF(CAST(2 * q.days_with_residents AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.1' AS DECIMAL(2, 1)) AS DECIMAL(9, 1)) AS DECIMAL(12, 5))
    END AS ours,
    CASE m.measure
      WHEN 'total'
      THEN CAST(q.reported_total_hprd AS DECIMAL(12, 5))
      WHEN 'rn'
      THEN CAST(q.reported_rn_hprd AS DECIMAL(12, 5))
      WHEN 'lpn'
      THEN CAST(q.reported_lpn_hprd AS DECIMAL(12, 5))
      WHEN 'aide'
      THEN CAST(q.reported_aide_hprd AS DECIMAL(12, 5))
      WHEN 'licensed'
      THEN CAST(q.reported_licensed_hprd AS DECIMAL(12, 5))
      WHEN 'weekend_total'
      THEN CAST(q.reported_weekend_total_hprd AS DECIMAL(12, 5))
      WHEN 'weekend_rn'
      THEN CAST(q.reported_weekend_rn_hprd AS DECIMAL(12, 5))
      WHEN 'average_residents'
      THEN CAST(q.reported_average_residents AS DECIMAL(12, 5))
    END AS cms,
    q.reported_processing_date AS processing_date,
    CASE m.measure
      WHEN 'average_residents'
      THEN q.reported_average_residents_footnote
      ELSE q.reported_staffing_footnote
    END AS footnote,
    q.is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  CROSS JOIN (VALUES
    ('total'),
    ('rn'),
    ('lpn'),
    ('aide'),
    ('licensed'),
    ('weekend_total'),
    ('weekend_rn'),
    ('average_residents')) AS m(measure)
  WHERE
    NOT q.reported_processing_date IS NULL
)
SELECT
  ccn,
  quarter,
  measure,
  ours,
  cms,
  CAST(ours - cms AS DECIMAL(12, 5)) AS difference,
  ours = cms AS agrees,
  processing_date,
  footnote,
  facility_name,
  state,
  is_synthetic
FROM measured;
