-- vw_expected_staffing on trino: one row per facility per quarter per method, where the release that describes the quarter gives what the method needs

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_expected_staffing AS
WITH expected AS (
  SELECT
    ccn,
    quarter,
    'cms_case_mix' AS method,
    1 AS method_version,
    case_mix_total_hprd AS expected_total,
    case_mix_rn_hprd AS expected_rn,
    case_mix_aide_hprd AS expected_aide,
    cms_total_hprd AS total_hprd,
    cms_rn_hprd AS rn_hprd,
    cms_aide_hprd AS aide_hprd,
    case_mix_index,
    case_mix_processing_date,
    facility_name,
    state,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    NOT case_mix_total_hprd IS NULL
    OR NOT case_mix_rn_hprd IS NULL
    OR NOT case_mix_aide_hprd IS NULL
  UNION ALL
  SELECT
    ccn,
    quarter,
    'harrington' AS method,
    1 AS method_version,
    CAST(3.48e0 + (
      7.68e0 - 3.48e0
    ) * POWER(
      CAST(case_mix_index - CAST('0.62' AS DECIMAL(3, 2)) AS DOUBLE) / NULLIF(3.84e0 - 0.62e0, 0e0),
      0.715361977219995e0
    ) AS DECIMAL(12, 5)) AS expected_total,
    CAST(0.55e0 + (
      2.39e0 - 0.55e0
    ) * POWER(
      CAST(case_mix_index - CAST('0.62' AS DECIMAL(3, 2)) AS DOUBLE) / NULLIF(3.84e0 - 0.62e0, 0e0),
      0.973947642000645e0
    ) AS DECIMAL(12, 5)) AS expected_rn,
    CAST(2.45e0 + (
      3.60e0 - 2.45e0
    ) * POWER(
      CAST(case_mix_index - CAST('0.62' AS DECIMAL(3, 2)) AS DOUBLE) / NULLIF(3.84e0 - 0.62e0, 0e0),
      0.236050267902121e0
    ) AS DECIMAL(12, 5)) AS expected_aide,
    cms_total_hprd AS total_hprd,
    cms_rn_hprd AS rn_hprd,
    cms_aide_hprd AS aide_hprd,
    case_mix_index,
    case_mix_processing_date,
    facility_name,
    state,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    case_mix_index BETWEEN CAST('0.62' AS DECIMAL(3, 2)) AND CAST('3.84' AS DECIMAL(3, 2))
)
SELECT
  ccn,
  quarter,
  expected_total,
  expected_rn,
  expected_aide,
  TRY_CAST(CAST(CAST((
    TRY_CAST(total_hprd AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(expected_total AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(total_hprd AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(expected_total AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(expected_total AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(expected_total AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS ratio_total,
  TRY_CAST(CAST(CAST((
    TRY_CAST(rn_hprd AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(expected_rn AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(rn_hprd AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(expected_rn AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(expected_rn AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(expected_rn AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS ratio_rn,
  TRY_CAST(CAST(CAST((
    TRY_CAST(aide_hprd AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(expected_aide AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(aide_hprd AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(expected_aide AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(expected_aide AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(expected_aide AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS ratio_aide,
  method,
  CAST(method_version AS INTEGER) AS method_version,
  total_hprd,
  rn_hprd,
  aide_hprd,
  case_mix_index,
  case_mix_processing_date,
  facility_name,
  state,
  is_synthetic
FROM expected;
