-- vw_facility_hprd on athena: one row per facility per quarter per role set

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_facility_hprd AS
WITH long AS (
  SELECT
    q.ccn,
    q.facility_name,
    q.state,
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
    CASE r.role_set
      WHEN 'cms_total'
      THEN q.cms_total_weekend_hprd
      WHEN 'cms_rn'
      THEN q.cms_rn_weekend_hprd
      WHEN 'cms_lpn'
      THEN q.cms_lpn_weekend_hprd
      WHEN 'cms_licensed'
      THEN q.cms_licensed_weekend_hprd
      WHEN 'cms_aide'
      THEN q.cms_aide_weekend_hprd
      WHEN 'care'
      THEN q.care_weekend_hprd
      WHEN 'rn_care'
      THEN q.rn_care_weekend_hprd
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_weekend_hprd
      WHEN 'role_rndon'
      THEN q.role_rndon_weekend_hprd
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_weekend_hprd
      WHEN 'role_rn'
      THEN q.role_rn_weekend_hprd
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_weekend_hprd
      WHEN 'role_lpn'
      THEN q.role_lpn_weekend_hprd
      WHEN 'role_cna'
      THEN q.role_cna_weekend_hprd
      WHEN 'role_natrn'
      THEN q.role_natrn_weekend_hprd
      WHEN 'role_medaide'
      THEN q.role_medaide_weekend_hprd
    END AS weekend_hprd,
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
    q.is_incomplete,
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
)
SELECT
  ccn,
  facility_name,
  state,
  quarter,
  role_set,
  hours,
  resident_days,
  hprd,
  weekend_hprd,
  days_counted,
  days_excluded,
  weekend_hours,
  weekend_resident_days,
  contract_hours,
  TRY_CAST(CAST(CAST((
    TRY_CAST(contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS contract_share,
  is_incomplete,
  is_synthetic
FROM long;
