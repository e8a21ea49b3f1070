-- vw_reconciliation on athena: one row per facility per quarter per measure, where a Provider Info release that describes the quarter is loaded

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_reconciliation AS
WITH measured AS (
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    'total' AS measure,
    CAST(TRY_CAST(CAST(CAST(CAST(cms_total_hours * 200000 AS BIGINT) + cms_total_resident_days - (
      CAST(cms_total_hours * 200000 AS BIGINT) + cms_total_resident_days
    ) % NULLIF(2 * cms_total_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * cms_total_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5)) AS ours,
    CAST(reported_total_hprd AS DECIMAL(12, 5)) AS cms,
    reported_processing_date AS processing_date,
    reported_staffing_footnote AS footnote,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    NOT reported_processing_date IS NULL
  UNION ALL
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    'rn' AS measure,
    CAST(TRY_CAST(CAST(CAST(CAST(cms_rn_hours * 200000 AS BIGINT) + cms_rn_resident_days - (
      CAST(cms_rn_hours * 200000 AS BIGINT) + cms_rn_resident_days
    ) % NULLIF(2 * cms_rn_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * cms_rn_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5)) AS ours,
    CAST(reported_rn_hprd AS DECIMAL(12, 5)) AS cms,
    reported_processing_date AS processing_date,
    reported_staffing_footnote AS footnote,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    NOT reported_processing_date IS NULL
  UNION ALL
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    'lpn' AS measure,
    CAST(TRY_CAST(CAST(CAST(CAST(cms_lpn_hours * 200000 AS BIGINT) + cms_lpn_resident_days - (
      CAST(cms_lpn_hours * 200000 AS BIGINT) + cms_lpn_resident_days
    ) % NULLIF(2 * cms_lpn_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * cms_lpn_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5)) AS ours,
    CAST(reported_lpn_hprd AS DECIMAL(12, 5)) AS cms,
    reported_processing_date AS processing_date,
    reported_staffing_footnote AS footnote,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    NOT reported_processing_date IS NULL
  UNION ALL
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    'aide' AS measure,
    CAST(TRY_CAST(CAST(CAST(CAST(cms_aide_hours * 200000 AS BIGINT) + cms_aide_resident_days - (
      CAST(cms_aide_hours * 200000 AS BIGINT) + cms_aide_resident_days
    ) % NULLIF(2 * cms_aide_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * cms_aide_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5)) AS ours,
    CAST(reported_aide_hprd AS DECIMAL(12, 5)) AS cms,
    reported_processing_date AS processing_date,
    reported_staffing_footnote AS footnote,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    NOT reported_processing_date IS NULL
  UNION ALL
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    'licensed' AS measure,
    CAST(TRY_CAST(CAST(CAST(CAST(cms_licensed_hours * 200000 AS BIGINT) + cms_licensed_resident_days - (
      CAST(cms_licensed_hours * 200000 AS BIGINT) + cms_licensed_resident_days
    ) % NULLIF(2 * cms_licensed_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * cms_licensed_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5)) AS ours,
    CAST(reported_licensed_hprd AS DECIMAL(12, 5)) AS cms,
    reported_processing_date AS processing_date,
    reported_staffing_footnote AS footnote,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    NOT reported_processing_date IS NULL
  UNION ALL
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    'weekend_total' AS measure,
    CAST(TRY_CAST(CAST(CAST(CAST(cms_total_weekend_hours * 200000 AS BIGINT) + cms_total_weekend_resident_days - (
      CAST(cms_total_weekend_hours * 200000 AS BIGINT) + cms_total_weekend_resident_days
    ) % NULLIF(2 * cms_total_weekend_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * cms_total_weekend_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5)) AS ours,
    CAST(reported_weekend_total_hprd AS DECIMAL(12, 5)) AS cms,
    reported_processing_date AS processing_date,
    reported_staffing_footnote AS footnote,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    NOT reported_processing_date IS NULL
  UNION ALL
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    'weekend_rn' AS measure,
    CAST(TRY_CAST(CAST(CAST(CAST(cms_rn_weekend_hours * 200000 AS BIGINT) + cms_rn_weekend_resident_days - (
      CAST(cms_rn_weekend_hours * 200000 AS BIGINT) + cms_rn_weekend_resident_days
    ) % NULLIF(2 * cms_rn_weekend_resident_days, 0) AS DOUBLE) / NULLIF(CAST(2 * cms_rn_weekend_resident_days AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.00001' AS DECIMAL(6, 5)) AS DECIMAL(12, 5)) AS DECIMAL(12, 5)) AS ours,
    CAST(reported_weekend_rn_hprd AS DECIMAL(12, 5)) AS cms,
    reported_processing_date AS processing_date,
    reported_staffing_footnote AS footnote,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    NOT reported_processing_date IS NULL
  UNION ALL
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    'average_residents' AS measure,
    CAST(TRY_CAST(CAST(CAST(CAST(census_days AS BIGINT) * 20 + days_with_residents - (
      CAST(census_days AS BIGINT) * 20 + days_with_residents
    ) % NULLIF(2 * days_with_residents, 0) AS DOUBLE) / NULLIF(CAST(2 * days_with_residents AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.1' AS DECIMAL(2, 1)) AS DECIMAL(9, 1)) AS DECIMAL(12, 5)) AS ours,
    CAST(reported_average_residents AS DECIMAL(12, 5)) AS cms,
    reported_processing_date AS processing_date,
    reported_average_residents_footnote AS footnote,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    NOT reported_processing_date IS NULL
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
