-- vw_benchmarks on athena: one row per area (a state, or US) per quarter per role set

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_benchmarks AS
WITH loaded AS (
  SELECT
    period AS quarter,
    BOOL_OR(is_national AND is_current) AS is_full
  FROM kerok_healthcare.gold_load_summary AS gold_load_summary
  WHERE
    dataset = 'pbj'
  GROUP BY
    period
), measured AS (
  SELECT
    state AS area,
    quarter,
    'cms_total' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_total_hprd) AS measured,
    SUM(cms_total_hours) AS hours,
    SUM(cms_total_resident_days) AS resident_days,
    SUM(cms_total_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_total_hprd) FILTER(WHERE
      NOT cms_total_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'cms_total' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_total_hprd) AS measured,
    SUM(cms_total_hours) AS hours,
    SUM(cms_total_resident_days) AS resident_days,
    SUM(cms_total_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_total_hprd) FILTER(WHERE
      NOT cms_total_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'cms_rn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_rn_hprd) AS measured,
    SUM(cms_rn_hours) AS hours,
    SUM(cms_rn_resident_days) AS resident_days,
    SUM(cms_rn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_rn_hprd) FILTER(WHERE
      NOT cms_rn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'cms_rn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_rn_hprd) AS measured,
    SUM(cms_rn_hours) AS hours,
    SUM(cms_rn_resident_days) AS resident_days,
    SUM(cms_rn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_rn_hprd) FILTER(WHERE
      NOT cms_rn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'cms_lpn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_lpn_hprd) AS measured,
    SUM(cms_lpn_hours) AS hours,
    SUM(cms_lpn_resident_days) AS resident_days,
    SUM(cms_lpn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_lpn_hprd) FILTER(WHERE
      NOT cms_lpn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'cms_lpn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_lpn_hprd) AS measured,
    SUM(cms_lpn_hours) AS hours,
    SUM(cms_lpn_resident_days) AS resident_days,
    SUM(cms_lpn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_lpn_hprd) FILTER(WHERE
      NOT cms_lpn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'cms_licensed' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_licensed_hprd) AS measured,
    SUM(cms_licensed_hours) AS hours,
    SUM(cms_licensed_resident_days) AS resident_days,
    SUM(cms_licensed_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_licensed_hprd) FILTER(WHERE
      NOT cms_licensed_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'cms_licensed' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_licensed_hprd) AS measured,
    SUM(cms_licensed_hours) AS hours,
    SUM(cms_licensed_resident_days) AS resident_days,
    SUM(cms_licensed_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_licensed_hprd) FILTER(WHERE
      NOT cms_licensed_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'cms_aide' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_aide_hprd) AS measured,
    SUM(cms_aide_hours) AS hours,
    SUM(cms_aide_resident_days) AS resident_days,
    SUM(cms_aide_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_aide_hprd) FILTER(WHERE
      NOT cms_aide_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'cms_aide' AS role_set,
    COUNT(*) AS facilities,
    COUNT(cms_aide_hprd) AS measured,
    SUM(cms_aide_hours) AS hours,
    SUM(cms_aide_resident_days) AS resident_days,
    SUM(cms_aide_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(cms_aide_hprd) FILTER(WHERE
      NOT cms_aide_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'care' AS role_set,
    COUNT(*) AS facilities,
    COUNT(care_hprd) AS measured,
    SUM(care_hours) AS hours,
    SUM(care_resident_days) AS resident_days,
    SUM(care_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(care_hprd) FILTER(WHERE
      NOT care_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'care' AS role_set,
    COUNT(*) AS facilities,
    COUNT(care_hprd) AS measured,
    SUM(care_hours) AS hours,
    SUM(care_resident_days) AS resident_days,
    SUM(care_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(care_hprd) FILTER(WHERE
      NOT care_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'rn_care' AS role_set,
    COUNT(*) AS facilities,
    COUNT(rn_care_hprd) AS measured,
    SUM(rn_care_hours) AS hours,
    SUM(rn_care_resident_days) AS resident_days,
    SUM(rn_care_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(rn_care_hprd) FILTER(WHERE
      NOT rn_care_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'rn_care' AS role_set,
    COUNT(*) AS facilities,
    COUNT(rn_care_hprd) AS measured,
    SUM(rn_care_hours) AS hours,
    SUM(rn_care_resident_days) AS resident_days,
    SUM(rn_care_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(rn_care_hprd) FILTER(WHERE
      NOT rn_care_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'rn_lpn_cna' AS role_set,
    COUNT(*) AS facilities,
    COUNT(rn_lpn_cna_hprd) AS measured,
    SUM(rn_lpn_cna_hours) AS hours,
    SUM(rn_lpn_cna_resident_days) AS resident_days,
    SUM(rn_lpn_cna_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(rn_lpn_cna_hprd) FILTER(WHERE
      NOT rn_lpn_cna_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'rn_lpn_cna' AS role_set,
    COUNT(*) AS facilities,
    COUNT(rn_lpn_cna_hprd) AS measured,
    SUM(rn_lpn_cna_hours) AS hours,
    SUM(rn_lpn_cna_resident_days) AS resident_days,
    SUM(rn_lpn_cna_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(rn_lpn_cna_hprd) FILTER(WHERE
      NOT rn_lpn_cna_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'role_rndon' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_rndon_hprd) AS measured,
    SUM(role_rndon_hours) AS hours,
    SUM(role_rndon_resident_days) AS resident_days,
    SUM(role_rndon_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_rndon_hprd) FILTER(WHERE
      NOT role_rndon_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'role_rndon' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_rndon_hprd) AS measured,
    SUM(role_rndon_hours) AS hours,
    SUM(role_rndon_resident_days) AS resident_days,
    SUM(role_rndon_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_rndon_hprd) FILTER(WHERE
      NOT role_rndon_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'role_rnadmin' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_rnadmin_hprd) AS measured,
    SUM(role_rnadmin_hours) AS hours,
    SUM(role_rnadmin_resident_days) AS resident_days,
    SUM(role_rnadmin_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_rnadmin_hprd) FILTER(WHERE
      NOT role_rnadmin_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'role_rnadmin' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_rnadmin_hprd) AS measured,
    SUM(role_rnadmin_hours) AS hours,
    SUM(role_rnadmin_resident_days) AS resident_days,
    SUM(role_rnadmin_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_rnadmin_hprd) FILTER(WHERE
      NOT role_rnadmin_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'role_rn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_rn_hprd) AS measured,
    SUM(role_rn_hours) AS hours,
    SUM(role_rn_resident_days) AS resident_days,
    SUM(role_rn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_rn_hprd) FILTER(WHERE
      NOT role_rn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'role_rn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_rn_hprd) AS measured,
    SUM(role_rn_hours) AS hours,
    SUM(role_rn_resident_days) AS resident_days,
    SUM(role_rn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_rn_hprd) FILTER(WHERE
      NOT role_rn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'role_lpnadmin' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_lpnadmin_hprd) AS measured,
    SUM(role_lpnadmin_hours) AS hours,
    SUM(role_lpnadmin_resident_days) AS resident_days,
    SUM(role_lpnadmin_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_lpnadmin_hprd) FILTER(WHERE
      NOT role_lpnadmin_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'role_lpnadmin' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_lpnadmin_hprd) AS measured,
    SUM(role_lpnadmin_hours) AS hours,
    SUM(role_lpnadmin_resident_days) AS resident_days,
    SUM(role_lpnadmin_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_lpnadmin_hprd) FILTER(WHERE
      NOT role_lpnadmin_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'role_lpn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_lpn_hprd) AS measured,
    SUM(role_lpn_hours) AS hours,
    SUM(role_lpn_resident_days) AS resident_days,
    SUM(role_lpn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_lpn_hprd) FILTER(WHERE
      NOT role_lpn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'role_lpn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_lpn_hprd) AS measured,
    SUM(role_lpn_hours) AS hours,
    SUM(role_lpn_resident_days) AS resident_days,
    SUM(role_lpn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_lpn_hprd) FILTER(WHERE
      NOT role_lpn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'role_cna' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_cna_hprd) AS measured,
    SUM(role_cna_hours) AS hours,
    SUM(role_cna_resident_days) AS resident_days,
    SUM(role_cna_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_cna_hprd) FILTER(WHERE
      NOT role_cna_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'role_cna' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_cna_hprd) AS measured,
    SUM(role_cna_hours) AS hours,
    SUM(role_cna_resident_days) AS resident_days,
    SUM(role_cna_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_cna_hprd) FILTER(WHERE
      NOT role_cna_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'role_natrn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_natrn_hprd) AS measured,
    SUM(role_natrn_hours) AS hours,
    SUM(role_natrn_resident_days) AS resident_days,
    SUM(role_natrn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_natrn_hprd) FILTER(WHERE
      NOT role_natrn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'role_natrn' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_natrn_hprd) AS measured,
    SUM(role_natrn_hours) AS hours,
    SUM(role_natrn_resident_days) AS resident_days,
    SUM(role_natrn_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_natrn_hprd) FILTER(WHERE
      NOT role_natrn_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
  UNION ALL
  SELECT
    state AS area,
    quarter,
    'role_medaide' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_medaide_hprd) AS measured,
    SUM(role_medaide_hours) AS hours,
    SUM(role_medaide_resident_days) AS resident_days,
    SUM(role_medaide_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_medaide_hprd) FILTER(WHERE
      NOT role_medaide_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter,
    state
  UNION ALL
  SELECT
    'US' AS area,
    quarter,
    'role_medaide' AS role_set,
    COUNT(*) AS facilities,
    COUNT(role_medaide_hprd) AS measured,
    SUM(role_medaide_hours) AS hours,
    SUM(role_medaide_resident_days) AS resident_days,
    SUM(role_medaide_hprd) AS rate_sum,
    ARRAY_SORT(ARRAY_AGG(role_medaide_hprd) FILTER(WHERE
      NOT role_medaide_hprd IS NULL)) AS rates,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
)
SELECT
  m.area,
  m.quarter,
  m.role_set,
  CAST(m.facilities AS BIGINT) AS facilities,
  TRY_CAST(CAST(CAST((
    TRY_CAST(m.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(m.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(m.resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(m.resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS weighted,
  TRY_CAST(CAST(CAST((
    TRY_CAST(m.rate_sum AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.measured AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(m.rate_sum AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(m.measured AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(m.measured AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(m.measured AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS facility_mean,
  CASE
    WHEN m.measured > 0
    THEN CAST((
      ELEMENT_AT(m.rates, CAST(FLOOR(CAST(2 * (
        m.measured - 1
      ) AS DOUBLE) / 4) AS INTEGER) + 1) * CAST(4 - 2 * (
        m.measured - 1
      ) % 4 AS INTEGER) + COALESCE(
        ELEMENT_AT(
          m.rates,
          CAST(FLOOR(CAST(2 * (
            m.measured - 1
          ) AS DOUBLE) / 4) AS INTEGER) + 1 + 1
        ),
        0
      ) * CAST(2 * (
        m.measured - 1
      ) % 4 AS INTEGER)
    ) * CAST('0.25' AS DECIMAL(3, 2)) AS DECIMAL(12, 6))
  END AS facility_median,
  CASE
    WHEN m.measured > 0
    THEN CAST((
      ELEMENT_AT(m.rates, CAST(FLOOR(CAST(1 * (
        m.measured - 1
      ) AS DOUBLE) / 4) AS INTEGER) + 1) * CAST(4 - 1 * (
        m.measured - 1
      ) % 4 AS INTEGER) + COALESCE(
        ELEMENT_AT(
          m.rates,
          CAST(FLOOR(CAST(1 * (
            m.measured - 1
          ) AS DOUBLE) / 4) AS INTEGER) + 1 + 1
        ),
        0
      ) * CAST(1 * (
        m.measured - 1
      ) % 4 AS INTEGER)
    ) * CAST('0.25' AS DECIMAL(3, 2)) AS DECIMAL(12, 6))
  END AS p25,
  CASE
    WHEN m.measured > 0
    THEN CAST((
      ELEMENT_AT(m.rates, CAST(FLOOR(CAST(3 * (
        m.measured - 1
      ) AS DOUBLE) / 4) AS INTEGER) + 1) * CAST(4 - 3 * (
        m.measured - 1
      ) % 4 AS INTEGER) + COALESCE(
        ELEMENT_AT(
          m.rates,
          CAST(FLOOR(CAST(3 * (
            m.measured - 1
          ) AS DOUBLE) / 4) AS INTEGER) + 1 + 1
        ),
        0
      ) * CAST(3 * (
        m.measured - 1
      ) % 4 AS INTEGER)
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
