-- gold_monthly_staffing_fact on trino: one row per facility per month per role set

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.gold_monthly_staffing_fact (
  ccn varchar,
  facility_name varchar,
  state varchar,
  month date,
  quarter varchar,
  role_set varchar,
  hours decimal(18,2),
  employee_hours decimal(18,2),
  contract_hours decimal(18,2),
  resident_days bigint,
  weekend_hours decimal(18,2),
  weekend_resident_days bigint,
  days_counted bigint,
  days_excluded bigint,
  observed_days bigint,
  census_days bigint,
  certified_beds integer,
  beds_processing_date date,
  beds_lag_days integer,
  beds_backfilled boolean,
  beds_missing_reason varchar,
  is_incomplete boolean,
  is_synthetic boolean
)
WITH (format = 'PARQUET', format_version = 2, partitioning = ARRAY['quarter'], sorted_by = ARRAY['role_set', 'ccn', 'month']);

-- candidate
CREATE TABLE kerok_healthcare.gold_monthly_staffing_fact__candidate_{sha8}
WITH (format = 'PARQUET', format_version = 2) AS
SELECT
  ccn, facility_name, state, month, quarter, role_set, hours, employee_hours, contract_hours, resident_days, weekend_hours,
  weekend_resident_days, days_counted, days_excluded, observed_days, census_days, certified_beds, beds_processing_date, beds_lag_days,
  beds_backfilled, beds_missing_reason, is_incomplete, is_synthetic
FROM (
WITH staffing_by_month AS (
  WITH counted AS (
    SELECT
      ccn,
      quarter,
      CAST(DATE_TRUNC('MONTH', work_date) AS DATE) AS month,
      work_date,
      state,
      facility_name,
      residents,
      is_incomplete,
      is_synthetic,
      DAY_OF_WEEK(work_date) IN (6, 7) AS is_weekend,
      rndon_hours,
      rndon_employee_hours,
      rndon_contract_hours,
      rnadmin_hours,
      rnadmin_employee_hours,
      rnadmin_contract_hours,
      rn_hours,
      rn_employee_hours,
      rn_contract_hours,
      lpnadmin_hours,
      lpnadmin_employee_hours,
      lpnadmin_contract_hours,
      lpn_hours,
      lpn_employee_hours,
      lpn_contract_hours,
      cna_hours,
      cna_employee_hours,
      cna_contract_hours,
      natrn_hours,
      natrn_employee_hours,
      natrn_contract_hours,
      medaide_hours,
      medaide_employee_hours,
      medaide_contract_hours,
      COALESCE(
        rndon_hours > 0
        OR rnadmin_hours > 0
        OR rn_hours > 0
        OR lpnadmin_hours > 0
        OR lpn_hours > 0
        OR cna_hours > 0
        OR natrn_hours > 0
        OR medaide_hours > 0,
        FALSE
      ) AS has_hours,
      cms_total_hours AS all_hours,
      cms_rn_hours AS all_rn_hours,
      CASE WHEN residents > 0 THEN cms_total_hours END AS cms_total_counted,
      CASE WHEN residents > 0 THEN cms_rn_hours END AS cms_rn_counted,
      CASE WHEN residents > 0 THEN cms_lpn_hours END AS cms_lpn_counted,
      CASE WHEN residents > 0 THEN cms_licensed_hours END AS cms_licensed_counted,
      CASE WHEN residents > 0 THEN cms_aide_hours END AS cms_aide_counted,
      CASE WHEN residents > 0 THEN care_hours END AS care_counted,
      CASE
        WHEN residents > 0 AND NOT rn_employee_hours + rn_contract_hours IS NULL
        THEN rn_hours
      END AS rn_care_counted,
      CASE WHEN residents > 0 THEN rn_lpn_cna_hours END AS rn_lpn_cna_counted,
      CASE
        WHEN residents > 0 AND NOT rndon_employee_hours + rndon_contract_hours IS NULL
        THEN rndon_hours
      END AS role_rndon_counted,
      CASE
        WHEN residents > 0 AND NOT rnadmin_employee_hours + rnadmin_contract_hours IS NULL
        THEN rnadmin_hours
      END AS role_rnadmin_counted,
      CASE
        WHEN residents > 0 AND NOT rn_employee_hours + rn_contract_hours IS NULL
        THEN rn_hours
      END AS role_rn_counted,
      CASE
        WHEN residents > 0 AND NOT lpnadmin_employee_hours + lpnadmin_contract_hours IS NULL
        THEN lpnadmin_hours
      END AS role_lpnadmin_counted,
      CASE
        WHEN residents > 0 AND NOT lpn_employee_hours + lpn_contract_hours IS NULL
        THEN lpn_hours
      END AS role_lpn_counted,
      CASE
        WHEN residents > 0 AND NOT cna_employee_hours + cna_contract_hours IS NULL
        THEN cna_hours
      END AS role_cna_counted,
      CASE
        WHEN residents > 0 AND NOT natrn_employee_hours + natrn_contract_hours IS NULL
        THEN natrn_hours
      END AS role_natrn_counted,
      CASE
        WHEN residents > 0 AND NOT medaide_employee_hours + medaide_contract_hours IS NULL
        THEN medaide_hours
      END AS role_medaide_counted
    FROM (
      SELECT
        *
      FROM kerok_healthcare.gold_daily_staffing_fact
      WHERE
        quarter IN ({partitions})
    ) AS gold_daily_staffing_fact
  )
  SELECT
    ccn,
    quarter,
    month,
    MAX_BY(state, work_date) FILTER(WHERE
      NOT state IS NULL) AS last_state,
    MAX_BY(facility_name, work_date) FILTER(WHERE
      NOT facility_name IS NULL) AS last_facility_name,
    SUM(cms_total_counted) AS cms_total_hours,
    SUM(
      rndon_contract_hours + rnadmin_contract_hours + rn_contract_hours + lpnadmin_contract_hours + lpn_contract_hours + cna_contract_hours + natrn_contract_hours + medaide_contract_hours
    ) FILTER(WHERE
      NOT cms_total_counted IS NULL) AS cms_total_contract_hours,
    SUM(
      rndon_employee_hours + rnadmin_employee_hours + rn_employee_hours + lpnadmin_employee_hours + lpn_employee_hours + cna_employee_hours + natrn_employee_hours + medaide_employee_hours
    ) FILTER(WHERE
      NOT cms_total_counted IS NULL) AS cms_total_employee_hours,
    SUM(cms_total_counted) FILTER(WHERE
      is_weekend) AS cms_total_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT cms_total_counted IS NULL) AS cms_total_resident_days,
    SUM(residents) FILTER(WHERE
      NOT cms_total_counted IS NULL AND is_weekend) AS cms_total_weekend_resident_days,
    COUNT(cms_total_counted) AS cms_total_days_counted,
    SUM(cms_rn_counted) AS cms_rn_hours,
    SUM(rndon_contract_hours + rnadmin_contract_hours + rn_contract_hours) FILTER(WHERE
      NOT cms_rn_counted IS NULL) AS cms_rn_contract_hours,
    SUM(rndon_employee_hours + rnadmin_employee_hours + rn_employee_hours) FILTER(WHERE
      NOT cms_rn_counted IS NULL) AS cms_rn_employee_hours,
    SUM(cms_rn_counted) FILTER(WHERE
      is_weekend) AS cms_rn_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT cms_rn_counted IS NULL) AS cms_rn_resident_days,
    SUM(residents) FILTER(WHERE
      NOT cms_rn_counted IS NULL AND is_weekend) AS cms_rn_weekend_resident_days,
    COUNT(cms_rn_counted) AS cms_rn_days_counted,
    SUM(cms_lpn_counted) AS cms_lpn_hours,
    SUM(lpnadmin_contract_hours + lpn_contract_hours) FILTER(WHERE
      NOT cms_lpn_counted IS NULL) AS cms_lpn_contract_hours,
    SUM(lpnadmin_employee_hours + lpn_employee_hours) FILTER(WHERE
      NOT cms_lpn_counted IS NULL) AS cms_lpn_employee_hours,
    SUM(cms_lpn_counted) FILTER(WHERE
      is_weekend) AS cms_lpn_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT cms_lpn_counted IS NULL) AS cms_lpn_resident_days,
    SUM(residents) FILTER(WHERE
      NOT cms_lpn_counted IS NULL AND is_weekend) AS cms_lpn_weekend_resident_days,
    COUNT(cms_lpn_counted) AS cms_lpn_days_counted,
    SUM(cms_licensed_counted) AS cms_licensed_hours,
    SUM(
      rndon_contract_hours + rnadmin_contract_hours + rn_contract_hours + lpnadmin_contract_hours + lpn_contract_hours
    ) FILTER(WHERE
      NOT cms_licensed_counted IS NULL) AS cms_licensed_contract_hours,
    SUM(
      rndon_employee_hours + rnadmin_employee_hours + rn_employee_hours + lpnadmin_employee_hours + lpn_employee_hours
    ) FILTER(WHERE
      NOT cms_licensed_counted IS NULL) AS cms_licensed_employee_hours,
    SUM(cms_licensed_counted) FILTER(WHERE
      is_weekend) AS cms_licensed_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT cms_licensed_counted IS NULL) AS cms_licensed_resident_days,
    SUM(residents) FILTER(WHERE
      NOT cms_licensed_counted IS NULL AND is_weekend) AS cms_licensed_weekend_resident_days,
    COUNT(cms_licensed_counted) AS cms_licensed_days_counted,
    SUM(cms_aide_counted) AS cms_aide_hours,
    SUM(cna_contract_hours + natrn_contract_hours + medaide_contract_hours) FILTER(WHERE
      NOT cms_aide_counted IS NULL) AS cms_aide_contract_hours,
    SUM(cna_employee_hours + natrn_employee_hours + medaide_employee_hours) FILTER(WHERE
      NOT cms_aide_counted IS NULL) AS cms_aide_employee_hours,
    SUM(cms_aide_counted) FILTER(WHERE
      is_weekend) AS cms_aide_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT cms_aide_counted IS NULL) AS cms_aide_resident_days,
    SUM(residents) FILTER(WHERE
      NOT cms_aide_counted IS NULL AND is_weekend) AS cms_aide_weekend_resident_days,
    COUNT(cms_aide_counted) AS cms_aide_days_counted,
    SUM(care_counted) AS care_hours,
    SUM(
      rn_contract_hours + lpn_contract_hours + cna_contract_hours + natrn_contract_hours + medaide_contract_hours
    ) FILTER(WHERE
      NOT care_counted IS NULL) AS care_contract_hours,
    SUM(
      rn_employee_hours + lpn_employee_hours + cna_employee_hours + natrn_employee_hours + medaide_employee_hours
    ) FILTER(WHERE
      NOT care_counted IS NULL) AS care_employee_hours,
    SUM(care_counted) FILTER(WHERE
      is_weekend) AS care_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT care_counted IS NULL) AS care_resident_days,
    SUM(residents) FILTER(WHERE
      NOT care_counted IS NULL AND is_weekend) AS care_weekend_resident_days,
    COUNT(care_counted) AS care_days_counted,
    SUM(rn_care_counted) AS rn_care_hours,
    SUM(rn_contract_hours) FILTER(WHERE
      NOT rn_care_counted IS NULL) AS rn_care_contract_hours,
    SUM(rn_employee_hours) FILTER(WHERE
      NOT rn_care_counted IS NULL) AS rn_care_employee_hours,
    SUM(rn_care_counted) FILTER(WHERE
      is_weekend) AS rn_care_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT rn_care_counted IS NULL) AS rn_care_resident_days,
    SUM(residents) FILTER(WHERE
      NOT rn_care_counted IS NULL AND is_weekend) AS rn_care_weekend_resident_days,
    COUNT(rn_care_counted) AS rn_care_days_counted,
    SUM(rn_lpn_cna_counted) AS rn_lpn_cna_hours,
    SUM(rn_contract_hours + lpn_contract_hours + cna_contract_hours) FILTER(WHERE
      NOT rn_lpn_cna_counted IS NULL) AS rn_lpn_cna_contract_hours,
    SUM(rn_employee_hours + lpn_employee_hours + cna_employee_hours) FILTER(WHERE
      NOT rn_lpn_cna_counted IS NULL) AS rn_lpn_cna_employee_hours,
    SUM(rn_lpn_cna_counted) FILTER(WHERE
      is_weekend) AS rn_lpn_cna_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT rn_lpn_cna_counted IS NULL) AS rn_lpn_cna_resident_days,
    SUM(residents) FILTER(WHERE
      NOT rn_lpn_cna_counted IS NULL AND is_weekend) AS rn_lpn_cna_weekend_resident_days,
    COUNT(rn_lpn_cna_counted) AS rn_lpn_cna_days_counted,
    SUM(role_rndon_counted) AS role_rndon_hours,
    SUM(rndon_contract_hours) FILTER(WHERE
      NOT role_rndon_counted IS NULL) AS role_rndon_contract_hours,
    SUM(rndon_employee_hours) FILTER(WHERE
      NOT role_rndon_counted IS NULL) AS role_rndon_employee_hours,
    SUM(role_rndon_counted) FILTER(WHERE
      is_weekend) AS role_rndon_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT role_rndon_counted IS NULL) AS role_rndon_resident_days,
    SUM(residents) FILTER(WHERE
      NOT role_rndon_counted IS NULL AND is_weekend) AS role_rndon_weekend_resident_days,
    COUNT(role_rndon_counted) AS role_rndon_days_counted,
    SUM(role_rnadmin_counted) AS role_rnadmin_hours,
    SUM(rnadmin_contract_hours) FILTER(WHERE
      NOT role_rnadmin_counted IS NULL) AS role_rnadmin_contract_hours,
    SUM(rnadmin_employee_hours) FILTER(WHERE
      NOT role_rnadmin_counted IS NULL) AS role_rnadmin_employee_hours,
    SUM(role_rnadmin_counted) FILTER(WHERE
      is_weekend) AS role_rnadmin_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT role_rnadmin_counted IS NULL) AS role_rnadmin_resident_days,
    SUM(residents) FILTER(WHERE
      NOT role_rnadmin_counted IS NULL AND is_weekend) AS role_rnadmin_weekend_resident_days,
    COUNT(role_rnadmin_counted) AS role_rnadmin_days_counted,
    SUM(role_rn_counted) AS role_rn_hours,
    SUM(rn_contract_hours) FILTER(WHERE
      NOT role_rn_counted IS NULL) AS role_rn_contract_hours,
    SUM(rn_employee_hours) FILTER(WHERE
      NOT role_rn_counted IS NULL) AS role_rn_employee_hours,
    SUM(role_rn_counted) FILTER(WHERE
      is_weekend) AS role_rn_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT role_rn_counted IS NULL) AS role_rn_resident_days,
    SUM(residents) FILTER(WHERE
      NOT role_rn_counted IS NULL AND is_weekend) AS role_rn_weekend_resident_days,
    COUNT(role_rn_counted) AS role_rn_days_counted,
    SUM(role_lpnadmin_counted) AS role_lpnadmin_hours,
    SUM(lpnadmin_contract_hours) FILTER(WHERE
      NOT role_lpnadmin_counted IS NULL) AS role_lpnadmin_contract_hours,
    SUM(lpnadmin_employee_hours) FILTER(WHERE
      NOT role_lpnadmin_counted IS NULL) AS role_lpnadmin_employee_hours,
    SUM(role_lpnadmin_counted) FILTER(WHERE
      is_weekend) AS role_lpnadmin_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT role_lpnadmin_counted IS NULL) AS role_lpnadmin_resident_days,
    SUM(residents) FILTER(WHERE
      NOT role_lpnadmin_counted IS NULL AND is_weekend) AS role_lpnadmin_weekend_resident_days,
    COUNT(role_lpnadmin_counted) AS role_lpnadmin_days_counted,
    SUM(role_lpn_counted) AS role_lpn_hours,
    SUM(lpn_contract_hours) FILTER(WHERE
      NOT role_lpn_counted IS NULL) AS role_lpn_contract_hours,
    SUM(lpn_employee_hours) FILTER(WHERE
      NOT role_lpn_counted IS NULL) AS role_lpn_employee_hours,
    SUM(role_lpn_counted) FILTER(WHERE
      is_weekend) AS role_lpn_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT role_lpn_counted IS NULL) AS role_lpn_resident_days,
    SUM(residents) FILTER(WHERE
      NOT role_lpn_counted IS NULL AND is_weekend) AS role_lpn_weekend_resident_days,
    COUNT(role_lpn_counted) AS role_lpn_days_counted,
    SUM(role_cna_counted) AS role_cna_hours,
    SUM(cna_contract_hours) FILTER(WHERE
      NOT role_cna_counted IS NULL) AS role_cna_contract_hours,
    SUM(cna_employee_hours) FILTER(WHERE
      NOT role_cna_counted IS NULL) AS role_cna_employee_hours,
    SUM(role_cna_counted) FILTER(WHERE
      is_weekend) AS role_cna_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT role_cna_counted IS NULL) AS role_cna_resident_days,
    SUM(residents) FILTER(WHERE
      NOT role_cna_counted IS NULL AND is_weekend) AS role_cna_weekend_resident_days,
    COUNT(role_cna_counted) AS role_cna_days_counted,
    SUM(role_natrn_counted) AS role_natrn_hours,
    SUM(natrn_contract_hours) FILTER(WHERE
      NOT role_natrn_counted IS NULL) AS role_natrn_contract_hours,
    SUM(natrn_employee_hours) FILTER(WHERE
      NOT role_natrn_counted IS NULL) AS role_natrn_employee_hours,
    SUM(role_natrn_counted) FILTER(WHERE
      is_weekend) AS role_natrn_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT role_natrn_counted IS NULL) AS role_natrn_resident_days,
    SUM(residents) FILTER(WHERE
      NOT role_natrn_counted IS NULL AND is_weekend) AS role_natrn_weekend_resident_days,
    COUNT(role_natrn_counted) AS role_natrn_days_counted,
    SUM(role_medaide_counted) AS role_medaide_hours,
    SUM(medaide_contract_hours) FILTER(WHERE
      NOT role_medaide_counted IS NULL) AS role_medaide_contract_hours,
    SUM(medaide_employee_hours) FILTER(WHERE
      NOT role_medaide_counted IS NULL) AS role_medaide_employee_hours,
    SUM(role_medaide_counted) FILTER(WHERE
      is_weekend) AS role_medaide_weekend_hours,
    SUM(residents) FILTER(WHERE
      NOT role_medaide_counted IS NULL) AS role_medaide_resident_days,
    SUM(residents) FILTER(WHERE
      NOT role_medaide_counted IS NULL AND is_weekend) AS role_medaide_weekend_resident_days,
    COUNT(role_medaide_counted) AS role_medaide_days_counted,
    COUNT(*) AS days,
    COUNT_IF(residents > 0 OR (
      residents = 0 AND NOT has_hours
    )) AS observed_days,
    SUM(residents) AS census_days,
    COUNT_IF(residents = 0) AS zero_census_days,
    SUM(all_hours) FILTER(WHERE
      residents = 0) AS zero_census_hours,
    COUNT_IF(residents > 0 AND all_rn_hours = 0) AS zero_rn_days,
    COUNT_IF(residents > 0 AND all_rn_hours < 8) AS under_8_rn_days,
    COUNT_IF(residents > 0 AND all_hours = 0) AS zero_staff_days,
    COUNT_IF(residents > 0) AS days_with_residents,
    MIN(CASE WHEN residents > 0 THEN work_date END) AS first_resident_day,
    MAX(CASE WHEN residents > 0 THEN work_date END) AS last_resident_day,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM counted
  GROUP BY
    ccn,
    quarter,
    month
), beds_by_month AS (
  WITH months AS (
    SELECT DISTINCT
      ccn,
      month,
      CAST(DATE_ADD('DAY', -1, CAST(DATE_ADD('MONTH', 1, month) AS DATE)) AS DATE) AS last_day
    FROM staffing_by_month
  ), candidates AS (
    SELECT
      m.ccn,
      m.month,
      m.last_day,
      p.processing_date,
      p.certified_beds,
      ROW_NUMBER() OVER (
        PARTITION BY m.ccn, m.month
        ORDER BY CASE WHEN p.processing_date <= m.last_day THEN 0 ELSE 1 END, ABS(DATE_DIFF('DAY', p.processing_date, m.last_day))
      ) AS nearest_first
    FROM months AS m
    JOIN kerok_healthcare.silver_providerinfo AS p
      ON m.ccn = p.ccn AND ABS(DATE_DIFF('DAY', p.processing_date, m.last_day)) <= 366
  )
  SELECT
    ccn,
    month,
    certified_beds,
    processing_date AS beds_processing_date,
    CAST(DATE_DIFF('DAY', processing_date, last_day) AS INTEGER) AS beds_lag_days,
    processing_date > last_day AS beds_backfilled
  FROM candidates
  WHERE
    nearest_first = 1
), named AS (
  SELECT
    ccn,
    quarter,
    MAX_BY(last_state, month) FILTER(WHERE
      NOT last_state IS NULL) AS state,
    MAX_BY(last_facility_name, month) FILTER(WHERE
      NOT last_facility_name IS NULL) AS facility_name
  FROM staffing_by_month
  GROUP BY
    ccn,
    quarter
), long AS (
  SELECT
    ccn,
    quarter,
    month,
    'cms_total' AS role_set,
    cms_total_hours AS hours,
    cms_total_employee_hours AS employee_hours,
    cms_total_contract_hours AS contract_hours,
    cms_total_weekend_hours AS weekend_hours,
    cms_total_resident_days AS resident_days,
    cms_total_weekend_resident_days AS weekend_resident_days,
    cms_total_days_counted AS days_counted,
    days - cms_total_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'cms_rn' AS role_set,
    cms_rn_hours AS hours,
    cms_rn_employee_hours AS employee_hours,
    cms_rn_contract_hours AS contract_hours,
    cms_rn_weekend_hours AS weekend_hours,
    cms_rn_resident_days AS resident_days,
    cms_rn_weekend_resident_days AS weekend_resident_days,
    cms_rn_days_counted AS days_counted,
    days - cms_rn_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'cms_lpn' AS role_set,
    cms_lpn_hours AS hours,
    cms_lpn_employee_hours AS employee_hours,
    cms_lpn_contract_hours AS contract_hours,
    cms_lpn_weekend_hours AS weekend_hours,
    cms_lpn_resident_days AS resident_days,
    cms_lpn_weekend_resident_days AS weekend_resident_days,
    cms_lpn_days_counted AS days_counted,
    days - cms_lpn_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'cms_licensed' AS role_set,
    cms_licensed_hours AS hours,
    cms_licensed_employee_hours AS employee_hours,
    cms_licensed_contract_hours AS contract_hours,
    cms_licensed_weekend_hours AS weekend_hours,
    cms_licensed_resident_days AS resident_days,
    cms_licensed_weekend_resident_days AS weekend_resident_days,
    cms_licensed_days_counted AS days_counted,
    days - cms_licensed_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'cms_aide' AS role_set,
    cms_aide_hours AS hours,
    cms_aide_employee_hours AS employee_hours,
    cms_aide_contract_hours AS contract_hours,
    cms_aide_weekend_hours AS weekend_hours,
    cms_aide_resident_days AS resident_days,
    cms_aide_weekend_resident_days AS weekend_resident_days,
    cms_aide_days_counted AS days_counted,
    days - cms_aide_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'care' AS role_set,
    care_hours AS hours,
    care_employee_hours AS employee_hours,
    care_contract_hours AS contract_hours,
    care_weekend_hours AS weekend_hours,
    care_resident_days AS resident_days,
    care_weekend_resident_days AS weekend_resident_days,
    care_days_counted AS days_counted,
    days - care_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'rn_care' AS role_set,
    rn_care_hours AS hours,
    rn_care_employee_hours AS employee_hours,
    rn_care_contract_hours AS contract_hours,
    rn_care_weekend_hours AS weekend_hours,
    rn_care_resident_days AS resident_days,
    rn_care_weekend_resident_days AS weekend_resident_days,
    rn_care_days_counted AS days_counted,
    days - rn_care_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'rn_lpn_cna' AS role_set,
    rn_lpn_cna_hours AS hours,
    rn_lpn_cna_employee_hours AS employee_hours,
    rn_lpn_cna_contract_hours AS contract_hours,
    rn_lpn_cna_weekend_hours AS weekend_hours,
    rn_lpn_cna_resident_days AS resident_days,
    rn_lpn_cna_weekend_resident_days AS weekend_resident_days,
    rn_lpn_cna_days_counted AS days_counted,
    days - rn_lpn_cna_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'role_rndon' AS role_set,
    role_rndon_hours AS hours,
    role_rndon_employee_hours AS employee_hours,
    role_rndon_contract_hours AS contract_hours,
    role_rndon_weekend_hours AS weekend_hours,
    role_rndon_resident_days AS resident_days,
    role_rndon_weekend_resident_days AS weekend_resident_days,
    role_rndon_days_counted AS days_counted,
    days - role_rndon_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'role_rnadmin' AS role_set,
    role_rnadmin_hours AS hours,
    role_rnadmin_employee_hours AS employee_hours,
    role_rnadmin_contract_hours AS contract_hours,
    role_rnadmin_weekend_hours AS weekend_hours,
    role_rnadmin_resident_days AS resident_days,
    role_rnadmin_weekend_resident_days AS weekend_resident_days,
    role_rnadmin_days_counted AS days_counted,
    days - role_rnadmin_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'role_rn' AS role_set,
    role_rn_hours AS hours,
    role_rn_employee_hours AS employee_hours,
    role_rn_contract_hours AS contract_hours,
    role_rn_weekend_hours AS weekend_hours,
    role_rn_resident_days AS resident_days,
    role_rn_weekend_resident_days AS weekend_resident_days,
    role_rn_days_counted AS days_counted,
    days - role_rn_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'role_lpnadmin' AS role_set,
    role_lpnadmin_hours AS hours,
    role_lpnadmin_employee_hours AS employee_hours,
    role_lpnadmin_contract_hours AS contract_hours,
    role_lpnadmin_weekend_hours AS weekend_hours,
    role_lpnadmin_resident_days AS resident_days,
    role_lpnadmin_weekend_resident_days AS weekend_resident_days,
    role_lpnadmin_days_counted AS days_counted,
    days - role_lpnadmin_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'role_lpn' AS role_set,
    role_lpn_hours AS hours,
    role_lpn_employee_hours AS employee_hours,
    role_lpn_contract_hours AS contract_hours,
    role_lpn_weekend_hours AS weekend_hours,
    role_lpn_resident_days AS resident_days,
    role_lpn_weekend_resident_days AS weekend_resident_days,
    role_lpn_days_counted AS days_counted,
    days - role_lpn_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'role_cna' AS role_set,
    role_cna_hours AS hours,
    role_cna_employee_hours AS employee_hours,
    role_cna_contract_hours AS contract_hours,
    role_cna_weekend_hours AS weekend_hours,
    role_cna_resident_days AS resident_days,
    role_cna_weekend_resident_days AS weekend_resident_days,
    role_cna_days_counted AS days_counted,
    days - role_cna_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'role_natrn' AS role_set,
    role_natrn_hours AS hours,
    role_natrn_employee_hours AS employee_hours,
    role_natrn_contract_hours AS contract_hours,
    role_natrn_weekend_hours AS weekend_hours,
    role_natrn_resident_days AS resident_days,
    role_natrn_weekend_resident_days AS weekend_resident_days,
    role_natrn_days_counted AS days_counted,
    days - role_natrn_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
  UNION ALL
  SELECT
    ccn,
    quarter,
    month,
    'role_medaide' AS role_set,
    role_medaide_hours AS hours,
    role_medaide_employee_hours AS employee_hours,
    role_medaide_contract_hours AS contract_hours,
    role_medaide_weekend_hours AS weekend_hours,
    role_medaide_resident_days AS resident_days,
    role_medaide_weekend_resident_days AS weekend_resident_days,
    role_medaide_days_counted AS days_counted,
    days - role_medaide_days_counted AS days_excluded,
    observed_days,
    census_days,
    is_incomplete,
    is_synthetic
  FROM staffing_by_month
)
SELECT
  l.ccn,
  n.facility_name,
  n.state,
  l.month,
  l.quarter,
  l.role_set,
  CAST(l.hours AS DECIMAL(18, 2)) AS hours,
  CAST(l.employee_hours AS DECIMAL(18, 2)) AS employee_hours,
  CAST(l.contract_hours AS DECIMAL(18, 2)) AS contract_hours,
  CAST(l.resident_days AS BIGINT) AS resident_days,
  CAST(l.weekend_hours AS DECIMAL(18, 2)) AS weekend_hours,
  CAST(l.weekend_resident_days AS BIGINT) AS weekend_resident_days,
  CAST(l.days_counted AS BIGINT) AS days_counted,
  CAST(l.days_excluded AS BIGINT) AS days_excluded,
  CAST(l.observed_days AS BIGINT) AS observed_days,
  CAST(l.census_days AS BIGINT) AS census_days,
  b.certified_beds,
  b.beds_processing_date,
  b.beds_lag_days,
  b.beds_backfilled,
  CASE
    WHEN b.ccn IS NULL
    THEN 'no_release_within_366_days'
    WHEN b.certified_beds IS NULL
    THEN 'not_reported'
  END AS beds_missing_reason,
  l.is_incomplete,
  l.is_synthetic
FROM long AS l
JOIN named AS n
  ON l.ccn = n.ccn AND l.quarter = n.quarter
LEFT JOIN beds_by_month AS b
  ON l.ccn = b.ccn AND l.month = b.month
) AS computed
WHERE quarter IN ({partitions});

-- check key_is_unique
SELECT
  ccn,
  month,
  role_set
FROM kerok_healthcare.gold_monthly_staffing_fact__candidate_{sha8}
GROUP BY
  ccn,
  month,
  role_set
HAVING
  COUNT(*) > 1;

-- check employee_and_contract_are_parts
SELECT
  ccn,
  month,
  role_set
FROM kerok_healthcare.gold_monthly_staffing_fact__candidate_{sha8}
WHERE
  contract_hours < 0 OR employee_hours < 0 OR days_counted < 0 OR days_excluded < 0;

-- merge
MERGE INTO kerok_healthcare.gold_monthly_staffing_fact AS t
USING (
  SELECT 'U' AS op,
    c.ccn, c.facility_name, c.state, c.month, c.quarter, c.role_set, c.hours, c.employee_hours, c.contract_hours, c.resident_days,
    c.weekend_hours, c.weekend_resident_days, c.days_counted, c.days_excluded, c.observed_days, c.census_days, c.certified_beds,
    c.beds_processing_date, c.beds_lag_days, c.beds_backfilled, c.beds_missing_reason, c.is_incomplete, c.is_synthetic
  FROM kerok_healthcare.gold_monthly_staffing_fact__candidate_{sha8} AS c
  UNION ALL
  SELECT 'D' AS op,
    t.ccn, NULL AS facility_name, NULL AS state, t.month, NULL AS quarter, t.role_set, NULL AS hours, NULL AS employee_hours,
    NULL AS contract_hours, NULL AS resident_days, NULL AS weekend_hours, NULL AS weekend_resident_days, NULL AS days_counted,
    NULL AS days_excluded, NULL AS observed_days, NULL AS census_days, NULL AS certified_beds, NULL AS beds_processing_date,
    NULL AS beds_lag_days, NULL AS beds_backfilled, NULL AS beds_missing_reason, NULL AS is_incomplete, NULL AS is_synthetic
  FROM kerok_healthcare.gold_monthly_staffing_fact AS t
  LEFT JOIN kerok_healthcare.gold_monthly_staffing_fact__candidate_{sha8} AS c ON c.ccn = t.ccn AND c.month = t.month AND c.role_set = t.role_set
  WHERE t.quarter IN ({partitions}) AND c.ccn IS NULL
) AS s
ON t.quarter IN ({partitions}) AND t.ccn = s.ccn AND t.month = s.month AND t.role_set = s.role_set
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  facility_name = s.facility_name, state = s.state, quarter = s.quarter, hours = s.hours, employee_hours = s.employee_hours,
  contract_hours = s.contract_hours, resident_days = s.resident_days, weekend_hours = s.weekend_hours,
  weekend_resident_days = s.weekend_resident_days, days_counted = s.days_counted, days_excluded = s.days_excluded,
  observed_days = s.observed_days, census_days = s.census_days, certified_beds = s.certified_beds,
  beds_processing_date = s.beds_processing_date, beds_lag_days = s.beds_lag_days, beds_backfilled = s.beds_backfilled,
  beds_missing_reason = s.beds_missing_reason, is_incomplete = s.is_incomplete, is_synthetic = s.is_synthetic
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  ccn, facility_name, state, month, quarter, role_set, hours, employee_hours, contract_hours, resident_days, weekend_hours,
  weekend_resident_days, days_counted, days_excluded, observed_days, census_days, certified_beds, beds_processing_date, beds_lag_days,
  beds_backfilled, beds_missing_reason, is_incomplete, is_synthetic
) VALUES (
  s.ccn, s.facility_name, s.state, s.month, s.quarter, s.role_set, s.hours, s.employee_hours, s.contract_hours, s.resident_days,
  s.weekend_hours, s.weekend_resident_days, s.days_counted, s.days_excluded, s.observed_days, s.census_days, s.certified_beds,
  s.beds_processing_date, s.beds_lag_days, s.beds_backfilled, s.beds_missing_reason, s.is_incomplete, s.is_synthetic
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.gold_monthly_staffing_fact__candidate_{sha8};

-- optimize
ALTER TABLE kerok_healthcare.gold_monthly_staffing_fact EXECUTE optimize WHERE quarter IN ({partitions});

-- expire
ALTER TABLE kerok_healthcare.gold_monthly_staffing_fact EXECUTE expire_snapshots(retention_threshold => '7d');
