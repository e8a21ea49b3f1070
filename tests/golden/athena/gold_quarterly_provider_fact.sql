-- gold_quarterly_provider_fact on athena: one row per facility per quarter

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.gold_quarterly_provider_fact (
  ccn string,
  quarter string,
  facility_name string,
  state string,
  cms_total_hours decimal(18,2),
  cms_rn_hours decimal(18,2),
  cms_lpn_hours decimal(18,2),
  cms_licensed_hours decimal(18,2),
  cms_aide_hours decimal(18,2),
  care_hours decimal(18,2),
  rn_care_hours decimal(18,2),
  rn_lpn_cna_hours decimal(18,2),
  role_rndon_hours decimal(18,2),
  role_rnadmin_hours decimal(18,2),
  role_rn_hours decimal(18,2),
  role_lpnadmin_hours decimal(18,2),
  role_lpn_hours decimal(18,2),
  role_cna_hours decimal(18,2),
  role_natrn_hours decimal(18,2),
  role_medaide_hours decimal(18,2),
  cms_total_employee_hours decimal(18,2),
  cms_rn_employee_hours decimal(18,2),
  cms_lpn_employee_hours decimal(18,2),
  cms_licensed_employee_hours decimal(18,2),
  cms_aide_employee_hours decimal(18,2),
  care_employee_hours decimal(18,2),
  rn_care_employee_hours decimal(18,2),
  rn_lpn_cna_employee_hours decimal(18,2),
  role_rndon_employee_hours decimal(18,2),
  role_rnadmin_employee_hours decimal(18,2),
  role_rn_employee_hours decimal(18,2),
  role_lpnadmin_employee_hours decimal(18,2),
  role_lpn_employee_hours decimal(18,2),
  role_cna_employee_hours decimal(18,2),
  role_natrn_employee_hours decimal(18,2),
  role_medaide_employee_hours decimal(18,2),
  cms_total_contract_hours decimal(18,2),
  cms_rn_contract_hours decimal(18,2),
  cms_lpn_contract_hours decimal(18,2),
  cms_licensed_contract_hours decimal(18,2),
  cms_aide_contract_hours decimal(18,2),
  care_contract_hours decimal(18,2),
  rn_care_contract_hours decimal(18,2),
  rn_lpn_cna_contract_hours decimal(18,2),
  role_rndon_contract_hours decimal(18,2),
  role_rnadmin_contract_hours decimal(18,2),
  role_rn_contract_hours decimal(18,2),
  role_lpnadmin_contract_hours decimal(18,2),
  role_lpn_contract_hours decimal(18,2),
  role_cna_contract_hours decimal(18,2),
  role_natrn_contract_hours decimal(18,2),
  role_medaide_contract_hours decimal(18,2),
  cms_total_resident_days bigint,
  cms_rn_resident_days bigint,
  cms_lpn_resident_days bigint,
  cms_licensed_resident_days bigint,
  cms_aide_resident_days bigint,
  care_resident_days bigint,
  rn_care_resident_days bigint,
  rn_lpn_cna_resident_days bigint,
  role_rndon_resident_days bigint,
  role_rnadmin_resident_days bigint,
  role_rn_resident_days bigint,
  role_lpnadmin_resident_days bigint,
  role_lpn_resident_days bigint,
  role_cna_resident_days bigint,
  role_natrn_resident_days bigint,
  role_medaide_resident_days bigint,
  cms_total_hprd decimal(12,6),
  cms_rn_hprd decimal(12,6),
  cms_lpn_hprd decimal(12,6),
  cms_licensed_hprd decimal(12,6),
  cms_aide_hprd decimal(12,6),
  care_hprd decimal(12,6),
  rn_care_hprd decimal(12,6),
  rn_lpn_cna_hprd decimal(12,6),
  role_rndon_hprd decimal(12,6),
  role_rnadmin_hprd decimal(12,6),
  role_rn_hprd decimal(12,6),
  role_lpnadmin_hprd decimal(12,6),
  role_lpn_hprd decimal(12,6),
  role_cna_hprd decimal(12,6),
  role_natrn_hprd decimal(12,6),
  role_medaide_hprd decimal(12,6),
  cms_total_weekend_hours decimal(18,2),
  cms_rn_weekend_hours decimal(18,2),
  cms_lpn_weekend_hours decimal(18,2),
  cms_licensed_weekend_hours decimal(18,2),
  cms_aide_weekend_hours decimal(18,2),
  care_weekend_hours decimal(18,2),
  rn_care_weekend_hours decimal(18,2),
  rn_lpn_cna_weekend_hours decimal(18,2),
  role_rndon_weekend_hours decimal(18,2),
  role_rnadmin_weekend_hours decimal(18,2),
  role_rn_weekend_hours decimal(18,2),
  role_lpnadmin_weekend_hours decimal(18,2),
  role_lpn_weekend_hours decimal(18,2),
  role_cna_weekend_hours decimal(18,2),
  role_natrn_weekend_hours decimal(18,2),
  role_medaide_weekend_hours decimal(18,2),
  cms_total_weekend_resident_days bigint,
  cms_rn_weekend_resident_days bigint,
  cms_lpn_weekend_resident_days bigint,
  cms_licensed_weekend_resident_days bigint,
  cms_aide_weekend_resident_days bigint,
  care_weekend_resident_days bigint,
  rn_care_weekend_resident_days bigint,
  rn_lpn_cna_weekend_resident_days bigint,
  role_rndon_weekend_resident_days bigint,
  role_rnadmin_weekend_resident_days bigint,
  role_rn_weekend_resident_days bigint,
  role_lpnadmin_weekend_resident_days bigint,
  role_lpn_weekend_resident_days bigint,
  role_cna_weekend_resident_days bigint,
  role_natrn_weekend_resident_days bigint,
  role_medaide_weekend_resident_days bigint,
  cms_total_weekend_hprd decimal(12,6),
  cms_rn_weekend_hprd decimal(12,6),
  cms_lpn_weekend_hprd decimal(12,6),
  cms_licensed_weekend_hprd decimal(12,6),
  cms_aide_weekend_hprd decimal(12,6),
  care_weekend_hprd decimal(12,6),
  rn_care_weekend_hprd decimal(12,6),
  rn_lpn_cna_weekend_hprd decimal(12,6),
  role_rndon_weekend_hprd decimal(12,6),
  role_rnadmin_weekend_hprd decimal(12,6),
  role_rn_weekend_hprd decimal(12,6),
  role_lpnadmin_weekend_hprd decimal(12,6),
  role_lpn_weekend_hprd decimal(12,6),
  role_cna_weekend_hprd decimal(12,6),
  role_natrn_weekend_hprd decimal(12,6),
  role_medaide_weekend_hprd decimal(12,6),
  cms_total_days_counted bigint,
  cms_rn_days_counted bigint,
  cms_lpn_days_counted bigint,
  cms_licensed_days_counted bigint,
  cms_aide_days_counted bigint,
  care_days_counted bigint,
  rn_care_days_counted bigint,
  rn_lpn_cna_days_counted bigint,
  role_rndon_days_counted bigint,
  role_rnadmin_days_counted bigint,
  role_rn_days_counted bigint,
  role_lpnadmin_days_counted bigint,
  role_lpn_days_counted bigint,
  role_cna_days_counted bigint,
  role_natrn_days_counted bigint,
  role_medaide_days_counted bigint,
  cms_total_days_excluded bigint,
  cms_rn_days_excluded bigint,
  cms_lpn_days_excluded bigint,
  cms_licensed_days_excluded bigint,
  cms_aide_days_excluded bigint,
  care_days_excluded bigint,
  rn_care_days_excluded bigint,
  rn_lpn_cna_days_excluded bigint,
  role_rndon_days_excluded bigint,
  role_rnadmin_days_excluded bigint,
  role_rn_days_excluded bigint,
  role_lpnadmin_days_excluded bigint,
  role_lpn_days_excluded bigint,
  role_cna_days_excluded bigint,
  role_natrn_days_excluded bigint,
  role_medaide_days_excluded bigint,
  zero_census_days bigint,
  zero_rn_days bigint,
  under_8_rn_days bigint,
  zero_staff_days bigint,
  days_with_residents bigint,
  observed_days bigint,
  census_days bigint,
  days bigint,
  zero_census_hours decimal(18,2),
  first_resident_day date,
  last_resident_day date,
  reported_total_hprd decimal(12,5),
  reported_rn_hprd decimal(12,5),
  reported_lpn_hprd decimal(12,5),
  reported_aide_hprd decimal(12,5),
  reported_licensed_hprd decimal(12,5),
  reported_weekend_total_hprd decimal(12,5),
  reported_weekend_rn_hprd decimal(12,5),
  reported_average_residents decimal(9,1),
  reported_staffing_footnote string,
  reported_average_residents_footnote string,
  case_mix_index decimal(12,5),
  case_mix_index_ratio decimal(12,5),
  case_mix_total_hprd decimal(12,5),
  case_mix_rn_hprd decimal(12,5),
  case_mix_lpn_hprd decimal(12,5),
  case_mix_aide_hprd decimal(12,5),
  case_mix_weekend_total_hprd decimal(12,5),
  adjusted_total_hprd decimal(12,5),
  adjusted_rn_hprd decimal(12,5),
  adjusted_lpn_hprd decimal(12,5),
  adjusted_aide_hprd decimal(12,5),
  adjusted_weekend_total_hprd decimal(12,5),
  reported_processing_date date,
  case_mix_processing_date date,
  certified_beds int,
  overall_rating int,
  health_inspection_rating int,
  qm_rating int,
  staffing_rating int,
  total_turnover_pct decimal(9,1),
  total_turnover_footnote string,
  rn_turnover_pct decimal(9,1),
  rn_turnover_footnote string,
  administrators_left_count int,
  fines_3y_count int,
  fines_3y_amount decimal(18,2),
  payment_denials_3y_count int,
  penalties_3y_count int,
  ownership_type string,
  legal_business_name string,
  chain_name string,
  chain_id string,
  special_focus_status string,
  has_abuse_icon boolean,
  is_hospital_based boolean,
  is_urban boolean,
  beds_processing_date date,
  ratings_processing_date date,
  turnover_processing_date date,
  penalties_processing_date date,
  ownership_processing_date date,
  as_of_lag_days int,
  as_of_backfilled boolean,
  low_days bigint,
  below_federal_2024_total_days bigint,
  below_federal_2024_rn_days bigint,
  below_federal_2024_aide_days bigint,
  below_study_2001_total_days bigint,
  below_study_2001_rn_days bigint,
  repeated_days bigint,
  over_24_hprd_days bigint,
  same_census_months bigint,
  county_parish string,
  is_incomplete boolean,
  is_synthetic boolean
)
PARTITIONED BY (quarter)
LOCATION '{warehouse}/gold/gold_quarterly_provider_fact/'
TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet', 'write_compression' = 'zstd');

-- candidate
CREATE TABLE kerok_healthcare.gold_quarterly_provider_fact__candidate_{sha8}
WITH (table_type = 'ICEBERG', is_external = false, format = 'PARQUET',
  location = '{warehouse}/candidates/gold_quarterly_provider_fact__candidate_{sha8}/') AS
SELECT
  ccn, quarter, facility_name, state, cms_total_hours, cms_rn_hours, cms_lpn_hours, cms_licensed_hours, cms_aide_hours, care_hours,
  rn_care_hours, rn_lpn_cna_hours, role_rndon_hours, role_rnadmin_hours, role_rn_hours, role_lpnadmin_hours, role_lpn_hours,
  role_cna_hours, role_natrn_hours, role_medaide_hours, cms_total_employee_hours, cms_rn_employee_hours, cms_lpn_employee_hours,
  cms_licensed_employee_hours, cms_aide_employee_hours, care_employee_hours, rn_care_employee_hours, rn_lpn_cna_employee_hours,
  role_rndon_employee_hours, role_rnadmin_employee_hours, role_rn_employee_hours, role_lpnadmin_employee_hours, role_lpn_employee_hours,
  role_cna_employee_hours, role_natrn_employee_hours, role_medaide_employee_hours, cms_total_contract_hours, cms_rn_contract_hours,
  cms_lpn_contract_hours, cms_licensed_contract_hours, cms_aide_contract_hours, care_contract_hours, rn_care_contract_hours,
  rn_lpn_cna_contract_hours, role_rndon_contract_hours, role_rnadmin_contract_hours, role_rn_contract_hours, role_lpnadmin_contract_hours,
  role_lpn_contract_hours, role_cna_contract_hours, role_natrn_contract_hours, role_medaide_contract_hours, cms_total_resident_days,
  cms_rn_resident_days, cms_lpn_resident_days, cms_licensed_resident_days, cms_aide_resident_days, care_resident_days,
  rn_care_resident_days, rn_lpn_cna_resident_days, role_rndon_resident_days, role_rnadmin_resident_days, role_rn_resident_days,
  role_lpnadmin_resident_days, role_lpn_resident_days, role_cna_resident_days, role_natrn_resident_days, role_medaide_resident_days,
  cms_total_hprd, cms_rn_hprd, cms_lpn_hprd, cms_licensed_hprd, cms_aide_hprd, care_hprd, rn_care_hprd, rn_lpn_cna_hprd, role_rndon_hprd,
  role_rnadmin_hprd, role_rn_hprd, role_lpnadmin_hprd, role_lpn_hprd, role_cna_hprd, role_natrn_hprd, role_medaide_hprd,
  cms_total_weekend_hours, cms_rn_weekend_hours, cms_lpn_weekend_hours, cms_licensed_weekend_hours, cms_aide_weekend_hours,
  care_weekend_hours, rn_care_weekend_hours, rn_lpn_cna_weekend_hours, role_rndon_weekend_hours, role_rnadmin_weekend_hours,
  role_rn_weekend_hours, role_lpnadmin_weekend_hours, role_lpn_weekend_hours, role_cna_weekend_hours, role_natrn_weekend_hours,
  role_medaide_weekend_hours, cms_total_weekend_resident_days, cms_rn_weekend_resident_days, cms_lpn_weekend_resident_days,
  cms_licensed_weekend_resident_days, cms_aide_weekend_resident_days, care_weekend_resident_days, rn_care_weekend_resident_days,
  rn_lpn_cna_weekend_resident_days, role_rndon_weekend_resident_days, role_rnadmin_weekend_resident_days, role_rn_weekend_resident_days,
  role_lpnadmin_weekend_resident_days, role_lpn_weekend_resident_days, role_cna_weekend_resident_days, role_natrn_weekend_resident_days,
  role_medaide_weekend_resident_days, cms_total_weekend_hprd, cms_rn_weekend_hprd, cms_lpn_weekend_hprd, cms_licensed_weekend_hprd,
  cms_aide_weekend_hprd, care_weekend_hprd, rn_care_weekend_hprd, rn_lpn_cna_weekend_hprd, role_rndon_weekend_hprd,
  role_rnadmin_weekend_hprd, role_rn_weekend_hprd, role_lpnadmin_weekend_hprd, role_lpn_weekend_hprd, role_cna_weekend_hprd,
  role_natrn_weekend_hprd, role_medaide_weekend_hprd, cms_total_days_counted, cms_rn_days_counted, cms_lpn_days_counted,
  cms_licensed_days_counted, cms_aide_days_counted, care_days_counted, rn_care_days_counted, rn_lpn_cna_days_counted,
  role_rndon_days_counted, role_rnadmin_days_counted, role_rn_days_counted, role_lpnadmin_days_counted, role_lpn_days_counted,
  role_cna_days_counted, role_natrn_days_counted, role_medaide_days_counted, cms_total_days_excluded, cms_rn_days_excluded,
  cms_lpn_days_excluded, cms_licensed_days_excluded, cms_aide_days_excluded, care_days_excluded, rn_care_days_excluded,
  rn_lpn_cna_days_excluded, role_rndon_days_excluded, role_rnadmin_days_excluded, role_rn_days_excluded, role_lpnadmin_days_excluded,
  role_lpn_days_excluded, role_cna_days_excluded, role_natrn_days_excluded, role_medaide_days_excluded, zero_census_days, zero_rn_days,
  under_8_rn_days, zero_staff_days, days_with_residents, observed_days, census_days, days, zero_census_hours, first_resident_day,
  last_resident_day, reported_total_hprd, reported_rn_hprd, reported_lpn_hprd, reported_aide_hprd, reported_licensed_hprd,
  reported_weekend_total_hprd, reported_weekend_rn_hprd, reported_average_residents, reported_staffing_footnote,
  reported_average_residents_footnote, case_mix_index, case_mix_index_ratio, case_mix_total_hprd, case_mix_rn_hprd, case_mix_lpn_hprd,
  case_mix_aide_hprd, case_mix_weekend_total_hprd, adjusted_total_hprd, adjusted_rn_hprd, adjusted_lpn_hprd, adjusted_aide_hprd,
  adjusted_weekend_total_hprd, reported_processing_date, case_mix_processing_date, certified_beds, overall_rating,
  health_inspection_rating, qm_rating, staffing_rating, total_turnover_pct, total_turnover_footnote, rn_turnover_pct,
  rn_turnover_footnote, administrators_left_count, fines_3y_count, fines_3y_amount, payment_denials_3y_count, penalties_3y_count,
  ownership_type, legal_business_name, chain_name, chain_id, special_focus_status, has_abuse_icon, is_hospital_based, is_urban,
  beds_processing_date, ratings_processing_date, turnover_processing_date, penalties_processing_date, ownership_processing_date,
  as_of_lag_days, as_of_backfilled, low_days, below_federal_2024_total_days, below_federal_2024_rn_days, below_federal_2024_aide_days,
  below_study_2001_total_days, below_study_2001_rn_days, repeated_days, over_24_hprd_days, same_census_months, county_parish,
  is_incomplete, is_synthetic
FROM (
WITH release_quarter AS (
  WITH releases AS (
    SELECT
      processing_date,
      COUNT(*) AS facilities,
      BOOL_OR(is_synthetic) AS is_synthetic
    FROM kerok_healthcare.silver_providerinfo AS silver_providerinfo
    GROUP BY
      processing_date
  )
  SELECT
    processing_date,
    facilities,
    is_synthetic,
    CASE
      WHEN processing_date BETWEEN CAST('2000-01-01' AS DATE) AND CAST('2018-03-31' AS DATE)
      THEN CAST(NULL AS VARCHAR)
      WHEN processing_date BETWEEN CAST('2020-07-01' AS DATE) AND CAST('2020-09-30' AS DATE)
      THEN '2019Q4'
      WHEN processing_date BETWEEN CAST('2024-04-01' AS DATE) AND CAST('2024-06-30' AS DATE)
      THEN '2023Q3'
      WHEN QUARTER(processing_date) = 1
      THEN CAST(YEAR(processing_date) - 1 AS VARCHAR) || 'Q3'
      WHEN QUARTER(processing_date) = 2
      THEN CAST(YEAR(processing_date) - 1 AS VARCHAR) || 'Q4'
      WHEN QUARTER(processing_date) = 3
      THEN CAST(YEAR(processing_date) AS VARCHAR) || 'Q1'
      ELSE CAST(YEAR(processing_date) AS VARCHAR) || 'Q2'
    END AS described_quarter,
    CASE
      WHEN processing_date BETWEEN CAST('2000-01-01' AS DATE) AND CAST('2018-03-31' AS DATE)
      THEN 'staffing still from the CMS-671 form'
      WHEN processing_date BETWEEN CAST('2020-07-01' AS DATE) AND CAST('2020-09-30' AS DATE)
      THEN 'COVID-19 waiver: held at 2019Q4, 2020Q1 never shown'
      WHEN processing_date BETWEEN CAST('2024-04-01' AS DATE) AND CAST('2024-06-30' AS DATE)
      THEN 'freeze before the new case-mix method, 2023Q4 never shown'
      ELSE 'calendar'
    END AS method
  FROM releases
), staffing AS (
  SELECT
    ccn,
    quarter,
    state,
    facility_name,
    CAST(SUM(cms_total_hours) AS DECIMAL(18, 2)) AS cms_total_hours,
    CAST(SUM(cms_total_employee_hours) AS DECIMAL(18, 2)) AS cms_total_employee_hours,
    CAST(SUM(cms_total_contract_hours) AS DECIMAL(18, 2)) AS cms_total_contract_hours,
    CAST(SUM(cms_total_weekend_hours) AS DECIMAL(18, 2)) AS cms_total_weekend_hours,
    CAST(SUM(cms_total_resident_days) AS BIGINT) AS cms_total_resident_days,
    CAST(SUM(cms_total_weekend_resident_days) AS BIGINT) AS cms_total_weekend_resident_days,
    CAST(SUM(cms_total_days_counted) AS BIGINT) AS cms_total_days_counted,
    CAST(SUM(days - cms_total_days_counted) AS BIGINT) AS cms_total_days_excluded,
    CAST(SUM(cms_rn_hours) AS DECIMAL(18, 2)) AS cms_rn_hours,
    CAST(SUM(cms_rn_employee_hours) AS DECIMAL(18, 2)) AS cms_rn_employee_hours,
    CAST(SUM(cms_rn_contract_hours) AS DECIMAL(18, 2)) AS cms_rn_contract_hours,
    CAST(SUM(cms_rn_weekend_hours) AS DECIMAL(18, 2)) AS cms_rn_weekend_hours,
    CAST(SUM(cms_rn_resident_days) AS BIGINT) AS cms_rn_resident_days,
    CAST(SUM(cms_rn_weekend_resident_days) AS BIGINT) AS cms_rn_weekend_resident_days,
    CAST(SUM(cms_rn_days_counted) AS BIGINT) AS cms_rn_days_counted,
    CAST(SUM(days - cms_rn_days_counted) AS BIGINT) AS cms_rn_days_excluded,
    CAST(SUM(cms_lpn_hours) AS DECIMAL(18, 2)) AS cms_lpn_hours,
    CAST(SUM(cms_lpn_employee_hours) AS DECIMAL(18, 2)) AS cms_lpn_employee_hours,
    CAST(SUM(cms_lpn_contract_hours) AS DECIMAL(18, 2)) AS cms_lpn_contract_hours,
    CAST(SUM(cms_lpn_weekend_hours) AS DECIMAL(18, 2)) AS cms_lpn_weekend_hours,
    CAST(SUM(cms_lpn_resident_days) AS BIGINT) AS cms_lpn_resident_days,
    CAST(SUM(cms_lpn_weekend_resident_days) AS BIGINT) AS cms_lpn_weekend_resident_days,
    CAST(SUM(cms_lpn_days_counted) AS BIGINT) AS cms_lpn_days_counted,
    CAST(SUM(days - cms_lpn_days_counted) AS BIGINT) AS cms_lpn_days_excluded,
    CAST(SUM(cms_licensed_hours) AS DECIMAL(18, 2)) AS cms_licensed_hours,
    CAST(SUM(cms_licensed_employee_hours) AS DECIMAL(18, 2)) AS cms_licensed_employee_hours,
    CAST(SUM(cms_licensed_contract_hours) AS DECIMAL(18, 2)) AS cms_licensed_contract_hours,
    CAST(SUM(cms_licensed_weekend_hours) AS DECIMAL(18, 2)) AS cms_licensed_weekend_hours,
    CAST(SUM(cms_licensed_resident_days) AS BIGINT) AS cms_licensed_resident_days,
    CAST(SUM(cms_licensed_weekend_resident_days) AS BIGINT) AS cms_licensed_weekend_resident_days,
    CAST(SUM(cms_licensed_days_counted) AS BIGINT) AS cms_licensed_days_counted,
    CAST(SUM(days - cms_licensed_days_counted) AS BIGINT) AS cms_licensed_days_excluded,
    CAST(SUM(cms_aide_hours) AS DECIMAL(18, 2)) AS cms_aide_hours,
    CAST(SUM(cms_aide_employee_hours) AS DECIMAL(18, 2)) AS cms_aide_employee_hours,
    CAST(SUM(cms_aide_contract_hours) AS DECIMAL(18, 2)) AS cms_aide_contract_hours,
    CAST(SUM(cms_aide_weekend_hours) AS DECIMAL(18, 2)) AS cms_aide_weekend_hours,
    CAST(SUM(cms_aide_resident_days) AS BIGINT) AS cms_aide_resident_days,
    CAST(SUM(cms_aide_weekend_resident_days) AS BIGINT) AS cms_aide_weekend_resident_days,
    CAST(SUM(cms_aide_days_counted) AS BIGINT) AS cms_aide_days_counted,
    CAST(SUM(days - cms_aide_days_counted) AS BIGINT) AS cms_aide_days_excluded,
    CAST(SUM(care_hours) AS DECIMAL(18, 2)) AS care_hours,
    CAST(SUM(care_employee_hours) AS DECIMAL(18, 2)) AS care_employee_hours,
    CAST(SUM(care_contract_hours) AS DECIMAL(18, 2)) AS care_contract_hours,
    CAST(SUM(care_weekend_hours) AS DECIMAL(18, 2)) AS care_weekend_hours,
    CAST(SUM(care_resident_days) AS BIGINT) AS care_resident_days,
    CAST(SUM(care_weekend_resident_days) AS BIGINT) AS care_weekend_resident_days,
    CAST(SUM(care_days_counted) AS BIGINT) AS care_days_counted,
    CAST(SUM(days - care_days_counted) AS BIGINT) AS care_days_excluded,
    CAST(SUM(rn_care_hours) AS DECIMAL(18, 2)) AS rn_care_hours,
    CAST(SUM(rn_care_employee_hours) AS DECIMAL(18, 2)) AS rn_care_employee_hours,
    CAST(SUM(rn_care_contract_hours) AS DECIMAL(18, 2)) AS rn_care_contract_hours,
    CAST(SUM(rn_care_weekend_hours) AS DECIMAL(18, 2)) AS rn_care_weekend_hours,
    CAST(SUM(rn_care_resident_days) AS BIGINT) AS rn_care_resident_days,
    CAST(SUM(rn_care_weekend_resident_days) AS BIGINT) AS rn_care_weekend_resident_days,
    CAST(SUM(rn_care_days_counted) AS BIGINT) AS rn_care_days_counted,
    CAST(SUM(days - rn_care_days_counted) AS BIGINT) AS rn_care_days_excluded,
    CAST(SUM(rn_lpn_cna_hours) AS DECIMAL(18, 2)) AS rn_lpn_cna_hours,
    CAST(SUM(rn_lpn_cna_employee_hours) AS DECIMAL(18, 2)) AS rn_lpn_cna_employee_hours,
    CAST(SUM(rn_lpn_cna_contract_hours) AS DECIMAL(18, 2)) AS rn_lpn_cna_contract_hours,
    CAST(SUM(rn_lpn_cna_weekend_hours) AS DECIMAL(18, 2)) AS rn_lpn_cna_weekend_hours,
    CAST(SUM(rn_lpn_cna_resident_days) AS BIGINT) AS rn_lpn_cna_resident_days,
    CAST(SUM(rn_lpn_cna_weekend_resident_days) AS BIGINT) AS rn_lpn_cna_weekend_resident_days,
    CAST(SUM(rn_lpn_cna_days_counted) AS BIGINT) AS rn_lpn_cna_days_counted,
    CAST(SUM(days - rn_lpn_cna_days_counted) AS BIGINT) AS rn_lpn_cna_days_excluded,
    CAST(SUM(role_rndon_hours) AS DECIMAL(18, 2)) AS role_rndon_hours,
    CAST(SUM(role_rndon_employee_hours) AS DECIMAL(18, 2)) AS role_rndon_employee_hours,
    CAST(SUM(role_rndon_contract_hours) AS DECIMAL(18, 2)) AS role_rndon_contract_hours,
    CAST(SUM(role_rndon_weekend_hours) AS DECIMAL(18, 2)) AS role_rndon_weekend_hours,
    CAST(SUM(role_rndon_resident_days) AS BIGINT) AS role_rndon_resident_days,
    CAST(SUM(role_rndon_weekend_resident_days) AS BIGINT) AS role_rndon_weekend_resident_days,
    CAST(SUM(role_rndon_days_counted) AS BIGINT) AS role_rndon_days_counted,
    CAST(SUM(days - role_rndon_days_counted) AS BIGINT) AS role_rndon_days_excluded,
    CAST(SUM(role_rnadmin_hours) AS DECIMAL(18, 2)) AS role_rnadmin_hours,
    CAST(SUM(role_rnadmin_employee_hours) AS DECIMAL(18, 2)) AS role_rnadmin_employee_hours,
    CAST(SUM(role_rnadmin_contract_hours) AS DECIMAL(18, 2)) AS role_rnadmin_contract_hours,
    CAST(SUM(role_rnadmin_weekend_hours) AS DECIMAL(18, 2)) AS role_rnadmin_weekend_hours,
    CAST(SUM(role_rnadmin_resident_days) AS BIGINT) AS role_rnadmin_resident_days,
    CAST(SUM(role_rnadmin_weekend_resident_days) AS BIGINT) AS role_rnadmin_weekend_resident_days,
    CAST(SUM(role_rnadmin_days_counted) AS BIGINT) AS role_rnadmin_days_counted,
    CAST(SUM(days - role_rnadmin_days_counted) AS BIGINT) AS role_rnadmin_days_excluded,
    CAST(SUM(role_rn_hours) AS DECIMAL(18, 2)) AS role_rn_hours,
    CAST(SUM(role_rn_employee_hours) AS DECIMAL(18, 2)) AS role_rn_employee_hours,
    CAST(SUM(role_rn_contract_hours) AS DECIMAL(18, 2)) AS role_rn_contract_hours,
    CAST(SUM(role_rn_weekend_hours) AS DECIMAL(18, 2)) AS role_rn_weekend_hours,
    CAST(SUM(role_rn_resident_days) AS BIGINT) AS role_rn_resident_days,
    CAST(SUM(role_rn_weekend_resident_days) AS BIGINT) AS role_rn_weekend_resident_days,
    CAST(SUM(role_rn_days_counted) AS BIGINT) AS role_rn_days_counted,
    CAST(SUM(days - role_rn_days_counted) AS BIGINT) AS role_rn_days_excluded,
    CAST(SUM(role_lpnadmin_hours) AS DECIMAL(18, 2)) AS role_lpnadmin_hours,
    CAST(SUM(role_lpnadmin_employee_hours) AS DECIMAL(18, 2)) AS role_lpnadmin_employee_hours,
    CAST(SUM(role_lpnadmin_contract_hours) AS DECIMAL(18, 2)) AS role_lpnadmin_contract_hours,
    CAST(SUM(role_lpnadmin_weekend_hours) AS DECIMAL(18, 2)) AS role_lpnadmin_weekend_hours,
    CAST(SUM(role_lpnadmin_resident_days) AS BIGINT) AS role_lpnadmin_resident_days,
    CAST(SUM(role_lpnadmin_weekend_resident_days) AS BIGINT) AS role_lpnadmin_weekend_resident_days,
    CAST(SUM(role_lpnadmin_days_counted) AS BIGINT) AS role_lpnadmin_days_counted,
    CAST(SUM(days - role_lpnadmin_days_counted) AS BIGINT) AS role_lpnadmin_days_excluded,
    CAST(SUM(role_lpn_hours) AS DECIMAL(18, 2)) AS role_lpn_hours,
    CAST(SUM(role_lpn_employee_hours) AS DECIMAL(18, 2)) AS role_lpn_employee_hours,
    CAST(SUM(role_lpn_contract_hours) AS DECIMAL(18, 2)) AS role_lpn_contract_hours,
    CAST(SUM(role_lpn_weekend_hours) AS DECIMAL(18, 2)) AS role_lpn_weekend_hours,
    CAST(SUM(role_lpn_resident_days) AS BIGINT) AS role_lpn_resident_days,
    CAST(SUM(role_lpn_weekend_resident_days) AS BIGINT) AS role_lpn_weekend_resident_days,
    CAST(SUM(role_lpn_days_counted) AS BIGINT) AS role_lpn_days_counted,
    CAST(SUM(days - role_lpn_days_counted) AS BIGINT) AS role_lpn_days_excluded,
    CAST(SUM(role_cna_hours) AS DECIMAL(18, 2)) AS role_cna_hours,
    CAST(SUM(role_cna_employee_hours) AS DECIMAL(18, 2)) AS role_cna_employee_hours,
    CAST(SUM(role_cna_contract_hours) AS DECIMAL(18, 2)) AS role_cna_contract_hours,
    CAST(SUM(role_cna_weekend_hours) AS DECIMAL(18, 2)) AS role_cna_weekend_hours,
    CAST(SUM(role_cna_resident_days) AS BIGINT) AS role_cna_resident_days,
    CAST(SUM(role_cna_weekend_resident_days) AS BIGINT) AS role_cna_weekend_resident_days,
    CAST(SUM(role_cna_days_counted) AS BIGINT) AS role_cna_days_counted,
    CAST(SUM(days - role_cna_days_counted) AS BIGINT) AS role_cna_days_excluded,
    CAST(SUM(role_natrn_hours) AS DECIMAL(18, 2)) AS role_natrn_hours,
    CAST(SUM(role_natrn_employee_hours) AS DECIMAL(18, 2)) AS role_natrn_employee_hours,
    CAST(SUM(role_natrn_contract_hours) AS DECIMAL(18, 2)) AS role_natrn_contract_hours,
    CAST(SUM(role_natrn_weekend_hours) AS DECIMAL(18, 2)) AS role_natrn_weekend_hours,
    CAST(SUM(role_natrn_resident_days) AS BIGINT) AS role_natrn_resident_days,
    CAST(SUM(role_natrn_weekend_resident_days) AS BIGINT) AS role_natrn_weekend_resident_days,
    CAST(SUM(role_natrn_days_counted) AS BIGINT) AS role_natrn_days_counted,
    CAST(SUM(days - role_natrn_days_counted) AS BIGINT) AS role_natrn_days_excluded,
    CAST(SUM(role_medaide_hours) AS DECIMAL(18, 2)) AS role_medaide_hours,
    CAST(SUM(role_medaide_employee_hours) AS DECIMAL(18, 2)) AS role_medaide_employee_hours,
    CAST(SUM(role_medaide_contract_hours) AS DECIMAL(18, 2)) AS role_medaide_contract_hours,
    CAST(SUM(role_medaide_weekend_hours) AS DECIMAL(18, 2)) AS role_medaide_weekend_hours,
    CAST(SUM(role_medaide_resident_days) AS BIGINT) AS role_medaide_resident_days,
    CAST(SUM(role_medaide_weekend_resident_days) AS BIGINT) AS role_medaide_weekend_resident_days,
    CAST(SUM(role_medaide_days_counted) AS BIGINT) AS role_medaide_days_counted,
    CAST(SUM(days - role_medaide_days_counted) AS BIGINT) AS role_medaide_days_excluded,
    CAST(SUM(zero_census_days) AS BIGINT) AS zero_census_days,
    CAST(SUM(zero_rn_days) AS BIGINT) AS zero_rn_days,
    CAST(SUM(under_8_rn_days) AS BIGINT) AS under_8_rn_days,
    CAST(SUM(zero_staff_days) AS BIGINT) AS zero_staff_days,
    CAST(SUM(low_days) AS BIGINT) AS low_days,
    CAST(SUM(days_with_residents) AS BIGINT) AS days_with_residents,
    CAST(SUM(observed_days) AS BIGINT) AS observed_days,
    CAST(SUM(census_days) AS BIGINT) AS census_days,
    CAST(SUM(days) AS BIGINT) AS days,
    CAST(SUM(repeated_days) AS BIGINT) AS repeated_days,
    CAST(SUM(over_24_hprd_days) AS BIGINT) AS over_24_hprd_days,
    CAST(SUM(same_census_months) AS BIGINT) AS same_census_months,
    CAST(SUM(below_federal_2024_total_days) AS BIGINT) AS below_federal_2024_total_days,
    CAST(SUM(below_federal_2024_rn_days) AS BIGINT) AS below_federal_2024_rn_days,
    CAST(SUM(below_federal_2024_aide_days) AS BIGINT) AS below_federal_2024_aide_days,
    CAST(SUM(below_study_2001_total_days) AS BIGINT) AS below_study_2001_total_days,
    CAST(SUM(below_study_2001_rn_days) AS BIGINT) AS below_study_2001_rn_days,
    CAST(SUM(zero_census_hours) AS DECIMAL(18, 2)) AS zero_census_hours,
    MIN(first_resident_day) AS first_resident_day,
    MAX(last_resident_day) AS last_resident_day,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.staffing_by_month__candidate_{sha8} AS staffing_by_month
  GROUP BY
    ccn,
    quarter,
    state,
    facility_name
), quarters AS (
  SELECT
    quarter,
    CAST(DATE_ADD(
      'DAY',
      -1,
      CAST(DATE_ADD(
        'MONTH',
        3 * CAST(SUBSTR(quarter, 6, 1) AS INTEGER),
        CAST(SUBSTR(quarter, 1, 4) || '-01-01' AS DATE)
      ) AS DATE)
    ) AS DATE) AS last_day
  FROM (
    SELECT
      *
    FROM kerok_healthcare.gold_daily_staffing_fact
    WHERE
      quarter IN ({partitions})
  ) AS gold_daily_staffing_fact
  GROUP BY
    quarter
), described_release AS (
  SELECT
    p.ccn,
    q.described_quarter,
    p.processing_date,
    ROW_NUMBER() OVER (PARTITION BY p.ccn, q.described_quarter ORDER BY p.processing_date DESC) AS newest_first
  FROM kerok_healthcare.silver_providerinfo AS p
  JOIN release_quarter AS q
    ON p.processing_date = q.processing_date
  WHERE
    q.described_quarter IN (
      SELECT
        quarter
      FROM quarters
    )
), described AS (
  SELECT
    r.ccn,
    r.described_quarter,
    r.processing_date,
    p.reported_total_nurse_staffing_hours_per_resident_per_day,
    p.reported_rn_staffing_hours_per_resident_per_day,
    p.reported_lpn_staffing_hours_per_resident_per_day,
    p.reported_nurse_aide_staffing_hours_per_resident_per_day,
    p.reported_licensed_staffing_hours_per_resident_per_day,
    p.total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
    p.registered_nurse_hours_per_resident_per_day_on_the_weekend,
    p.average_number_of_residents_per_day,
    p.reported_staffing_footnote,
    p.average_number_of_residents_per_day_footnote,
    p.nursing_case_mix_index,
    p.nursing_case_mix_index_ratio,
    p.case_mix_total_nurse_staffing_hours_per_resident_per_day,
    p.case_mix_rn_staffing_hours_per_resident_per_day,
    p.case_mix_lpn_staffing_hours_per_resident_per_day,
    p.case_mix_nurse_aide_staffing_hours_per_resident_per_day,
    p.case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
    p.adjusted_total_nurse_staffing_hours_per_resident_per_day,
    p.adjusted_rn_staffing_hours_per_resident_per_day,
    p.adjusted_lpn_staffing_hours_per_resident_per_day,
    p.adjusted_nurse_aide_staffing_hours_per_resident_per_day,
    p.adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day
  FROM described_release AS r
  JOIN kerok_healthcare.silver_providerinfo AS p
    ON r.ccn = p.ccn AND r.processing_date = p.processing_date
  WHERE
    r.newest_first = 1
), as_of_release AS (
  SELECT
    p.ccn,
    q.quarter,
    q.last_day,
    p.processing_date,
    ROW_NUMBER() OVER (
      PARTITION BY p.ccn, q.quarter
      ORDER BY CASE WHEN p.processing_date <= q.last_day THEN 0 ELSE 1 END, ABS(DATE_DIFF('DAY', p.processing_date, q.last_day))
    ) AS nearest_first
  FROM quarters AS q
  JOIN kerok_healthcare.silver_providerinfo AS p
    ON ABS(DATE_DIFF('DAY', p.processing_date, q.last_day)) <= 366
), as_of AS (
  SELECT
    r.ccn,
    r.quarter,
    r.last_day,
    r.processing_date,
    p.certified_beds,
    p.overall_rating,
    p.health_inspection_rating,
    p.qm_rating,
    p.staffing_rating,
    p.total_nursing_staff_turnover,
    p.total_nursing_staff_turnover_footnote,
    p.registered_nurse_turnover,
    p.registered_nurse_turnover_footnote,
    p.number_of_administrators_who_have_left_the_nursing_home,
    p.number_of_fines,
    p.total_amount_of_fines_in_dollars,
    p.number_of_payment_denials,
    p.total_number_of_penalties,
    p.ownership_type,
    p.legal_business_name,
    p.affiliated_entity_name,
    p.affiliated_entity_id,
    p.special_focus_status,
    p.abuse_icon,
    p.provider_resides_in_hospital,
    p.urban,
    p.county_parish
  FROM as_of_release AS r
  JOIN kerok_healthcare.silver_providerinfo AS p
    ON r.ccn = p.ccn AND r.processing_date = p.processing_date
  WHERE
    r.nearest_first = 1
)
SELECT
  s.ccn,
  s.quarter,
  s.facility_name,
  s.state,
  s.cms_total_hours,
  s.cms_total_employee_hours,
  s.cms_total_contract_hours,
  s.cms_total_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_total_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_total_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_total_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_total_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_total_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_total_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_total_hprd,
  s.cms_total_weekend_hours,
  s.cms_total_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_total_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_total_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_total_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_total_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_total_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_total_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_total_weekend_hprd,
  s.cms_total_days_counted,
  s.cms_total_days_excluded,
  s.cms_rn_hours,
  s.cms_rn_employee_hours,
  s.cms_rn_contract_hours,
  s.cms_rn_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_rn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_rn_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_rn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_rn_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_rn_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_rn_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_rn_hprd,
  s.cms_rn_weekend_hours,
  s.cms_rn_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_rn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_rn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_rn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_rn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_rn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_rn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_rn_weekend_hprd,
  s.cms_rn_days_counted,
  s.cms_rn_days_excluded,
  s.cms_lpn_hours,
  s.cms_lpn_employee_hours,
  s.cms_lpn_contract_hours,
  s.cms_lpn_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_lpn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_lpn_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_lpn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_lpn_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_lpn_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_lpn_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_lpn_hprd,
  s.cms_lpn_weekend_hours,
  s.cms_lpn_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_lpn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_lpn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_lpn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_lpn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_lpn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_lpn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_lpn_weekend_hprd,
  s.cms_lpn_days_counted,
  s.cms_lpn_days_excluded,
  s.cms_licensed_hours,
  s.cms_licensed_employee_hours,
  s.cms_licensed_contract_hours,
  s.cms_licensed_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_licensed_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_licensed_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_licensed_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_licensed_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_licensed_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_licensed_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_licensed_hprd,
  s.cms_licensed_weekend_hours,
  s.cms_licensed_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_licensed_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_licensed_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_licensed_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_licensed_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_licensed_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_licensed_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_licensed_weekend_hprd,
  s.cms_licensed_days_counted,
  s.cms_licensed_days_excluded,
  s.cms_aide_hours,
  s.cms_aide_employee_hours,
  s.cms_aide_contract_hours,
  s.cms_aide_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_aide_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_aide_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_aide_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_aide_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_aide_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_aide_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_aide_hprd,
  s.cms_aide_weekend_hours,
  s.cms_aide_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.cms_aide_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_aide_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.cms_aide_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.cms_aide_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.cms_aide_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.cms_aide_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS cms_aide_weekend_hprd,
  s.cms_aide_days_counted,
  s.cms_aide_days_excluded,
  s.care_hours,
  s.care_employee_hours,
  s.care_contract_hours,
  s.care_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.care_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.care_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.care_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.care_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.care_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(s.care_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS care_hprd,
  s.care_weekend_hours,
  s.care_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.care_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.care_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.care_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.care_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.care_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.care_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS care_weekend_hprd,
  s.care_days_counted,
  s.care_days_excluded,
  s.rn_care_hours,
  s.rn_care_employee_hours,
  s.rn_care_contract_hours,
  s.rn_care_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.rn_care_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.rn_care_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.rn_care_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.rn_care_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.rn_care_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.rn_care_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS rn_care_hprd,
  s.rn_care_weekend_hours,
  s.rn_care_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.rn_care_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.rn_care_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.rn_care_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.rn_care_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.rn_care_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.rn_care_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS rn_care_weekend_hprd,
  s.rn_care_days_counted,
  s.rn_care_days_excluded,
  s.rn_lpn_cna_hours,
  s.rn_lpn_cna_employee_hours,
  s.rn_lpn_cna_contract_hours,
  s.rn_lpn_cna_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.rn_lpn_cna_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.rn_lpn_cna_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.rn_lpn_cna_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.rn_lpn_cna_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.rn_lpn_cna_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.rn_lpn_cna_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS rn_lpn_cna_hprd,
  s.rn_lpn_cna_weekend_hours,
  s.rn_lpn_cna_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.rn_lpn_cna_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.rn_lpn_cna_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.rn_lpn_cna_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.rn_lpn_cna_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.rn_lpn_cna_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.rn_lpn_cna_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS rn_lpn_cna_weekend_hprd,
  s.rn_lpn_cna_days_counted,
  s.rn_lpn_cna_days_excluded,
  s.role_rndon_hours,
  s.role_rndon_employee_hours,
  s.role_rndon_contract_hours,
  s.role_rndon_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_rndon_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rndon_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_rndon_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rndon_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_rndon_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_rndon_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_rndon_hprd,
  s.role_rndon_weekend_hours,
  s.role_rndon_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_rndon_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rndon_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_rndon_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rndon_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_rndon_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_rndon_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_rndon_weekend_hprd,
  s.role_rndon_days_counted,
  s.role_rndon_days_excluded,
  s.role_rnadmin_hours,
  s.role_rnadmin_employee_hours,
  s.role_rnadmin_contract_hours,
  s.role_rnadmin_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_rnadmin_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rnadmin_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_rnadmin_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rnadmin_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_rnadmin_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_rnadmin_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_rnadmin_hprd,
  s.role_rnadmin_weekend_hours,
  s.role_rnadmin_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_rnadmin_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rnadmin_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_rnadmin_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rnadmin_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_rnadmin_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_rnadmin_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_rnadmin_weekend_hprd,
  s.role_rnadmin_days_counted,
  s.role_rnadmin_days_excluded,
  s.role_rn_hours,
  s.role_rn_employee_hours,
  s.role_rn_contract_hours,
  s.role_rn_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_rn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rn_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_rn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rn_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_rn_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_rn_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_rn_hprd,
  s.role_rn_weekend_hours,
  s.role_rn_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_rn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_rn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_rn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_rn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_rn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_rn_weekend_hprd,
  s.role_rn_days_counted,
  s.role_rn_days_excluded,
  s.role_lpnadmin_hours,
  s.role_lpnadmin_employee_hours,
  s.role_lpnadmin_contract_hours,
  s.role_lpnadmin_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_lpnadmin_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_lpnadmin_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_lpnadmin_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_lpnadmin_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_lpnadmin_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_lpnadmin_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_lpnadmin_hprd,
  s.role_lpnadmin_weekend_hours,
  s.role_lpnadmin_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_lpnadmin_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_lpnadmin_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_lpnadmin_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_lpnadmin_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_lpnadmin_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_lpnadmin_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_lpnadmin_weekend_hprd,
  s.role_lpnadmin_days_counted,
  s.role_lpnadmin_days_excluded,
  s.role_lpn_hours,
  s.role_lpn_employee_hours,
  s.role_lpn_contract_hours,
  s.role_lpn_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_lpn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_lpn_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_lpn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_lpn_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_lpn_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_lpn_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_lpn_hprd,
  s.role_lpn_weekend_hours,
  s.role_lpn_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_lpn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_lpn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_lpn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_lpn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_lpn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_lpn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_lpn_weekend_hprd,
  s.role_lpn_days_counted,
  s.role_lpn_days_excluded,
  s.role_cna_hours,
  s.role_cna_employee_hours,
  s.role_cna_contract_hours,
  s.role_cna_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_cna_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_cna_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_cna_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_cna_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_cna_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_cna_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_cna_hprd,
  s.role_cna_weekend_hours,
  s.role_cna_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_cna_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_cna_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_cna_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_cna_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_cna_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_cna_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_cna_weekend_hprd,
  s.role_cna_days_counted,
  s.role_cna_days_excluded,
  s.role_natrn_hours,
  s.role_natrn_employee_hours,
  s.role_natrn_contract_hours,
  s.role_natrn_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_natrn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_natrn_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_natrn_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_natrn_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_natrn_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_natrn_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_natrn_hprd,
  s.role_natrn_weekend_hours,
  s.role_natrn_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_natrn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_natrn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_natrn_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_natrn_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_natrn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_natrn_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_natrn_weekend_hprd,
  s.role_natrn_days_counted,
  s.role_natrn_days_excluded,
  s.role_medaide_hours,
  s.role_medaide_employee_hours,
  s.role_medaide_contract_hours,
  s.role_medaide_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_medaide_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_medaide_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_medaide_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_medaide_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_medaide_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_medaide_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_medaide_hprd,
  s.role_medaide_weekend_hours,
  s.role_medaide_weekend_resident_days,
  TRY_CAST(CAST(CAST((
    TRY_CAST(s.role_medaide_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_medaide_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(s.role_medaide_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.role_medaide_weekend_resident_days AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(s.role_medaide_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(
    CAST(NULLIF(TRY_CAST(s.role_medaide_weekend_resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE),
    0
  ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS role_medaide_weekend_hprd,
  s.role_medaide_days_counted,
  s.role_medaide_days_excluded,
  s.zero_census_days,
  s.zero_rn_days,
  s.under_8_rn_days,
  s.zero_staff_days,
  s.low_days,
  s.days_with_residents,
  s.observed_days,
  s.census_days,
  s.days,
  s.repeated_days,
  s.over_24_hprd_days,
  s.same_census_months,
  s.below_federal_2024_total_days,
  s.below_federal_2024_rn_days,
  s.below_federal_2024_aide_days,
  s.below_study_2001_total_days,
  s.below_study_2001_rn_days,
  s.zero_census_hours,
  s.first_resident_day,
  s.last_resident_day,
  d.reported_total_nurse_staffing_hours_per_resident_per_day AS reported_total_hprd,
  d.reported_rn_staffing_hours_per_resident_per_day AS reported_rn_hprd,
  d.reported_lpn_staffing_hours_per_resident_per_day AS reported_lpn_hprd,
  d.reported_nurse_aide_staffing_hours_per_resident_per_day AS reported_aide_hprd,
  d.reported_licensed_staffing_hours_per_resident_per_day AS reported_licensed_hprd,
  d.total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend AS reported_weekend_total_hprd,
  d.registered_nurse_hours_per_resident_per_day_on_the_weekend AS reported_weekend_rn_hprd,
  d.average_number_of_residents_per_day AS reported_average_residents,
  d.reported_staffing_footnote AS reported_staffing_footnote,
  d.average_number_of_residents_per_day_footnote AS reported_average_residents_footnote,
  d.nursing_case_mix_index AS case_mix_index,
  d.nursing_case_mix_index_ratio AS case_mix_index_ratio,
  d.case_mix_total_nurse_staffing_hours_per_resident_per_day AS case_mix_total_hprd,
  d.case_mix_rn_staffing_hours_per_resident_per_day AS case_mix_rn_hprd,
  d.case_mix_lpn_staffing_hours_per_resident_per_day AS case_mix_lpn_hprd,
  d.case_mix_nurse_aide_staffing_hours_per_resident_per_day AS case_mix_aide_hprd,
  d.case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day AS case_mix_weekend_total_hprd,
  d.adjusted_total_nurse_staffing_hours_per_resident_per_day AS adjusted_total_hprd,
  d.adjusted_rn_staffing_hours_per_resident_per_day AS adjusted_rn_hprd,
  d.adjusted_lpn_staffing_hours_per_resident_per_day AS adjusted_lpn_hprd,
  d.adjusted_nurse_aide_staffing_hours_per_resident_per_day AS adjusted_aide_hprd,
  d.adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day AS adjusted_weekend_total_hprd,
  d.processing_date AS reported_processing_date,
  d.processing_date AS case_mix_processing_date,
  a.certified_beds AS certified_beds,
  a.overall_rating AS overall_rating,
  a.health_inspection_rating AS health_inspection_rating,
  a.qm_rating AS qm_rating,
  a.staffing_rating AS staffing_rating,
  a.total_nursing_staff_turnover AS total_turnover_pct,
  a.total_nursing_staff_turnover_footnote AS total_turnover_footnote,
  a.registered_nurse_turnover AS rn_turnover_pct,
  a.registered_nurse_turnover_footnote AS rn_turnover_footnote,
  a.number_of_administrators_who_have_left_the_nursing_home AS administrators_left_count,
  a.number_of_fines AS fines_3y_count,
  a.total_amount_of_fines_in_dollars AS fines_3y_amount,
  a.number_of_payment_denials AS payment_denials_3y_count,
  a.total_number_of_penalties AS penalties_3y_count,
  a.ownership_type AS ownership_type,
  a.legal_business_name AS legal_business_name,
  a.affiliated_entity_name AS chain_name,
  a.affiliated_entity_id AS chain_id,
  a.special_focus_status AS special_focus_status,
  a.abuse_icon AS has_abuse_icon,
  a.provider_resides_in_hospital AS is_hospital_based,
  a.urban AS is_urban,
  a.county_parish AS county_parish,
  a.processing_date AS beds_processing_date,
  a.processing_date AS ratings_processing_date,
  a.processing_date AS turnover_processing_date,
  a.processing_date AS penalties_processing_date,
  a.processing_date AS ownership_processing_date,
  CAST(DATE_DIFF('DAY', a.processing_date, a.last_day) AS INTEGER) AS as_of_lag_days,
  a.processing_date > a.last_day AS as_of_backfilled,
  s.is_incomplete,
  s.is_synthetic
FROM staffing AS s
LEFT JOIN described AS d
  ON s.ccn = d.ccn AND s.quarter = d.described_quarter
LEFT JOIN as_of AS a
  ON s.ccn = a.ccn AND s.quarter = a.quarter
) AS computed
WHERE quarter IN ({partitions});

-- check key_is_unique
SELECT
  ccn,
  quarter
FROM kerok_healthcare.gold_quarterly_provider_fact__candidate_{sha8}
GROUP BY
  ccn,
  quarter
HAVING
  COUNT(*) > 1;

-- check parts_add_up
SELECT
  ccn,
  quarter
FROM kerok_healthcare.gold_quarterly_provider_fact__candidate_{sha8}
WHERE
  cms_total_days_excluded = 0
  AND cms_licensed_days_excluded = 0
  AND cms_aide_days_excluded = 0
  AND cms_total_hours <> cms_licensed_hours + cms_aide_hours;

-- merge
MERGE INTO kerok_healthcare.gold_quarterly_provider_fact AS t
USING (
  SELECT 'U' AS op,
    c.ccn, c.quarter, c.facility_name, c.state, c.cms_total_hours, c.cms_rn_hours, c.cms_lpn_hours, c.cms_licensed_hours,
    c.cms_aide_hours, c.care_hours, c.rn_care_hours, c.rn_lpn_cna_hours, c.role_rndon_hours, c.role_rnadmin_hours, c.role_rn_hours,
    c.role_lpnadmin_hours, c.role_lpn_hours, c.role_cna_hours, c.role_natrn_hours, c.role_medaide_hours, c.cms_total_employee_hours,
    c.cms_rn_employee_hours, c.cms_lpn_employee_hours, c.cms_licensed_employee_hours, c.cms_aide_employee_hours, c.care_employee_hours,
    c.rn_care_employee_hours, c.rn_lpn_cna_employee_hours, c.role_rndon_employee_hours, c.role_rnadmin_employee_hours,
    c.role_rn_employee_hours, c.role_lpnadmin_employee_hours, c.role_lpn_employee_hours, c.role_cna_employee_hours,
    c.role_natrn_employee_hours, c.role_medaide_employee_hours, c.cms_total_contract_hours, c.cms_rn_contract_hours,
    c.cms_lpn_contract_hours, c.cms_licensed_contract_hours, c.cms_aide_contract_hours, c.care_contract_hours, c.rn_care_contract_hours,
    c.rn_lpn_cna_contract_hours, c.role_rndon_contract_hours, c.role_rnadmin_contract_hours, c.role_rn_contract_hours,
    c.role_lpnadmin_contract_hours, c.role_lpn_contract_hours, c.role_cna_contract_hours, c.role_natrn_contract_hours,
    c.role_medaide_contract_hours, c.cms_total_resident_days, c.cms_rn_resident_days, c.cms_lpn_resident_days,
    c.cms_licensed_resident_days, c.cms_aide_resident_days, c.care_resident_days, c.rn_care_resident_days, c.rn_lpn_cna_resident_days,
    c.role_rndon_resident_days, c.role_rnadmin_resident_days, c.role_rn_resident_days, c.role_lpnadmin_resident_days,
    c.role_lpn_resident_days, c.role_cna_resident_days, c.role_natrn_resident_days, c.role_medaide_resident_days, c.cms_total_hprd,
    c.cms_rn_hprd, c.cms_lpn_hprd, c.cms_licensed_hprd, c.cms_aide_hprd, c.care_hprd, c.rn_care_hprd, c.rn_lpn_cna_hprd,
    c.role_rndon_hprd, c.role_rnadmin_hprd, c.role_rn_hprd, c.role_lpnadmin_hprd, c.role_lpn_hprd, c.role_cna_hprd, c.role_natrn_hprd,
    c.role_medaide_hprd, c.cms_total_weekend_hours, c.cms_rn_weekend_hours, c.cms_lpn_weekend_hours, c.cms_licensed_weekend_hours,
    c.cms_aide_weekend_hours, c.care_weekend_hours, c.rn_care_weekend_hours, c.rn_lpn_cna_weekend_hours, c.role_rndon_weekend_hours,
    c.role_rnadmin_weekend_hours, c.role_rn_weekend_hours, c.role_lpnadmin_weekend_hours, c.role_lpn_weekend_hours,
    c.role_cna_weekend_hours, c.role_natrn_weekend_hours, c.role_medaide_weekend_hours, c.cms_total_weekend_resident_days,
    c.cms_rn_weekend_resident_days, c.cms_lpn_weekend_resident_days, c.cms_licensed_weekend_resident_days,
    c.cms_aide_weekend_resident_days, c.care_weekend_resident_days, c.rn_care_weekend_resident_days, c.rn_lpn_cna_weekend_resident_days,
    c.role_rndon_weekend_resident_days, c.role_rnadmin_weekend_resident_days, c.role_rn_weekend_resident_days,
    c.role_lpnadmin_weekend_resident_days, c.role_lpn_weekend_resident_days, c.role_cna_weekend_resident_days,
    c.role_natrn_weekend_resident_days, c.role_medaide_weekend_resident_days, c.cms_total_weekend_hprd, c.cms_rn_weekend_hprd,
    c.cms_lpn_weekend_hprd, c.cms_licensed_weekend_hprd, c.cms_aide_weekend_hprd, c.care_weekend_hprd, c.rn_care_weekend_hprd,
    c.rn_lpn_cna_weekend_hprd, c.role_rndon_weekend_hprd, c.role_rnadmin_weekend_hprd, c.role_rn_weekend_hprd,
    c.role_lpnadmin_weekend_hprd, c.role_lpn_weekend_hprd, c.role_cna_weekend_hprd, c.role_natrn_weekend_hprd,
    c.role_medaide_weekend_hprd, c.cms_total_days_counted, c.cms_rn_days_counted, c.cms_lpn_days_counted, c.cms_licensed_days_counted,
    c.cms_aide_days_counted, c.care_days_counted, c.rn_care_days_counted, c.rn_lpn_cna_days_counted, c.role_rndon_days_counted,
    c.role_rnadmin_days_counted, c.role_rn_days_counted, c.role_lpnadmin_days_counted, c.role_lpn_days_counted, c.role_cna_days_counted,
    c.role_natrn_days_counted, c.role_medaide_days_counted, c.cms_total_days_excluded, c.cms_rn_days_excluded, c.cms_lpn_days_excluded,
    c.cms_licensed_days_excluded, c.cms_aide_days_excluded, c.care_days_excluded, c.rn_care_days_excluded, c.rn_lpn_cna_days_excluded,
    c.role_rndon_days_excluded, c.role_rnadmin_days_excluded, c.role_rn_days_excluded, c.role_lpnadmin_days_excluded,
    c.role_lpn_days_excluded, c.role_cna_days_excluded, c.role_natrn_days_excluded, c.role_medaide_days_excluded, c.zero_census_days,
    c.zero_rn_days, c.under_8_rn_days, c.zero_staff_days, c.days_with_residents, c.observed_days, c.census_days, c.days,
    c.zero_census_hours, c.first_resident_day, c.last_resident_day, c.reported_total_hprd, c.reported_rn_hprd, c.reported_lpn_hprd,
    c.reported_aide_hprd, c.reported_licensed_hprd, c.reported_weekend_total_hprd, c.reported_weekend_rn_hprd,
    c.reported_average_residents, c.reported_staffing_footnote, c.reported_average_residents_footnote, c.case_mix_index,
    c.case_mix_index_ratio, c.case_mix_total_hprd, c.case_mix_rn_hprd, c.case_mix_lpn_hprd, c.case_mix_aide_hprd,
    c.case_mix_weekend_total_hprd, c.adjusted_total_hprd, c.adjusted_rn_hprd, c.adjusted_lpn_hprd, c.adjusted_aide_hprd,
    c.adjusted_weekend_total_hprd, c.reported_processing_date, c.case_mix_processing_date, c.certified_beds, c.overall_rating,
    c.health_inspection_rating, c.qm_rating, c.staffing_rating, c.total_turnover_pct, c.total_turnover_footnote, c.rn_turnover_pct,
    c.rn_turnover_footnote, c.administrators_left_count, c.fines_3y_count, c.fines_3y_amount, c.payment_denials_3y_count,
    c.penalties_3y_count, c.ownership_type, c.legal_business_name, c.chain_name, c.chain_id, c.special_focus_status, c.has_abuse_icon,
    c.is_hospital_based, c.is_urban, c.beds_processing_date, c.ratings_processing_date, c.turnover_processing_date,
    c.penalties_processing_date, c.ownership_processing_date, c.as_of_lag_days, c.as_of_backfilled, c.low_days,
    c.below_federal_2024_total_days, c.below_federal_2024_rn_days, c.below_federal_2024_aide_days, c.below_study_2001_total_days,
    c.below_study_2001_rn_days, c.repeated_days, c.over_24_hprd_days, c.same_census_months, c.county_parish, c.is_incomplete,
    c.is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact__candidate_{sha8} AS c
  WHERE c.quarter IN ({partitions})
  UNION ALL
  SELECT 'D' AS op,
    t.ccn, t.quarter, NULL AS facility_name, NULL AS state, NULL AS cms_total_hours, NULL AS cms_rn_hours, NULL AS cms_lpn_hours,
    NULL AS cms_licensed_hours, NULL AS cms_aide_hours, NULL AS care_hours, NULL AS rn_care_hours, NULL AS rn_lpn_cna_hours,
    NULL AS role_rndon_hours, NULL AS role_rnadmin_hours, NULL AS role_rn_hours, NULL AS role_lpnadmin_hours, NULL AS role_lpn_hours,
    NULL AS role_cna_hours, NULL AS role_natrn_hours, NULL AS role_medaide_hours, NULL AS cms_total_employee_hours,
    NULL AS cms_rn_employee_hours, NULL AS cms_lpn_employee_hours, NULL AS cms_licensed_employee_hours, NULL AS cms_aide_employee_hours,
    NULL AS care_employee_hours, NULL AS rn_care_employee_hours, NULL AS rn_lpn_cna_employee_hours, NULL AS role_rndon_employee_hours,
    NULL AS role_rnadmin_employee_hours, NULL AS role_rn_employee_hours, NULL AS role_lpnadmin_employee_hours,
    NULL AS role_lpn_employee_hours, NULL AS role_cna_employee_hours, NULL AS role_natrn_employee_hours,
    NULL AS role_medaide_employee_hours, NULL AS cms_total_contract_hours, NULL AS cms_rn_contract_hours, NULL AS cms_lpn_contract_hours,
    NULL AS cms_licensed_contract_hours, NULL AS cms_aide_contract_hours, NULL AS care_contract_hours, NULL AS rn_care_contract_hours,
    NULL AS rn_lpn_cna_contract_hours, NULL AS role_rndon_contract_hours, NULL AS role_rnadmin_contract_hours,
    NULL AS role_rn_contract_hours, NULL AS role_lpnadmin_contract_hours, NULL AS role_lpn_contract_hours,
    NULL AS role_cna_contract_hours, NULL AS role_natrn_contract_hours, NULL AS role_medaide_contract_hours,
    NULL AS cms_total_resident_days, NULL AS cms_rn_resident_days, NULL AS cms_lpn_resident_days, NULL AS cms_licensed_resident_days,
    NULL AS cms_aide_resident_days, NULL AS care_resident_days, NULL AS rn_care_resident_days, NULL AS rn_lpn_cna_resident_days,
    NULL AS role_rndon_resident_days, NULL AS role_rnadmin_resident_days, NULL AS role_rn_resident_days,
    NULL AS role_lpnadmin_resident_days, NULL AS role_lpn_resident_days, NULL AS role_cna_resident_days, NULL AS role_natrn_resident_days,
    NULL AS role_medaide_resident_days, NULL AS cms_total_hprd, NULL AS cms_rn_hprd, NULL AS cms_lpn_hprd, NULL AS cms_licensed_hprd,
    NULL AS cms_aide_hprd, NULL AS care_hprd, NULL AS rn_care_hprd, NULL AS rn_lpn_cna_hprd, NULL AS role_rndon_hprd,
    NULL AS role_rnadmin_hprd, NULL AS role_rn_hprd, NULL AS role_lpnadmin_hprd, NULL AS role_lpn_hprd, NULL AS role_cna_hprd,
    NULL AS role_natrn_hprd, NULL AS role_medaide_hprd, NULL AS cms_total_weekend_hours, NULL AS cms_rn_weekend_hours,
    NULL AS cms_lpn_weekend_hours, NULL AS cms_licensed_weekend_hours, NULL AS cms_aide_weekend_hours, NULL AS care_weekend_hours,
    NULL AS rn_care_weekend_hours, NULL AS rn_lpn_cna_weekend_hours, NULL AS role_rndon_weekend_hours, NULL AS role_rnadmin_weekend_hours,
    NULL AS role_rn_weekend_hours, NULL AS role_lpnadmin_weekend_hours, NULL AS role_lpn_weekend_hours, NULL AS role_cna_weekend_hours,
    NULL AS role_natrn_weekend_hours, NULL AS role_medaide_weekend_hours, NULL AS cms_total_weekend_resident_days,
    NULL AS cms_rn_weekend_resident_days, NULL AS cms_lpn_weekend_resident_days, NULL AS cms_licensed_weekend_resident_days,
    NULL AS cms_aide_weekend_resident_days, NULL AS care_weekend_resident_days, NULL AS rn_care_weekend_resident_days,
    NULL AS rn_lpn_cna_weekend_resident_days, NULL AS role_rndon_weekend_resident_days, NULL AS role_rnadmin_weekend_resident_days,
    NULL AS role_rn_weekend_resident_days, NULL AS role_lpnadmin_weekend_resident_days, NULL AS role_lpn_weekend_resident_days,
    NULL AS role_cna_weekend_resident_days, NULL AS role_natrn_weekend_resident_days, NULL AS role_medaide_weekend_resident_days,
    NULL AS cms_total_weekend_hprd, NULL AS cms_rn_weekend_hprd, NULL AS cms_lpn_weekend_hprd, NULL AS cms_licensed_weekend_hprd,
    NULL AS cms_aide_weekend_hprd, NULL AS care_weekend_hprd, NULL AS rn_care_weekend_hprd, NULL AS rn_lpn_cna_weekend_hprd,
    NULL AS role_rndon_weekend_hprd, NULL AS role_rnadmin_weekend_hprd, NULL AS role_rn_weekend_hprd, NULL AS role_lpnadmin_weekend_hprd,
    NULL AS role_lpn_weekend_hprd, NULL AS role_cna_weekend_hprd, NULL AS role_natrn_weekend_hprd, NULL AS role_medaide_weekend_hprd,
    NULL AS cms_total_days_counted, NULL AS cms_rn_days_counted, NULL AS cms_lpn_days_counted, NULL AS cms_licensed_days_counted,
    NULL AS cms_aide_days_counted, NULL AS care_days_counted, NULL AS rn_care_days_counted, NULL AS rn_lpn_cna_days_counted,
    NULL AS role_rndon_days_counted, NULL AS role_rnadmin_days_counted, NULL AS role_rn_days_counted, NULL AS role_lpnadmin_days_counted,
    NULL AS role_lpn_days_counted, NULL AS role_cna_days_counted, NULL AS role_natrn_days_counted, NULL AS role_medaide_days_counted,
    NULL AS cms_total_days_excluded, NULL AS cms_rn_days_excluded, NULL AS cms_lpn_days_excluded, NULL AS cms_licensed_days_excluded,
    NULL AS cms_aide_days_excluded, NULL AS care_days_excluded, NULL AS rn_care_days_excluded, NULL AS rn_lpn_cna_days_excluded,
    NULL AS role_rndon_days_excluded, NULL AS role_rnadmin_days_excluded, NULL AS role_rn_days_excluded,
    NULL AS role_lpnadmin_days_excluded, NULL AS role_lpn_days_excluded, NULL AS role_cna_days_excluded, NULL AS role_natrn_days_excluded,
    NULL AS role_medaide_days_excluded, NULL AS zero_census_days, NULL AS zero_rn_days, NULL AS under_8_rn_days, NULL AS zero_staff_days,
    NULL AS days_with_residents, NULL AS observed_days, NULL AS census_days, NULL AS days, NULL AS zero_census_hours,
    NULL AS first_resident_day, NULL AS last_resident_day, NULL AS reported_total_hprd, NULL AS reported_rn_hprd,
    NULL AS reported_lpn_hprd, NULL AS reported_aide_hprd, NULL AS reported_licensed_hprd, NULL AS reported_weekend_total_hprd,
    NULL AS reported_weekend_rn_hprd, NULL AS reported_average_residents, NULL AS reported_staffing_footnote,
    NULL AS reported_average_residents_footnote, NULL AS case_mix_index, NULL AS case_mix_index_ratio, NULL AS case_mix_total_hprd,
    NULL AS case_mix_rn_hprd, NULL AS case_mix_lpn_hprd, NULL AS case_mix_aide_hprd, NULL AS case_mix_weekend_total_hprd,
    NULL AS adjusted_total_hprd, NULL AS adjusted_rn_hprd, NULL AS adjusted_lpn_hprd, NULL AS adjusted_aide_hprd,
    NULL AS adjusted_weekend_total_hprd, NULL AS reported_processing_date, NULL AS case_mix_processing_date, NULL AS certified_beds,
    NULL AS overall_rating, NULL AS health_inspection_rating, NULL AS qm_rating, NULL AS staffing_rating, NULL AS total_turnover_pct,
    NULL AS total_turnover_footnote, NULL AS rn_turnover_pct, NULL AS rn_turnover_footnote, NULL AS administrators_left_count,
    NULL AS fines_3y_count, NULL AS fines_3y_amount, NULL AS payment_denials_3y_count, NULL AS penalties_3y_count, NULL AS ownership_type,
    NULL AS legal_business_name, NULL AS chain_name, NULL AS chain_id, NULL AS special_focus_status, NULL AS has_abuse_icon,
    NULL AS is_hospital_based, NULL AS is_urban, NULL AS beds_processing_date, NULL AS ratings_processing_date,
    NULL AS turnover_processing_date, NULL AS penalties_processing_date, NULL AS ownership_processing_date, NULL AS as_of_lag_days,
    NULL AS as_of_backfilled, NULL AS low_days, NULL AS below_federal_2024_total_days, NULL AS below_federal_2024_rn_days,
    NULL AS below_federal_2024_aide_days, NULL AS below_study_2001_total_days, NULL AS below_study_2001_rn_days, NULL AS repeated_days,
    NULL AS over_24_hprd_days, NULL AS same_census_months, NULL AS county_parish, NULL AS is_incomplete, NULL AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS t
  LEFT JOIN kerok_healthcare.gold_quarterly_provider_fact__candidate_{sha8} AS c ON c.ccn = t.ccn AND c.quarter = t.quarter
  WHERE t.quarter IN ({partitions}) AND c.ccn IS NULL
) AS s
ON t.quarter IN ({partitions}) AND t.ccn = s.ccn AND t.quarter = s.quarter
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  facility_name = s.facility_name, state = s.state, cms_total_hours = s.cms_total_hours, cms_rn_hours = s.cms_rn_hours,
  cms_lpn_hours = s.cms_lpn_hours, cms_licensed_hours = s.cms_licensed_hours, cms_aide_hours = s.cms_aide_hours,
  care_hours = s.care_hours, rn_care_hours = s.rn_care_hours, rn_lpn_cna_hours = s.rn_lpn_cna_hours,
  role_rndon_hours = s.role_rndon_hours, role_rnadmin_hours = s.role_rnadmin_hours, role_rn_hours = s.role_rn_hours,
  role_lpnadmin_hours = s.role_lpnadmin_hours, role_lpn_hours = s.role_lpn_hours, role_cna_hours = s.role_cna_hours,
  role_natrn_hours = s.role_natrn_hours, role_medaide_hours = s.role_medaide_hours, cms_total_employee_hours = s.cms_total_employee_hours,
  cms_rn_employee_hours = s.cms_rn_employee_hours, cms_lpn_employee_hours = s.cms_lpn_employee_hours,
  cms_licensed_employee_hours = s.cms_licensed_employee_hours, cms_aide_employee_hours = s.cms_aide_employee_hours,
  care_employee_hours = s.care_employee_hours, rn_care_employee_hours = s.rn_care_employee_hours,
  rn_lpn_cna_employee_hours = s.rn_lpn_cna_employee_hours, role_rndon_employee_hours = s.role_rndon_employee_hours,
  role_rnadmin_employee_hours = s.role_rnadmin_employee_hours, role_rn_employee_hours = s.role_rn_employee_hours,
  role_lpnadmin_employee_hours = s.role_lpnadmin_employee_hours, role_lpn_employee_hours = s.role_lpn_employee_hours,
  role_cna_employee_hours = s.role_cna_employee_hours, role_natrn_employee_hours = s.role_natrn_employee_hours,
  role_medaide_employee_hours = s.role_medaide_employee_hours, cms_total_contract_hours = s.cms_total_contract_hours,
  cms_rn_contract_hours = s.cms_rn_contract_hours, cms_lpn_contract_hours = s.cms_lpn_contract_hours,
  cms_licensed_contract_hours = s.cms_licensed_contract_hours, cms_aide_contract_hours = s.cms_aide_contract_hours,
  care_contract_hours = s.care_contract_hours, rn_care_contract_hours = s.rn_care_contract_hours,
  rn_lpn_cna_contract_hours = s.rn_lpn_cna_contract_hours, role_rndon_contract_hours = s.role_rndon_contract_hours,
  role_rnadmin_contract_hours = s.role_rnadmin_contract_hours, role_rn_contract_hours = s.role_rn_contract_hours,
  role_lpnadmin_contract_hours = s.role_lpnadmin_contract_hours, role_lpn_contract_hours = s.role_lpn_contract_hours,
  role_cna_contract_hours = s.role_cna_contract_hours, role_natrn_contract_hours = s.role_natrn_contract_hours,
  role_medaide_contract_hours = s.role_medaide_contract_hours, cms_total_resident_days = s.cms_total_resident_days,
  cms_rn_resident_days = s.cms_rn_resident_days, cms_lpn_resident_days = s.cms_lpn_resident_days,
  cms_licensed_resident_days = s.cms_licensed_resident_days, cms_aide_resident_days = s.cms_aide_resident_days,
  care_resident_days = s.care_resident_days, rn_care_resident_days = s.rn_care_resident_days,
  rn_lpn_cna_resident_days = s.rn_lpn_cna_resident_days, role_rndon_resident_days = s.role_rndon_resident_days,
  role_rnadmin_resident_days = s.role_rnadmin_resident_days, role_rn_resident_days = s.role_rn_resident_days,
  role_lpnadmin_resident_days = s.role_lpnadmin_resident_days, role_lpn_resident_days = s.role_lpn_resident_days,
  role_cna_resident_days = s.role_cna_resident_days, role_natrn_resident_days = s.role_natrn_resident_days,
  role_medaide_resident_days = s.role_medaide_resident_days, cms_total_hprd = s.cms_total_hprd, cms_rn_hprd = s.cms_rn_hprd,
  cms_lpn_hprd = s.cms_lpn_hprd, cms_licensed_hprd = s.cms_licensed_hprd, cms_aide_hprd = s.cms_aide_hprd, care_hprd = s.care_hprd,
  rn_care_hprd = s.rn_care_hprd, rn_lpn_cna_hprd = s.rn_lpn_cna_hprd, role_rndon_hprd = s.role_rndon_hprd,
  role_rnadmin_hprd = s.role_rnadmin_hprd, role_rn_hprd = s.role_rn_hprd, role_lpnadmin_hprd = s.role_lpnadmin_hprd,
  role_lpn_hprd = s.role_lpn_hprd, role_cna_hprd = s.role_cna_hprd, role_natrn_hprd = s.role_natrn_hprd,
  role_medaide_hprd = s.role_medaide_hprd, cms_total_weekend_hours = s.cms_total_weekend_hours,
  cms_rn_weekend_hours = s.cms_rn_weekend_hours, cms_lpn_weekend_hours = s.cms_lpn_weekend_hours,
  cms_licensed_weekend_hours = s.cms_licensed_weekend_hours, cms_aide_weekend_hours = s.cms_aide_weekend_hours,
  care_weekend_hours = s.care_weekend_hours, rn_care_weekend_hours = s.rn_care_weekend_hours,
  rn_lpn_cna_weekend_hours = s.rn_lpn_cna_weekend_hours, role_rndon_weekend_hours = s.role_rndon_weekend_hours,
  role_rnadmin_weekend_hours = s.role_rnadmin_weekend_hours, role_rn_weekend_hours = s.role_rn_weekend_hours,
  role_lpnadmin_weekend_hours = s.role_lpnadmin_weekend_hours, role_lpn_weekend_hours = s.role_lpn_weekend_hours,
  role_cna_weekend_hours = s.role_cna_weekend_hours, role_natrn_weekend_hours = s.role_natrn_weekend_hours,
  role_medaide_weekend_hours = s.role_medaide_weekend_hours, cms_total_weekend_resident_days = s.cms_total_weekend_resident_days,
  cms_rn_weekend_resident_days = s.cms_rn_weekend_resident_days, cms_lpn_weekend_resident_days = s.cms_lpn_weekend_resident_days,
  cms_licensed_weekend_resident_days = s.cms_licensed_weekend_resident_days,
  cms_aide_weekend_resident_days = s.cms_aide_weekend_resident_days, care_weekend_resident_days = s.care_weekend_resident_days,
  rn_care_weekend_resident_days = s.rn_care_weekend_resident_days, rn_lpn_cna_weekend_resident_days = s.rn_lpn_cna_weekend_resident_days,
  role_rndon_weekend_resident_days = s.role_rndon_weekend_resident_days,
  role_rnadmin_weekend_resident_days = s.role_rnadmin_weekend_resident_days,
  role_rn_weekend_resident_days = s.role_rn_weekend_resident_days,
  role_lpnadmin_weekend_resident_days = s.role_lpnadmin_weekend_resident_days,
  role_lpn_weekend_resident_days = s.role_lpn_weekend_resident_days, role_cna_weekend_resident_days = s.role_cna_weekend_resident_days,
  role_natrn_weekend_resident_days = s.role_natrn_weekend_resident_days,
  role_medaide_weekend_resident_days = s.role_medaide_weekend_resident_days, cms_total_weekend_hprd = s.cms_total_weekend_hprd,
  cms_rn_weekend_hprd = s.cms_rn_weekend_hprd, cms_lpn_weekend_hprd = s.cms_lpn_weekend_hprd,
  cms_licensed_weekend_hprd = s.cms_licensed_weekend_hprd, cms_aide_weekend_hprd = s.cms_aide_weekend_hprd,
  care_weekend_hprd = s.care_weekend_hprd, rn_care_weekend_hprd = s.rn_care_weekend_hprd,
  rn_lpn_cna_weekend_hprd = s.rn_lpn_cna_weekend_hprd, role_rndon_weekend_hprd = s.role_rndon_weekend_hprd,
  role_rnadmin_weekend_hprd = s.role_rnadmin_weekend_hprd, role_rn_weekend_hprd = s.role_rn_weekend_hprd,
  role_lpnadmin_weekend_hprd = s.role_lpnadmin_weekend_hprd, role_lpn_weekend_hprd = s.role_lpn_weekend_hprd,
  role_cna_weekend_hprd = s.role_cna_weekend_hprd, role_natrn_weekend_hprd = s.role_natrn_weekend_hprd,
  role_medaide_weekend_hprd = s.role_medaide_weekend_hprd, cms_total_days_counted = s.cms_total_days_counted,
  cms_rn_days_counted = s.cms_rn_days_counted, cms_lpn_days_counted = s.cms_lpn_days_counted,
  cms_licensed_days_counted = s.cms_licensed_days_counted, cms_aide_days_counted = s.cms_aide_days_counted,
  care_days_counted = s.care_days_counted, rn_care_days_counted = s.rn_care_days_counted,
  rn_lpn_cna_days_counted = s.rn_lpn_cna_days_counted, role_rndon_days_counted = s.role_rndon_days_counted,
  role_rnadmin_days_counted = s.role_rnadmin_days_counted, role_rn_days_counted = s.role_rn_days_counted,
  role_lpnadmin_days_counted = s.role_lpnadmin_days_counted, role_lpn_days_counted = s.role_lpn_days_counted,
  role_cna_days_counted = s.role_cna_days_counted, role_natrn_days_counted = s.role_natrn_days_counted,
  role_medaide_days_counted = s.role_medaide_days_counted, cms_total_days_excluded = s.cms_total_days_excluded,
  cms_rn_days_excluded = s.cms_rn_days_excluded, cms_lpn_days_excluded = s.cms_lpn_days_excluded,
  cms_licensed_days_excluded = s.cms_licensed_days_excluded, cms_aide_days_excluded = s.cms_aide_days_excluded,
  care_days_excluded = s.care_days_excluded, rn_care_days_excluded = s.rn_care_days_excluded,
  rn_lpn_cna_days_excluded = s.rn_lpn_cna_days_excluded, role_rndon_days_excluded = s.role_rndon_days_excluded,
  role_rnadmin_days_excluded = s.role_rnadmin_days_excluded, role_rn_days_excluded = s.role_rn_days_excluded,
  role_lpnadmin_days_excluded = s.role_lpnadmin_days_excluded, role_lpn_days_excluded = s.role_lpn_days_excluded,
  role_cna_days_excluded = s.role_cna_days_excluded, role_natrn_days_excluded = s.role_natrn_days_excluded,
  role_medaide_days_excluded = s.role_medaide_days_excluded, zero_census_days = s.zero_census_days, zero_rn_days = s.zero_rn_days,
  under_8_rn_days = s.under_8_rn_days, zero_staff_days = s.zero_staff_days, days_with_residents = s.days_with_residents,
  observed_days = s.observed_days, census_days = s.census_days, days = s.days, zero_census_hours = s.zero_census_hours,
  first_resident_day = s.first_resident_day, last_resident_day = s.last_resident_day, reported_total_hprd = s.reported_total_hprd,
  reported_rn_hprd = s.reported_rn_hprd, reported_lpn_hprd = s.reported_lpn_hprd, reported_aide_hprd = s.reported_aide_hprd,
  reported_licensed_hprd = s.reported_licensed_hprd, reported_weekend_total_hprd = s.reported_weekend_total_hprd,
  reported_weekend_rn_hprd = s.reported_weekend_rn_hprd, reported_average_residents = s.reported_average_residents,
  reported_staffing_footnote = s.reported_staffing_footnote, reported_average_residents_footnote = s.reported_average_residents_footnote,
  case_mix_index = s.case_mix_index, case_mix_index_ratio = s.case_mix_index_ratio, case_mix_total_hprd = s.case_mix_total_hprd,
  case_mix_rn_hprd = s.case_mix_rn_hprd, case_mix_lpn_hprd = s.case_mix_lpn_hprd, case_mix_aide_hprd = s.case_mix_aide_hprd,
  case_mix_weekend_total_hprd = s.case_mix_weekend_total_hprd, adjusted_total_hprd = s.adjusted_total_hprd,
  adjusted_rn_hprd = s.adjusted_rn_hprd, adjusted_lpn_hprd = s.adjusted_lpn_hprd, adjusted_aide_hprd = s.adjusted_aide_hprd,
  adjusted_weekend_total_hprd = s.adjusted_weekend_total_hprd, reported_processing_date = s.reported_processing_date,
  case_mix_processing_date = s.case_mix_processing_date, certified_beds = s.certified_beds, overall_rating = s.overall_rating,
  health_inspection_rating = s.health_inspection_rating, qm_rating = s.qm_rating, staffing_rating = s.staffing_rating,
  total_turnover_pct = s.total_turnover_pct, total_turnover_footnote = s.total_turnover_footnote, rn_turnover_pct = s.rn_turnover_pct,
  rn_turnover_footnote = s.rn_turnover_footnote, administrators_left_count = s.administrators_left_count,
  fines_3y_count = s.fines_3y_count, fines_3y_amount = s.fines_3y_amount, payment_denials_3y_count = s.payment_denials_3y_count,
  penalties_3y_count = s.penalties_3y_count, ownership_type = s.ownership_type, legal_business_name = s.legal_business_name,
  chain_name = s.chain_name, chain_id = s.chain_id, special_focus_status = s.special_focus_status, has_abuse_icon = s.has_abuse_icon,
  is_hospital_based = s.is_hospital_based, is_urban = s.is_urban, beds_processing_date = s.beds_processing_date,
  ratings_processing_date = s.ratings_processing_date, turnover_processing_date = s.turnover_processing_date,
  penalties_processing_date = s.penalties_processing_date, ownership_processing_date = s.ownership_processing_date,
  as_of_lag_days = s.as_of_lag_days, as_of_backfilled = s.as_of_backfilled, low_days = s.low_days,
  below_federal_2024_total_days = s.below_federal_2024_total_days, below_federal_2024_rn_days = s.below_federal_2024_rn_days,
  below_federal_2024_aide_days = s.below_federal_2024_aide_days, below_study_2001_total_days = s.below_study_2001_total_days,
  below_study_2001_rn_days = s.below_study_2001_rn_days, repeated_days = s.repeated_days, over_24_hprd_days = s.over_24_hprd_days,
  same_census_months = s.same_census_months, county_parish = s.county_parish, is_incomplete = s.is_incomplete,
  is_synthetic = s.is_synthetic
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  ccn, quarter, facility_name, state, cms_total_hours, cms_rn_hours, cms_lpn_hours, cms_licensed_hours, cms_aide_hours, care_hours,
  rn_care_hours, rn_lpn_cna_hours, role_rndon_hours, role_rnadmin_hours, role_rn_hours, role_lpnadmin_hours, role_lpn_hours,
  role_cna_hours, role_natrn_hours, role_medaide_hours, cms_total_employee_hours, cms_rn_employee_hours, cms_lpn_employee_hours,
  cms_licensed_employee_hours, cms_aide_employee_hours, care_employee_hours, rn_care_employee_hours, rn_lpn_cna_employee_hours,
  role_rndon_employee_hours, role_rnadmin_employee_hours, role_rn_employee_hours, role_lpnadmin_employee_hours, role_lpn_employee_hours,
  role_cna_employee_hours, role_natrn_employee_hours, role_medaide_employee_hours, cms_total_contract_hours, cms_rn_contract_hours,
  cms_lpn_contract_hours, cms_licensed_contract_hours, cms_aide_contract_hours, care_contract_hours, rn_care_contract_hours,
  rn_lpn_cna_contract_hours, role_rndon_contract_hours, role_rnadmin_contract_hours, role_rn_contract_hours, role_lpnadmin_contract_hours,
  role_lpn_contract_hours, role_cna_contract_hours, role_natrn_contract_hours, role_medaide_contract_hours, cms_total_resident_days,
  cms_rn_resident_days, cms_lpn_resident_days, cms_licensed_resident_days, cms_aide_resident_days, care_resident_days,
  rn_care_resident_days, rn_lpn_cna_resident_days, role_rndon_resident_days, role_rnadmin_resident_days, role_rn_resident_days,
  role_lpnadmin_resident_days, role_lpn_resident_days, role_cna_resident_days, role_natrn_resident_days, role_medaide_resident_days,
  cms_total_hprd, cms_rn_hprd, cms_lpn_hprd, cms_licensed_hprd, cms_aide_hprd, care_hprd, rn_care_hprd, rn_lpn_cna_hprd, role_rndon_hprd,
  role_rnadmin_hprd, role_rn_hprd, role_lpnadmin_hprd, role_lpn_hprd, role_cna_hprd, role_natrn_hprd, role_medaide_hprd,
  cms_total_weekend_hours, cms_rn_weekend_hours, cms_lpn_weekend_hours, cms_licensed_weekend_hours, cms_aide_weekend_hours,
  care_weekend_hours, rn_care_weekend_hours, rn_lpn_cna_weekend_hours, role_rndon_weekend_hours, role_rnadmin_weekend_hours,
  role_rn_weekend_hours, role_lpnadmin_weekend_hours, role_lpn_weekend_hours, role_cna_weekend_hours, role_natrn_weekend_hours,
  role_medaide_weekend_hours, cms_total_weekend_resident_days, cms_rn_weekend_resident_days, cms_lpn_weekend_resident_days,
  cms_licensed_weekend_resident_days, cms_aide_weekend_resident_days, care_weekend_resident_days, rn_care_weekend_resident_days,
  rn_lpn_cna_weekend_resident_days, role_rndon_weekend_resident_days, role_rnadmin_weekend_resident_days, role_rn_weekend_resident_days,
  role_lpnadmin_weekend_resident_days, role_lpn_weekend_resident_days, role_cna_weekend_resident_days, role_natrn_weekend_resident_days,
  role_medaide_weekend_resident_days, cms_total_weekend_hprd, cms_rn_weekend_hprd, cms_lpn_weekend_hprd, cms_licensed_weekend_hprd,
  cms_aide_weekend_hprd, care_weekend_hprd, rn_care_weekend_hprd, rn_lpn_cna_weekend_hprd, role_rndon_weekend_hprd,
  role_rnadmin_weekend_hprd, role_rn_weekend_hprd, role_lpnadmin_weekend_hprd, role_lpn_weekend_hprd, role_cna_weekend_hprd,
  role_natrn_weekend_hprd, role_medaide_weekend_hprd, cms_total_days_counted, cms_rn_days_counted, cms_lpn_days_counted,
  cms_licensed_days_counted, cms_aide_days_counted, care_days_counted, rn_care_days_counted, rn_lpn_cna_days_counted,
  role_rndon_days_counted, role_rnadmin_days_counted, role_rn_days_counted, role_lpnadmin_days_counted, role_lpn_days_counted,
  role_cna_days_counted, role_natrn_days_counted, role_medaide_days_counted, cms_total_days_excluded, cms_rn_days_excluded,
  cms_lpn_days_excluded, cms_licensed_days_excluded, cms_aide_days_excluded, care_days_excluded, rn_care_days_excluded,
  rn_lpn_cna_days_excluded, role_rndon_days_excluded, role_rnadmin_days_excluded, role_rn_days_excluded, role_lpnadmin_days_excluded,
  role_lpn_days_excluded, role_cna_days_excluded, role_natrn_days_excluded, role_medaide_days_excluded, zero_census_days, zero_rn_days,
  under_8_rn_days, zero_staff_days, days_with_residents, observed_days, census_days, days, zero_census_hours, first_resident_day,
  last_resident_day, reported_total_hprd, reported_rn_hprd, reported_lpn_hprd, reported_aide_hprd, reported_licensed_hprd,
  reported_weekend_total_hprd, reported_weekend_rn_hprd, reported_average_residents, reported_staffing_footnote,
  reported_average_residents_footnote, case_mix_index, case_mix_index_ratio, case_mix_total_hprd, case_mix_rn_hprd, case_mix_lpn_hprd,
  case_mix_aide_hprd, case_mix_weekend_total_hprd, adjusted_total_hprd, adjusted_rn_hprd, adjusted_lpn_hprd, adjusted_aide_hprd,
  adjusted_weekend_total_hprd, reported_processing_date, case_mix_processing_date, certified_beds, overall_rating,
  health_inspection_rating, qm_rating, staffing_rating, total_turnover_pct, total_turnover_footnote, rn_turnover_pct,
  rn_turnover_footnote, administrators_left_count, fines_3y_count, fines_3y_amount, payment_denials_3y_count, penalties_3y_count,
  ownership_type, legal_business_name, chain_name, chain_id, special_focus_status, has_abuse_icon, is_hospital_based, is_urban,
  beds_processing_date, ratings_processing_date, turnover_processing_date, penalties_processing_date, ownership_processing_date,
  as_of_lag_days, as_of_backfilled, low_days, below_federal_2024_total_days, below_federal_2024_rn_days, below_federal_2024_aide_days,
  below_study_2001_total_days, below_study_2001_rn_days, repeated_days, over_24_hprd_days, same_census_months, county_parish,
  is_incomplete, is_synthetic
) VALUES (
  s.ccn, s.quarter, s.facility_name, s.state, s.cms_total_hours, s.cms_rn_hours, s.cms_lpn_hours, s.cms_licensed_hours, s.cms_aide_hours,
  s.care_hours, s.rn_care_hours, s.rn_lpn_cna_hours, s.role_rndon_hours, s.role_rnadmin_hours, s.role_rn_hours, s.role_lpnadmin_hours,
  s.role_lpn_hours, s.role_cna_hours, s.role_natrn_hours, s.role_medaide_hours, s.cms_total_employee_hours, s.cms_rn_employee_hours,
  s.cms_lpn_employee_hours, s.cms_licensed_employee_hours, s.cms_aide_employee_hours, s.care_employee_hours, s.rn_care_employee_hours,
  s.rn_lpn_cna_employee_hours, s.role_rndon_employee_hours, s.role_rnadmin_employee_hours, s.role_rn_employee_hours,
  s.role_lpnadmin_employee_hours, s.role_lpn_employee_hours, s.role_cna_employee_hours, s.role_natrn_employee_hours,
  s.role_medaide_employee_hours, s.cms_total_contract_hours, s.cms_rn_contract_hours, s.cms_lpn_contract_hours,
  s.cms_licensed_contract_hours, s.cms_aide_contract_hours, s.care_contract_hours, s.rn_care_contract_hours, s.rn_lpn_cna_contract_hours,
  s.role_rndon_contract_hours, s.role_rnadmin_contract_hours, s.role_rn_contract_hours, s.role_lpnadmin_contract_hours,
  s.role_lpn_contract_hours, s.role_cna_contract_hours, s.role_natrn_contract_hours, s.role_medaide_contract_hours,
  s.cms_total_resident_days, s.cms_rn_resident_days, s.cms_lpn_resident_days, s.cms_licensed_resident_days, s.cms_aide_resident_days,
  s.care_resident_days, s.rn_care_resident_days, s.rn_lpn_cna_resident_days, s.role_rndon_resident_days, s.role_rnadmin_resident_days,
  s.role_rn_resident_days, s.role_lpnadmin_resident_days, s.role_lpn_resident_days, s.role_cna_resident_days, s.role_natrn_resident_days,
  s.role_medaide_resident_days, s.cms_total_hprd, s.cms_rn_hprd, s.cms_lpn_hprd, s.cms_licensed_hprd, s.cms_aide_hprd, s.care_hprd,
  s.rn_care_hprd, s.rn_lpn_cna_hprd, s.role_rndon_hprd, s.role_rnadmin_hprd, s.role_rn_hprd, s.role_lpnadmin_hprd, s.role_lpn_hprd,
  s.role_cna_hprd, s.role_natrn_hprd, s.role_medaide_hprd, s.cms_total_weekend_hours, s.cms_rn_weekend_hours, s.cms_lpn_weekend_hours,
  s.cms_licensed_weekend_hours, s.cms_aide_weekend_hours, s.care_weekend_hours, s.rn_care_weekend_hours, s.rn_lpn_cna_weekend_hours,
  s.role_rndon_weekend_hours, s.role_rnadmin_weekend_hours, s.role_rn_weekend_hours, s.role_lpnadmin_weekend_hours,
  s.role_lpn_weekend_hours, s.role_cna_weekend_hours, s.role_natrn_weekend_hours, s.role_medaide_weekend_hours,
  s.cms_total_weekend_resident_days, s.cms_rn_weekend_resident_days, s.cms_lpn_weekend_resident_days,
  s.cms_licensed_weekend_resident_days, s.cms_aide_weekend_resident_days, s.care_weekend_resident_days, s.rn_care_weekend_resident_days,
  s.rn_lpn_cna_weekend_resident_days, s.role_rndon_weekend_resident_days, s.role_rnadmin_weekend_resident_days,
  s.role_rn_weekend_resident_days, s.role_lpnadmin_weekend_resident_days, s.role_lpn_weekend_resident_days,
  s.role_cna_weekend_resident_days, s.role_natrn_weekend_resident_days, s.role_medaide_weekend_resident_days, s.cms_total_weekend_hprd,
  s.cms_rn_weekend_hprd, s.cms_lpn_weekend_hprd, s.cms_licensed_weekend_hprd, s.cms_aide_weekend_hprd, s.care_weekend_hprd,
  s.rn_care_weekend_hprd, s.rn_lpn_cna_weekend_hprd, s.role_rndon_weekend_hprd, s.role_rnadmin_weekend_hprd, s.role_rn_weekend_hprd,
  s.role_lpnadmin_weekend_hprd, s.role_lpn_weekend_hprd, s.role_cna_weekend_hprd, s.role_natrn_weekend_hprd, s.role_medaide_weekend_hprd,
  s.cms_total_days_counted, s.cms_rn_days_counted, s.cms_lpn_days_counted, s.cms_licensed_days_counted, s.cms_aide_days_counted,
  s.care_days_counted, s.rn_care_days_counted, s.rn_lpn_cna_days_counted, s.role_rndon_days_counted, s.role_rnadmin_days_counted,
  s.role_rn_days_counted, s.role_lpnadmin_days_counted, s.role_lpn_days_counted, s.role_cna_days_counted, s.role_natrn_days_counted,
  s.role_medaide_days_counted, s.cms_total_days_excluded, s.cms_rn_days_excluded, s.cms_lpn_days_excluded, s.cms_licensed_days_excluded,
  s.cms_aide_days_excluded, s.care_days_excluded, s.rn_care_days_excluded, s.rn_lpn_cna_days_excluded, s.role_rndon_days_excluded,
  s.role_rnadmin_days_excluded, s.role_rn_days_excluded, s.role_lpnadmin_days_excluded, s.role_lpn_days_excluded,
  s.role_cna_days_excluded, s.role_natrn_days_excluded, s.role_medaide_days_excluded, s.zero_census_days, s.zero_rn_days,
  s.under_8_rn_days, s.zero_staff_days, s.days_with_residents, s.observed_days, s.census_days, s.days, s.zero_census_hours,
  s.first_resident_day, s.last_resident_day, s.reported_total_hprd, s.reported_rn_hprd, s.reported_lpn_hprd, s.reported_aide_hprd,
  s.reported_licensed_hprd, s.reported_weekend_total_hprd, s.reported_weekend_rn_hprd, s.reported_average_residents,
  s.reported_staffing_footnote, s.reported_average_residents_footnote, s.case_mix_index, s.case_mix_index_ratio, s.case_mix_total_hprd,
  s.case_mix_rn_hprd, s.case_mix_lpn_hprd, s.case_mix_aide_hprd, s.case_mix_weekend_total_hprd, s.adjusted_total_hprd, s.adjusted_rn_hprd,
  s.adjusted_lpn_hprd, s.adjusted_aide_hprd, s.adjusted_weekend_total_hprd, s.reported_processing_date, s.case_mix_processing_date,
  s.certified_beds, s.overall_rating, s.health_inspection_rating, s.qm_rating, s.staffing_rating, s.total_turnover_pct,
  s.total_turnover_footnote, s.rn_turnover_pct, s.rn_turnover_footnote, s.administrators_left_count, s.fines_3y_count, s.fines_3y_amount,
  s.payment_denials_3y_count, s.penalties_3y_count, s.ownership_type, s.legal_business_name, s.chain_name, s.chain_id,
  s.special_focus_status, s.has_abuse_icon, s.is_hospital_based, s.is_urban, s.beds_processing_date, s.ratings_processing_date,
  s.turnover_processing_date, s.penalties_processing_date, s.ownership_processing_date, s.as_of_lag_days, s.as_of_backfilled, s.low_days,
  s.below_federal_2024_total_days, s.below_federal_2024_rn_days, s.below_federal_2024_aide_days, s.below_study_2001_total_days,
  s.below_study_2001_rn_days, s.repeated_days, s.over_24_hprd_days, s.same_census_months, s.county_parish, s.is_incomplete, s.is_synthetic
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.gold_quarterly_provider_fact__candidate_{sha8};

-- optimize
OPTIMIZE kerok_healthcare.gold_quarterly_provider_fact REWRITE DATA USING BIN_PACK WHERE quarter IN ({partitions});

-- expire
VACUUM kerok_healthcare.gold_quarterly_provider_fact;
