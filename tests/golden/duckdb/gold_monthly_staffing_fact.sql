-- gold_monthly_staffing_fact on duckdb: one row per facility per month per role set

-- create
CREATE TABLE IF NOT EXISTS gold_monthly_staffing_fact (
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
);

-- candidate
CREATE TABLE gold_monthly_staffing_fact__candidate_{sha8} AS
SELECT
  ccn, facility_name, state, month, quarter, role_set, hours, employee_hours, contract_hours, resident_days, weekend_hours,
  weekend_resident_days, days_counted, days_excluded, observed_days, census_days, certified_beds, beds_processing_date, beds_lag_days,
  beds_backfilled, beds_missing_reason, is_incomplete, is_synthetic
FROM (
WITH beds_by_month AS (
  WITH months AS (
    SELECT
      month,
      CAST(CAST(month + INTERVAL 1 MONTH AS DATE) + INTERVAL (-1) DAY AS DATE) AS last_day
    FROM (
      SELECT DISTINCT
        CAST(DATE_TRUNC('MONTH', work_date) AS DATE) AS month
      FROM gold_daily_staffing_fact
    ) AS seen
  ), candidates AS (
    SELECT
      p.ccn,
      m.month,
      m.last_day,
      p.processing_date,
      p.certified_beds,
      ROW_NUMBER() OVER (
        PARTITION BY p.ccn, m.month
        ORDER BY CASE WHEN p.processing_date <= m.last_day THEN 0 ELSE 1 END, ABS(DATE_DIFF('DAY', p.processing_date, m.last_day))
      ) AS nearest_first
    FROM months AS m
    JOIN silver_providerinfo AS p
      ON ABS(DATE_DIFF('DAY', p.processing_date, m.last_day)) <= 366
  )
  SELECT
    ccn,
    month,
    certified_beds,
    processing_date AS beds_processing_date,
    CAST(DATE_DIFF('DAY', processing_date, last_day) AS INT) AS beds_lag_days,
    processing_date > last_day AS beds_backfilled
  FROM candidates
  WHERE
    nearest_first = 1
), long AS (
  SELECT
    m.ccn,
    m.quarter,
    m.state,
    m.facility_name,
    m.month,
    r.role_set,
    CASE r.role_set
      WHEN 'cms_total'
      THEN m.cms_total_hours
      WHEN 'cms_rn'
      THEN m.cms_rn_hours
      WHEN 'cms_lpn'
      THEN m.cms_lpn_hours
      WHEN 'cms_licensed'
      THEN m.cms_licensed_hours
      WHEN 'cms_aide'
      THEN m.cms_aide_hours
      WHEN 'care'
      THEN m.care_hours
      WHEN 'rn_care'
      THEN m.rn_care_hours
      WHEN 'rn_lpn_cna'
      THEN m.rn_lpn_cna_hours
      WHEN 'role_rndon'
      THEN m.role_rndon_hours
      WHEN 'role_rnadmin'
      THEN m.role_rnadmin_hours
      WHEN 'role_rn'
      THEN m.role_rn_hours
      WHEN 'role_lpnadmin'
      THEN m.role_lpnadmin_hours
      WHEN 'role_lpn'
      THEN m.role_lpn_hours
      WHEN 'role_cna'
      THEN m.role_cna_hours
      WHEN 'role_natrn'
      THEN m.role_natrn_hours
      WHEN 'role_medaide'
      THEN m.role_medaide_hours
    END AS hours,
    CASE r.role_set
      WHEN 'cms_total'
      THEN m.cms_total_employee_hours
      WHEN 'cms_rn'
      THEN m.cms_rn_employee_hours
      WHEN 'cms_lpn'
      THEN m.cms_lpn_employee_hours
      WHEN 'cms_licensed'
      THEN m.cms_licensed_employee_hours
      WHEN 'cms_aide'
      THEN m.cms_aide_employee_hours
      WHEN 'care'
      THEN m.care_employee_hours
      WHEN 'rn_care'
      THEN m.rn_care_employee_hours
      WHEN 'rn_lpn_cna'
      THEN m.rn_lpn_cna_employee_hours
      WHEN 'role_rndon'
      THEN m.role_rndon_employee_hours
      WHEN 'role_rnadmin'
      THEN m.role_rnadmin_employee_hours
      WHEN 'role_rn'
      THEN m.role_rn_employee_hours
      WHEN 'role_lpnadmin'
      THEN m.role_lpnadmin_employee_hours
      WHEN 'role_lpn'
      THEN m.role_lpn_employee_hours
      WHEN 'role_cna'
      THEN m.role_cna_employee_hours
      WHEN 'role_natrn'
      THEN m.role_natrn_employee_hours
      WHEN 'role_medaide'
      THEN m.role_medaide_employee_hours
    END AS employee_hours,
    CASE r.role_set
      WHEN 'cms_total'
      THEN m.cms_total_contract_hours
      WHEN 'cms_rn'
      THEN m.cms_rn_contract_hours
      WHEN 'cms_lpn'
      THEN m.cms_lpn_contract_hours
      WHEN 'cms_licensed'
      THEN m.cms_licensed_contract_hours
      WHEN 'cms_aide'
      THEN m.cms_aide_contract_hours
      WHEN 'care'
      THEN m.care_contract_hours
      WHEN 'rn_care'
      THEN m.rn_care_contract_hours
      WHEN 'rn_lpn_cna'
      THEN m.rn_lpn_cna_contract_hours
      WHEN 'role_rndon'
      THEN m.role_rndon_contract_hours
      WHEN 'role_rnadmin'
      THEN m.role_rnadmin_contract_hours
      WHEN 'role_rn'
      THEN m.role_rn_contract_hours
      WHEN 'role_lpnadmin'
      THEN m.role_lpnadmin_contract_hours
      WHEN 'role_lpn'
      THEN m.role_lpn_contract_hours
      WHEN 'role_cna'
      THEN m.role_cna_contract_hours
      WHEN 'role_natrn'
      THEN m.role_natrn_contract_hours
      WHEN 'role_medaide'
      THEN m.role_medaide_contract_hours
    END AS contract_hours,
    CASE r.role_set
      WHEN 'cms_total'
      THEN m.cms_total_resident_days
      WHEN 'cms_rn'
      THEN m.cms_rn_resident_days
      WHEN 'cms_lpn'
      THEN m.cms_lpn_resident_days
      WHEN 'cms_licensed'
      THEN m.cms_licensed_resident_days
      WHEN 'cms_aide'
      THEN m.cms_aide_resident_days
      WHEN 'care'
      THEN m.care_resident_days
      WHEN 'rn_care'
      THEN m.rn_care_resident_days
      WHEN 'rn_lpn_cna'
      THEN m.rn_lpn_cna_resident_days
      WHEN 'role_rndon'
      THEN m.role_rndon_resident_days
      WHEN 'role_rnadmin'
      THEN m.role_rnadmin_resident_days
      WHEN 'role_rn'
      THEN m.role_rn_resident_days
      WHEN 'role_lpnadmin'
      THEN m.role_lpnadmin_resident_days
      WHEN 'role_lpn'
      THEN m.role_lpn_resident_days
      WHEN 'role_cna'
      THEN m.role_cna_resident_days
      WHEN 'role_natrn'
      THEN m.role_natrn_resident_days
      WHEN 'role_medaide'
      THEN m.role_medaide_resident_days
    END AS resident_days,
    CASE r.role_set
      WHEN 'cms_total'
      THEN m.cms_total_weekend_hours
      WHEN 'cms_rn'
      THEN m.cms_rn_weekend_hours
      WHEN 'cms_lpn'
      THEN m.cms_lpn_weekend_hours
      WHEN 'cms_licensed'
      THEN m.cms_licensed_weekend_hours
      WHEN 'cms_aide'
      THEN m.cms_aide_weekend_hours
      WHEN 'care'
      THEN m.care_weekend_hours
      WHEN 'rn_care'
      THEN m.rn_care_weekend_hours
      WHEN 'rn_lpn_cna'
      THEN m.rn_lpn_cna_weekend_hours
      WHEN 'role_rndon'
      THEN m.role_rndon_weekend_hours
      WHEN 'role_rnadmin'
      THEN m.role_rnadmin_weekend_hours
      WHEN 'role_rn'
      THEN m.role_rn_weekend_hours
      WHEN 'role_lpnadmin'
      THEN m.role_lpnadmin_weekend_hours
      WHEN 'role_lpn'
      THEN m.role_lpn_weekend_hours
      WHEN 'role_cna'
      THEN m.role_cna_weekend_hours
      WHEN 'role_natrn'
      THEN m.role_natrn_weekend_hours
      WHEN 'role_medaide'
      THEN m.role_medaide_weekend_hours
    END AS weekend_hours,
    CASE r.role_set
      WHEN 'cms_total'
      THEN m.cms_total_weekend_resident_days
      WHEN 'cms_rn'
      THEN m.cms_rn_weekend_resident_days
      WHEN 'cms_lpn'
      THEN m.cms_lpn_weekend_resident_days
      WHEN 'cms_licensed'
      THEN m.cms_licensed_weekend_resident_days
      WHEN 'cms_aide'
      THEN m.cms_aide_weekend_resident_days
      WHEN 'care'
      THEN m.care_weekend_resident_days
      WHEN 'rn_care'
      THEN m.rn_care_weekend_resident_days
      WHEN 'rn_lpn_cna'
      THEN m.rn_lpn_cna_weekend_resident_days
      WHEN 'role_rndon'
      THEN m.role_rndon_weekend_resident_days
      WHEN 'role_rnadmin'
      THEN m.role_rnadmin_weekend_resident_days
      WHEN 'role_rn'
      THEN m.role_rn_weekend_resident_days
      WHEN 'role_lpnadmin'
      THEN m.role_lpnadmin_weekend_resident_days
      WHEN 'role_lpn'
      THEN m.role_lpn_weekend_resident_days
      WHEN 'role_cna'
      THEN m.role_cna_weekend_resident_days
      WHEN 'role_natrn'
      THEN m.role_natrn_weekend_resident_days
      WHEN 'role_medaide'
      THEN m.role_medaide_weekend_resident_days
    END AS weekend_resident_days,
    CASE r.role_set
      WHEN 'cms_total'
      THEN m.cms_total_days_counted
      WHEN 'cms_rn'
      THEN m.cms_rn_days_counted
      WHEN 'cms_lpn'
      THEN m.cms_lpn_days_counted
      WHEN 'cms_licensed'
      THEN m.cms_licensed_days_counted
      WHEN 'cms_aide'
      THEN m.cms_aide_days_counted
      WHEN 'care'
      THEN m.care_days_counted
      WHEN 'rn_care'
      THEN m.rn_care_days_counted
      WHEN 'rn_lpn_cna'
      THEN m.rn_lpn_cna_days_counted
      WHEN 'role_rndon'
      THEN m.role_rndon_days_counted
      WHEN 'role_rnadmin'
      THEN m.role_rnadmin_days_counted
      WHEN 'role_rn'
      THEN m.role_rn_days_counted
      WHEN 'role_lpnadmin'
      THEN m.role_lpnadmin_days_counted
      WHEN 'role_lpn'
      THEN m.role_lpn_days_counted
      WHEN 'role_cna'
      THEN m.role_cna_days_counted
      WHEN 'role_natrn'
      THEN m.role_natrn_days_counted
      WHEN 'role_medaide'
      THEN m.role_medaide_days_counted
    END AS days_counted,
    m.days,
    m.observed_days,
    m.census_days,
    m.is_incomplete,
    m.is_synthetic
  FROM staffing_by_month__candidate_{sha8} AS m
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
  l.ccn,
  l.facility_name,
  l.state,
  l.month,
  l.quarter,
  l.role_set,
  l.hours,
  l.employee_hours,
  l.contract_hours,
  l.resident_days,
  l.weekend_hours,
  l.weekend_resident_days,
  l.days_counted,
  l.days - l.days_counted AS days_excluded,
  l.observed_days,
  l.census_days,
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
LEFT JOIN beds_by_month AS b
  ON l.ccn = b.ccn AND l.month = b.month
) AS computed
WHERE quarter IN ({partitions});

-- check key_is_unique
SELECT
  ccn,
  month,
  role_set
FROM gold_monthly_staffing_fact__candidate_{sha8}
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
FROM gold_monthly_staffing_fact__candidate_{sha8}
WHERE
  contract_hours < 0 OR employee_hours < 0 OR days_counted < 0 OR days_excluded < 0;

-- merge
MERGE INTO gold_monthly_staffing_fact AS t
USING (
  SELECT 'U' AS op,
    c.ccn, c.facility_name, c.state, c.month, c.quarter, c.role_set, c.hours, c.employee_hours, c.contract_hours, c.resident_days,
    c.weekend_hours, c.weekend_resident_days, c.days_counted, c.days_excluded, c.observed_days, c.census_days, c.certified_beds,
    c.beds_processing_date, c.beds_lag_days, c.beds_backfilled, c.beds_missing_reason, c.is_incomplete, c.is_synthetic
  FROM gold_monthly_staffing_fact__candidate_{sha8} AS c
  WHERE c.quarter IN ({partitions})
  UNION ALL
  SELECT 'D' AS op,
    t.ccn, NULL AS facility_name, NULL AS state, t.month, NULL AS quarter, t.role_set, NULL AS hours, NULL AS employee_hours,
    NULL AS contract_hours, NULL AS resident_days, NULL AS weekend_hours, NULL AS weekend_resident_days, NULL AS days_counted,
    NULL AS days_excluded, NULL AS observed_days, NULL AS census_days, NULL AS certified_beds, NULL AS beds_processing_date,
    NULL AS beds_lag_days, NULL AS beds_backfilled, NULL AS beds_missing_reason, NULL AS is_incomplete, NULL AS is_synthetic
  FROM gold_monthly_staffing_fact AS t
  LEFT JOIN gold_monthly_staffing_fact__candidate_{sha8} AS c ON c.ccn = t.ccn AND c.month = t.month AND c.role_set = t.role_set
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
DROP TABLE IF EXISTS gold_monthly_staffing_fact__candidate_{sha8};
