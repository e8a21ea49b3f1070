-- vw_facility_hprd on trino: one row per facility per quarter per role set

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_facility_hprd AS
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'cms_total' AS role_set,
  cms_total_hours AS hours,
  cms_total_resident_days AS resident_days,
  cms_total_hprd AS hprd,
  cms_total_weekend_hprd AS weekend_hprd,
  cms_total_days_counted AS days_counted,
  cms_total_days_excluded AS days_excluded,
  cms_total_weekend_hours AS weekend_hours,
  cms_total_weekend_resident_days AS weekend_resident_days,
  cms_total_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(cms_total_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_total_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(cms_total_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_total_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(cms_total_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(cms_total_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'cms_rn' AS role_set,
  cms_rn_hours AS hours,
  cms_rn_resident_days AS resident_days,
  cms_rn_hprd AS hprd,
  cms_rn_weekend_hprd AS weekend_hprd,
  cms_rn_days_counted AS days_counted,
  cms_rn_days_excluded AS days_excluded,
  cms_rn_weekend_hours AS weekend_hours,
  cms_rn_weekend_resident_days AS weekend_resident_days,
  cms_rn_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(cms_rn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_rn_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(cms_rn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_rn_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(cms_rn_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(cms_rn_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'cms_lpn' AS role_set,
  cms_lpn_hours AS hours,
  cms_lpn_resident_days AS resident_days,
  cms_lpn_hprd AS hprd,
  cms_lpn_weekend_hprd AS weekend_hprd,
  cms_lpn_days_counted AS days_counted,
  cms_lpn_days_excluded AS days_excluded,
  cms_lpn_weekend_hours AS weekend_hours,
  cms_lpn_weekend_resident_days AS weekend_resident_days,
  cms_lpn_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(cms_lpn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_lpn_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(cms_lpn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_lpn_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(cms_lpn_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(cms_lpn_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'cms_licensed' AS role_set,
  cms_licensed_hours AS hours,
  cms_licensed_resident_days AS resident_days,
  cms_licensed_hprd AS hprd,
  cms_licensed_weekend_hprd AS weekend_hprd,
  cms_licensed_days_counted AS days_counted,
  cms_licensed_days_excluded AS days_excluded,
  cms_licensed_weekend_hours AS weekend_hours,
  cms_licensed_weekend_resident_days AS weekend_resident_days,
  cms_licensed_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(cms_licensed_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_licensed_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(cms_licensed_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_licensed_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(cms_licensed_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(cms_licensed_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'cms_aide' AS role_set,
  cms_aide_hours AS hours,
  cms_aide_resident_days AS resident_days,
  cms_aide_hprd AS hprd,
  cms_aide_weekend_hprd AS weekend_hprd,
  cms_aide_days_counted AS days_counted,
  cms_aide_days_excluded AS days_excluded,
  cms_aide_weekend_hours AS weekend_hours,
  cms_aide_weekend_resident_days AS weekend_resident_days,
  cms_aide_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(cms_aide_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_aide_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(cms_aide_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(cms_aide_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(cms_aide_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(cms_aide_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'care' AS role_set,
  care_hours AS hours,
  care_resident_days AS resident_days,
  care_hprd AS hprd,
  care_weekend_hprd AS weekend_hprd,
  care_days_counted AS days_counted,
  care_days_excluded AS days_excluded,
  care_weekend_hours AS weekend_hours,
  care_weekend_resident_days AS weekend_resident_days,
  care_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(care_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(care_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(care_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(care_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(care_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(care_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'rn_care' AS role_set,
  rn_care_hours AS hours,
  rn_care_resident_days AS resident_days,
  rn_care_hprd AS hprd,
  rn_care_weekend_hprd AS weekend_hprd,
  rn_care_days_counted AS days_counted,
  rn_care_days_excluded AS days_excluded,
  rn_care_weekend_hours AS weekend_hours,
  rn_care_weekend_resident_days AS weekend_resident_days,
  rn_care_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(rn_care_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(rn_care_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(rn_care_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(rn_care_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(rn_care_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(rn_care_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'rn_lpn_cna' AS role_set,
  rn_lpn_cna_hours AS hours,
  rn_lpn_cna_resident_days AS resident_days,
  rn_lpn_cna_hprd AS hprd,
  rn_lpn_cna_weekend_hprd AS weekend_hprd,
  rn_lpn_cna_days_counted AS days_counted,
  rn_lpn_cna_days_excluded AS days_excluded,
  rn_lpn_cna_weekend_hours AS weekend_hours,
  rn_lpn_cna_weekend_resident_days AS weekend_resident_days,
  rn_lpn_cna_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(rn_lpn_cna_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(rn_lpn_cna_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(rn_lpn_cna_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(rn_lpn_cna_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(rn_lpn_cna_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(rn_lpn_cna_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'role_rndon' AS role_set,
  role_rndon_hours AS hours,
  role_rndon_resident_days AS resident_days,
  role_rndon_hprd AS hprd,
  role_rndon_weekend_hprd AS weekend_hprd,
  role_rndon_days_counted AS days_counted,
  role_rndon_days_excluded AS days_excluded,
  role_rndon_weekend_hours AS weekend_hours,
  role_rndon_weekend_resident_days AS weekend_resident_days,
  role_rndon_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(role_rndon_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_rndon_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(role_rndon_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_rndon_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(role_rndon_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(role_rndon_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'role_rnadmin' AS role_set,
  role_rnadmin_hours AS hours,
  role_rnadmin_resident_days AS resident_days,
  role_rnadmin_hprd AS hprd,
  role_rnadmin_weekend_hprd AS weekend_hprd,
  role_rnadmin_days_counted AS days_counted,
  role_rnadmin_days_excluded AS days_excluded,
  role_rnadmin_weekend_hours AS weekend_hours,
  role_rnadmin_weekend_resident_days AS weekend_resident_days,
  role_rnadmin_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(role_rnadmin_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_rnadmin_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(role_rnadmin_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_rnadmin_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(role_rnadmin_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(role_rnadmin_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'role_rn' AS role_set,
  role_rn_hours AS hours,
  role_rn_resident_days AS resident_days,
  role_rn_hprd AS hprd,
  role_rn_weekend_hprd AS weekend_hprd,
  role_rn_days_counted AS days_counted,
  role_rn_days_excluded AS days_excluded,
  role_rn_weekend_hours AS weekend_hours,
  role_rn_weekend_resident_days AS weekend_resident_days,
  role_rn_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(role_rn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_rn_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(role_rn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_rn_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(role_rn_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(role_rn_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'role_lpnadmin' AS role_set,
  role_lpnadmin_hours AS hours,
  role_lpnadmin_resident_days AS resident_days,
  role_lpnadmin_hprd AS hprd,
  role_lpnadmin_weekend_hprd AS weekend_hprd,
  role_lpnadmin_days_counted AS days_counted,
  role_lpnadmin_days_excluded AS days_excluded,
  role_lpnadmin_weekend_hours AS weekend_hours,
  role_lpnadmin_weekend_resident_days AS weekend_resident_days,
  role_lpnadmin_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(role_lpnadmin_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_lpnadmin_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(role_lpnadmin_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_lpnadmin_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(role_lpnadmin_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(role_lpnadmin_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'role_lpn' AS role_set,
  role_lpn_hours AS hours,
  role_lpn_resident_days AS resident_days,
  role_lpn_hprd AS hprd,
  role_lpn_weekend_hprd AS weekend_hprd,
  role_lpn_days_counted AS days_counted,
  role_lpn_days_excluded AS days_excluded,
  role_lpn_weekend_hours AS weekend_hours,
  role_lpn_weekend_resident_days AS weekend_resident_days,
  role_lpn_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(role_lpn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_lpn_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(role_lpn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_lpn_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(role_lpn_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(role_lpn_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'role_cna' AS role_set,
  role_cna_hours AS hours,
  role_cna_resident_days AS resident_days,
  role_cna_hprd AS hprd,
  role_cna_weekend_hprd AS weekend_hprd,
  role_cna_days_counted AS days_counted,
  role_cna_days_excluded AS days_excluded,
  role_cna_weekend_hours AS weekend_hours,
  role_cna_weekend_resident_days AS weekend_resident_days,
  role_cna_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(role_cna_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_cna_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(role_cna_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_cna_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(role_cna_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(role_cna_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'role_natrn' AS role_set,
  role_natrn_hours AS hours,
  role_natrn_resident_days AS resident_days,
  role_natrn_hprd AS hprd,
  role_natrn_weekend_hprd AS weekend_hprd,
  role_natrn_days_counted AS days_counted,
  role_natrn_days_excluded AS days_excluded,
  role_natrn_weekend_hours AS weekend_hours,
  role_natrn_weekend_resident_days AS weekend_resident_days,
  role_natrn_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(role_natrn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_natrn_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(role_natrn_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_natrn_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(role_natrn_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(role_natrn_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
UNION ALL
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  'role_medaide' AS role_set,
  role_medaide_hours AS hours,
  role_medaide_resident_days AS resident_days,
  role_medaide_hprd AS hprd,
  role_medaide_weekend_hprd AS weekend_hprd,
  role_medaide_days_counted AS days_counted,
  role_medaide_days_excluded AS days_excluded,
  role_medaide_weekend_hours AS weekend_hours,
  role_medaide_weekend_resident_days AS weekend_resident_days,
  role_medaide_contract_hours AS contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(role_medaide_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_medaide_hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(role_medaide_contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(role_medaide_hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(role_medaide_hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(role_medaide_hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact;
