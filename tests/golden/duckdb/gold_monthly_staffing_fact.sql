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
WITH staffing_by_month AS (
  WITH days AS (
    SELECT
      ccn,
      quarter,
      CAST(DATE_TRUNC('MONTH', work_date) AS DATE) AS month,
      work_date,
      residents,
      cms_total_hours,
      cms_rn_hours,
      is_incomplete,
      is_synthetic,
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
      ISODOW(work_date) IN (6, 7) AS is_weekend,
      COALESCE(residents > 0, FALSE) AS has_residents,
      CASE
        WHEN NOT rndon_hours IS NULL
        AND NOT rndon_employee_hours IS NULL
        AND NOT rndon_contract_hours IS NULL
        AND NOT rnadmin_hours IS NULL
        AND NOT rnadmin_employee_hours IS NULL
        AND NOT rnadmin_contract_hours IS NULL
        AND NOT rn_hours IS NULL
        AND NOT rn_employee_hours IS NULL
        AND NOT rn_contract_hours IS NULL
        AND NOT lpnadmin_hours IS NULL
        AND NOT lpnadmin_employee_hours IS NULL
        AND NOT lpnadmin_contract_hours IS NULL
        AND NOT lpn_hours IS NULL
        AND NOT lpn_employee_hours IS NULL
        AND NOT lpn_contract_hours IS NULL
        AND NOT cna_hours IS NULL
        AND NOT cna_employee_hours IS NULL
        AND NOT cna_contract_hours IS NULL
        AND NOT natrn_hours IS NULL
        AND NOT natrn_employee_hours IS NULL
        AND NOT natrn_contract_hours IS NULL
        AND NOT medaide_hours IS NULL
        AND NOT medaide_employee_hours IS NULL
        AND NOT medaide_contract_hours IS NULL
        THEN ''
        ELSE CONCAT_WS(
          ' ',
          CASE
            WHEN rndon_hours + rndon_employee_hours + rndon_contract_hours IS NULL
            THEN '<rndon>'
          END,
          CASE
            WHEN rnadmin_hours + rnadmin_employee_hours + rnadmin_contract_hours IS NULL
            THEN '<rnadmin>'
          END,
          CASE WHEN rn_hours + rn_employee_hours + rn_contract_hours IS NULL THEN '<rn>' END,
          CASE
            WHEN lpnadmin_hours + lpnadmin_employee_hours + lpnadmin_contract_hours IS NULL
            THEN '<lpnadmin>'
          END,
          CASE
            WHEN lpn_hours + lpn_employee_hours + lpn_contract_hours IS NULL
            THEN '<lpn>'
          END,
          CASE
            WHEN cna_hours + cna_employee_hours + cna_contract_hours IS NULL
            THEN '<cna>'
          END,
          CASE
            WHEN natrn_hours + natrn_employee_hours + natrn_contract_hours IS NULL
            THEN '<natrn>'
          END,
          CASE
            WHEN medaide_hours + medaide_employee_hours + medaide_contract_hours IS NULL
            THEN '<medaide>'
          END
        )
      END AS missing_roles,
      state,
      facility_name
    FROM gold_daily_staffing_fact
  ), alike AS (
    SELECT
      ccn,
      MAX(quarter) AS quarter,
      month,
      has_residents,
      missing_roles,
      CAST(SUM(CASE WHEN is_weekend THEN rndon_hours END) AS DECIMAL(14, 2)) AS rndon_weekend_hours,
      CAST(SUM(rndon_hours) AS DECIMAL(14, 2)) AS rndon_hours,
      CAST(SUM(rndon_employee_hours) AS DECIMAL(14, 2)) AS rndon_employee_hours,
      CAST(SUM(rndon_contract_hours) AS DECIMAL(14, 2)) AS rndon_contract_hours,
      CAST(SUM(CASE WHEN is_weekend THEN rnadmin_hours END) AS DECIMAL(14, 2)) AS rnadmin_weekend_hours,
      CAST(SUM(rnadmin_hours) AS DECIMAL(14, 2)) AS rnadmin_hours,
      CAST(SUM(rnadmin_employee_hours) AS DECIMAL(14, 2)) AS rnadmin_employee_hours,
      CAST(SUM(rnadmin_contract_hours) AS DECIMAL(14, 2)) AS rnadmin_contract_hours,
      CAST(SUM(CASE WHEN is_weekend THEN rn_hours END) AS DECIMAL(14, 2)) AS rn_weekend_hours,
      CAST(SUM(rn_hours) AS DECIMAL(14, 2)) AS rn_hours,
      CAST(SUM(rn_employee_hours) AS DECIMAL(14, 2)) AS rn_employee_hours,
      CAST(SUM(rn_contract_hours) AS DECIMAL(14, 2)) AS rn_contract_hours,
      CAST(SUM(CASE WHEN is_weekend THEN lpnadmin_hours END) AS DECIMAL(14, 2)) AS lpnadmin_weekend_hours,
      CAST(SUM(lpnadmin_hours) AS DECIMAL(14, 2)) AS lpnadmin_hours,
      CAST(SUM(lpnadmin_employee_hours) AS DECIMAL(14, 2)) AS lpnadmin_employee_hours,
      CAST(SUM(lpnadmin_contract_hours) AS DECIMAL(14, 2)) AS lpnadmin_contract_hours,
      CAST(SUM(CASE WHEN is_weekend THEN lpn_hours END) AS DECIMAL(14, 2)) AS lpn_weekend_hours,
      CAST(SUM(lpn_hours) AS DECIMAL(14, 2)) AS lpn_hours,
      CAST(SUM(lpn_employee_hours) AS DECIMAL(14, 2)) AS lpn_employee_hours,
      CAST(SUM(lpn_contract_hours) AS DECIMAL(14, 2)) AS lpn_contract_hours,
      CAST(SUM(CASE WHEN is_weekend THEN cna_hours END) AS DECIMAL(14, 2)) AS cna_weekend_hours,
      CAST(SUM(cna_hours) AS DECIMAL(14, 2)) AS cna_hours,
      CAST(SUM(cna_employee_hours) AS DECIMAL(14, 2)) AS cna_employee_hours,
      CAST(SUM(cna_contract_hours) AS DECIMAL(14, 2)) AS cna_contract_hours,
      CAST(SUM(CASE WHEN is_weekend THEN natrn_hours END) AS DECIMAL(14, 2)) AS natrn_weekend_hours,
      CAST(SUM(natrn_hours) AS DECIMAL(14, 2)) AS natrn_hours,
      CAST(SUM(natrn_employee_hours) AS DECIMAL(14, 2)) AS natrn_employee_hours,
      CAST(SUM(natrn_contract_hours) AS DECIMAL(14, 2)) AS natrn_contract_hours,
      CAST(SUM(CASE WHEN is_weekend THEN medaide_hours END) AS DECIMAL(14, 2)) AS medaide_weekend_hours,
      CAST(SUM(medaide_hours) AS DECIMAL(14, 2)) AS medaide_hours,
      CAST(SUM(medaide_employee_hours) AS DECIMAL(14, 2)) AS medaide_employee_hours,
      CAST(SUM(medaide_contract_hours) AS DECIMAL(14, 2)) AS medaide_contract_hours,
      CAST(SUM(residents) AS BIGINT) AS residents,
      CAST(SUM(CASE WHEN is_weekend THEN residents END) AS BIGINT) AS weekend_residents,
      COUNT(*) AS days,
      COUNT(residents) AS days_with_census,
      CAST(SUM(CASE WHEN residents = 0 THEN 1 ELSE 0 END) AS BIGINT) AS zero_census_days,
      CAST(SUM(CASE WHEN residents = 0 THEN cms_total_hours END) AS DECIMAL(14, 2)) AS zero_census_hours,
      CAST(SUM(
        CASE
          WHEN residents = 0
          AND (
            rndon_hours > 0
            OR rnadmin_hours > 0
            OR rn_hours > 0
            OR lpnadmin_hours > 0
            OR lpn_hours > 0
            OR cna_hours > 0
            OR natrn_hours > 0
            OR medaide_hours > 0
          )
          THEN 1
          ELSE 0
        END
      ) AS BIGINT) AS unknown_census_days,
      CAST(SUM(CASE WHEN residents > 0 AND cms_rn_hours = 0 THEN 1 ELSE 0 END) AS BIGINT) AS zero_rn_days,
      CAST(SUM(CASE WHEN residents > 0 AND cms_rn_hours < 8 THEN 1 ELSE 0 END) AS BIGINT) AS under_8_rn_days,
      CAST(SUM(CASE WHEN residents > 0 AND cms_total_hours = 0 THEN 1 ELSE 0 END) AS BIGINT) AS zero_staff_days,
      MIN(work_date) AS first_day,
      MAX(work_date) AS last_day,
      MAX(CASE WHEN NOT state IS NULL THEN work_date END) AS day_with_state,
      MAX(CASE WHEN NOT facility_name IS NULL THEN work_date END) AS day_with_name,
      BOOL_OR(CAST(is_incomplete AS BOOLEAN)) AS is_incomplete,
      BOOL_OR(CAST(is_synthetic AS BOOLEAN)) AS is_synthetic
    FROM days
    GROUP BY
      ccn,
      month,
      has_residents,
      missing_roles
  ), last_days AS (
    SELECT
      ccn,
      quarter,
      MAX(day_with_state) AS day_with_state,
      MAX(day_with_name) AS day_with_name
    FROM alike
    GROUP BY
      ccn,
      quarter
  ), named AS (
    SELECT
      l.ccn,
      l.quarter,
      s.state,
      n.facility_name
    FROM last_days AS l
    LEFT JOIN gold_daily_staffing_fact AS s
      ON l.ccn = s.ccn AND l.day_with_state = s.work_date
    LEFT JOIN gold_daily_staffing_fact AS n
      ON l.ccn = n.ccn AND l.day_with_name = n.work_date
  ), judged AS (
    SELECT
      ccn,
      month,
      has_residents AND missing_roles = '' AS is_usual,
      residents,
      weekend_residents,
      days,
      has_residents
      AND (
        missing_roles = ''
        OR (
          missing_roles NOT LIKE '%<rndon>%'
          AND missing_roles NOT LIKE '%<rnadmin>%'
          AND missing_roles NOT LIKE '%<rn>%'
          AND missing_roles NOT LIKE '%<lpnadmin>%'
          AND missing_roles NOT LIKE '%<lpn>%'
          AND missing_roles NOT LIKE '%<cna>%'
          AND missing_roles NOT LIKE '%<natrn>%'
          AND missing_roles NOT LIKE '%<medaide>%'
        )
      ) AS cms_total_counts,
      rndon_hours + rnadmin_hours + rn_hours + lpnadmin_hours + lpn_hours + cna_hours + natrn_hours + medaide_hours AS cms_total_hours,
      rndon_employee_hours + rnadmin_employee_hours + rn_employee_hours + lpnadmin_employee_hours + lpn_employee_hours + cna_employee_hours + natrn_employee_hours + medaide_employee_hours AS cms_total_employee_hours,
      rndon_contract_hours + rnadmin_contract_hours + rn_contract_hours + lpnadmin_contract_hours + lpn_contract_hours + cna_contract_hours + natrn_contract_hours + medaide_contract_hours AS cms_total_contract_hours,
      rndon_weekend_hours + rnadmin_weekend_hours + rn_weekend_hours + lpnadmin_weekend_hours + lpn_weekend_hours + cna_weekend_hours + natrn_weekend_hours + medaide_weekend_hours AS cms_total_weekend_hours,
      has_residents
      AND (
        missing_roles = ''
        OR (
          missing_roles NOT LIKE '%<rndon>%'
          AND missing_roles NOT LIKE '%<rnadmin>%'
          AND missing_roles NOT LIKE '%<rn>%'
        )
      ) AS cms_rn_counts,
      rndon_hours + rnadmin_hours + rn_hours AS cms_rn_hours,
      rndon_employee_hours + rnadmin_employee_hours + rn_employee_hours AS cms_rn_employee_hours,
      rndon_contract_hours + rnadmin_contract_hours + rn_contract_hours AS cms_rn_contract_hours,
      rndon_weekend_hours + rnadmin_weekend_hours + rn_weekend_hours AS cms_rn_weekend_hours,
      has_residents
      AND (
        missing_roles = ''
        OR (
          missing_roles NOT LIKE '%<lpnadmin>%' AND missing_roles NOT LIKE '%<lpn>%'
        )
      ) AS cms_lpn_counts,
      lpnadmin_hours + lpn_hours AS cms_lpn_hours,
      lpnadmin_employee_hours + lpn_employee_hours AS cms_lpn_employee_hours,
      lpnadmin_contract_hours + lpn_contract_hours AS cms_lpn_contract_hours,
      lpnadmin_weekend_hours + lpn_weekend_hours AS cms_lpn_weekend_hours,
      has_residents
      AND (
        missing_roles = ''
        OR (
          missing_roles NOT LIKE '%<rndon>%'
          AND missing_roles NOT LIKE '%<rnadmin>%'
          AND missing_roles NOT LIKE '%<rn>%'
          AND missing_roles NOT LIKE '%<lpnadmin>%'
          AND missing_roles NOT LIKE '%<lpn>%'
        )
      ) AS cms_licensed_counts,
      rndon_hours + rnadmin_hours + rn_hours + lpnadmin_hours + lpn_hours AS cms_licensed_hours,
      rndon_employee_hours + rnadmin_employee_hours + rn_employee_hours + lpnadmin_employee_hours + lpn_employee_hours AS cms_licensed_employee_hours,
      rndon_contract_hours + rnadmin_contract_hours + rn_contract_hours + lpnadmin_contract_hours + lpn_contract_hours AS cms_licensed_contract_hours,
      rndon_weekend_hours + rnadmin_weekend_hours + rn_weekend_hours + lpnadmin_weekend_hours + lpn_weekend_hours AS cms_licensed_weekend_hours,
      has_residents
      AND (
        missing_roles = ''
        OR (
          missing_roles NOT LIKE '%<cna>%'
          AND missing_roles NOT LIKE '%<natrn>%'
          AND missing_roles NOT LIKE '%<medaide>%'
        )
      ) AS cms_aide_counts,
      cna_hours + natrn_hours + medaide_hours AS cms_aide_hours,
      cna_employee_hours + natrn_employee_hours + medaide_employee_hours AS cms_aide_employee_hours,
      cna_contract_hours + natrn_contract_hours + medaide_contract_hours AS cms_aide_contract_hours,
      cna_weekend_hours + natrn_weekend_hours + medaide_weekend_hours AS cms_aide_weekend_hours,
      has_residents
      AND (
        missing_roles = ''
        OR (
          missing_roles NOT LIKE '%<rn>%'
          AND missing_roles NOT LIKE '%<lpn>%'
          AND missing_roles NOT LIKE '%<cna>%'
          AND missing_roles NOT LIKE '%<natrn>%'
          AND missing_roles NOT LIKE '%<medaide>%'
        )
      ) AS care_counts,
      rn_hours + lpn_hours + cna_hours + natrn_hours + medaide_hours AS care_hours,
      rn_employee_hours + lpn_employee_hours + cna_employee_hours + natrn_employee_hours + medaide_employee_hours AS care_employee_hours,
      rn_contract_hours + lpn_contract_hours + cna_contract_hours + natrn_contract_hours + medaide_contract_hours AS care_contract_hours,
      rn_weekend_hours + lpn_weekend_hours + cna_weekend_hours + natrn_weekend_hours + medaide_weekend_hours AS care_weekend_hours,
      has_residents
      AND (
        missing_roles = '' OR (
          missing_roles NOT LIKE '%<rn>%'
        )
      ) AS rn_care_counts,
      rn_hours AS rn_care_hours,
      rn_employee_hours AS rn_care_employee_hours,
      rn_contract_hours AS rn_care_contract_hours,
      rn_weekend_hours AS rn_care_weekend_hours,
      has_residents
      AND (
        missing_roles = ''
        OR (
          missing_roles NOT LIKE '%<rn>%'
          AND missing_roles NOT LIKE '%<lpn>%'
          AND missing_roles NOT LIKE '%<cna>%'
        )
      ) AS rn_lpn_cna_counts,
      rn_hours + lpn_hours + cna_hours AS rn_lpn_cna_hours,
      rn_employee_hours + lpn_employee_hours + cna_employee_hours AS rn_lpn_cna_employee_hours,
      rn_contract_hours + lpn_contract_hours + cna_contract_hours AS rn_lpn_cna_contract_hours,
      rn_weekend_hours + lpn_weekend_hours + cna_weekend_hours AS rn_lpn_cna_weekend_hours,
      has_residents
      AND (
        missing_roles = '' OR (
          missing_roles NOT LIKE '%<rndon>%'
        )
      ) AS role_rndon_counts,
      rndon_hours AS role_rndon_hours,
      rndon_employee_hours AS role_rndon_employee_hours,
      rndon_contract_hours AS role_rndon_contract_hours,
      rndon_weekend_hours AS role_rndon_weekend_hours,
      has_residents
      AND (
        missing_roles = '' OR (
          missing_roles NOT LIKE '%<rnadmin>%'
        )
      ) AS role_rnadmin_counts,
      rnadmin_hours AS role_rnadmin_hours,
      rnadmin_employee_hours AS role_rnadmin_employee_hours,
      rnadmin_contract_hours AS role_rnadmin_contract_hours,
      rnadmin_weekend_hours AS role_rnadmin_weekend_hours,
      has_residents
      AND (
        missing_roles = '' OR (
          missing_roles NOT LIKE '%<rn>%'
        )
      ) AS role_rn_counts,
      rn_hours AS role_rn_hours,
      rn_employee_hours AS role_rn_employee_hours,
      rn_contract_hours AS role_rn_contract_hours,
      rn_weekend_hours AS role_rn_weekend_hours,
      has_residents
      AND (
        missing_roles = '' OR (
          missing_roles NOT LIKE '%<lpnadmin>%'
        )
      ) AS role_lpnadmin_counts,
      lpnadmin_hours AS role_lpnadmin_hours,
      lpnadmin_employee_hours AS role_lpnadmin_employee_hours,
      lpnadmin_contract_hours AS role_lpnadmin_contract_hours,
      lpnadmin_weekend_hours AS role_lpnadmin_weekend_hours,
      has_residents
      AND (
        missing_roles = '' OR (
          missing_roles NOT LIKE '%<lpn>%'
        )
      ) AS role_lpn_counts,
      lpn_hours AS role_lpn_hours,
      lpn_employee_hours AS role_lpn_employee_hours,
      lpn_contract_hours AS role_lpn_contract_hours,
      lpn_weekend_hours AS role_lpn_weekend_hours,
      has_residents
      AND (
        missing_roles = '' OR (
          missing_roles NOT LIKE '%<cna>%'
        )
      ) AS role_cna_counts,
      cna_hours AS role_cna_hours,
      cna_employee_hours AS role_cna_employee_hours,
      cna_contract_hours AS role_cna_contract_hours,
      cna_weekend_hours AS role_cna_weekend_hours,
      has_residents
      AND (
        missing_roles = '' OR (
          missing_roles NOT LIKE '%<natrn>%'
        )
      ) AS role_natrn_counts,
      natrn_hours AS role_natrn_hours,
      natrn_employee_hours AS role_natrn_employee_hours,
      natrn_contract_hours AS role_natrn_contract_hours,
      natrn_weekend_hours AS role_natrn_weekend_hours,
      has_residents
      AND (
        missing_roles = '' OR (
          missing_roles NOT LIKE '%<medaide>%'
        )
      ) AS role_medaide_counts,
      medaide_hours AS role_medaide_hours,
      medaide_employee_hours AS role_medaide_employee_hours,
      medaide_contract_hours AS role_medaide_contract_hours,
      medaide_weekend_hours AS role_medaide_weekend_hours
    FROM alike
  ), usual AS (
    SELECT
      ccn,
      month,
      residents,
      weekend_residents,
      days,
      cms_total_hours,
      cms_total_employee_hours,
      cms_total_contract_hours,
      cms_total_weekend_hours,
      cms_rn_hours,
      cms_rn_employee_hours,
      cms_rn_contract_hours,
      cms_rn_weekend_hours,
      cms_lpn_hours,
      cms_lpn_employee_hours,
      cms_lpn_contract_hours,
      cms_lpn_weekend_hours,
      cms_licensed_hours,
      cms_licensed_employee_hours,
      cms_licensed_contract_hours,
      cms_licensed_weekend_hours,
      cms_aide_hours,
      cms_aide_employee_hours,
      cms_aide_contract_hours,
      cms_aide_weekend_hours,
      care_hours,
      care_employee_hours,
      care_contract_hours,
      care_weekend_hours,
      rn_care_hours,
      rn_care_employee_hours,
      rn_care_contract_hours,
      rn_care_weekend_hours,
      rn_lpn_cna_hours,
      rn_lpn_cna_employee_hours,
      rn_lpn_cna_contract_hours,
      rn_lpn_cna_weekend_hours,
      role_rndon_hours,
      role_rndon_employee_hours,
      role_rndon_contract_hours,
      role_rndon_weekend_hours,
      role_rnadmin_hours,
      role_rnadmin_employee_hours,
      role_rnadmin_contract_hours,
      role_rnadmin_weekend_hours,
      role_rn_hours,
      role_rn_employee_hours,
      role_rn_contract_hours,
      role_rn_weekend_hours,
      role_lpnadmin_hours,
      role_lpnadmin_employee_hours,
      role_lpnadmin_contract_hours,
      role_lpnadmin_weekend_hours,
      role_lpn_hours,
      role_lpn_employee_hours,
      role_lpn_contract_hours,
      role_lpn_weekend_hours,
      role_cna_hours,
      role_cna_employee_hours,
      role_cna_contract_hours,
      role_cna_weekend_hours,
      role_natrn_hours,
      role_natrn_employee_hours,
      role_natrn_contract_hours,
      role_natrn_weekend_hours,
      role_medaide_hours,
      role_medaide_employee_hours,
      role_medaide_contract_hours,
      role_medaide_weekend_hours
    FROM judged
    WHERE
      is_usual
  ), unusual AS (
    SELECT
      ccn,
      month,
      CAST(SUM(CASE WHEN cms_total_counts THEN cms_total_hours END) AS DECIMAL(18, 2)) AS cms_total_hours,
      CAST(SUM(CASE WHEN cms_total_counts THEN cms_total_employee_hours END) AS DECIMAL(18, 2)) AS cms_total_employee_hours,
      CAST(SUM(CASE WHEN cms_total_counts THEN cms_total_contract_hours END) AS DECIMAL(18, 2)) AS cms_total_contract_hours,
      CAST(SUM(CASE WHEN cms_total_counts THEN cms_total_weekend_hours END) AS DECIMAL(18, 2)) AS cms_total_weekend_hours,
      CAST(SUM(CASE WHEN cms_total_counts THEN residents END) AS BIGINT) AS cms_total_resident_days,
      CAST(SUM(CASE WHEN cms_total_counts THEN weekend_residents END) AS BIGINT) AS cms_total_weekend_resident_days,
      CAST(SUM(CASE WHEN cms_total_counts THEN days ELSE 0 END) AS BIGINT) AS cms_total_days_counted,
      CAST(SUM(CASE WHEN cms_rn_counts THEN cms_rn_hours END) AS DECIMAL(18, 2)) AS cms_rn_hours,
      CAST(SUM(CASE WHEN cms_rn_counts THEN cms_rn_employee_hours END) AS DECIMAL(18, 2)) AS cms_rn_employee_hours,
      CAST(SUM(CASE WHEN cms_rn_counts THEN cms_rn_contract_hours END) AS DECIMAL(18, 2)) AS cms_rn_contract_hours,
      CAST(SUM(CASE WHEN cms_rn_counts THEN cms_rn_weekend_hours END) AS DECIMAL(18, 2)) AS cms_rn_weekend_hours,
      CAST(SUM(CASE WHEN cms_rn_counts THEN residents END) AS BIGINT) AS cms_rn_resident_days,
      CAST(SUM(CASE WHEN cms_rn_counts THEN weekend_residents END) AS BIGINT) AS cms_rn_weekend_resident_days,
      CAST(SUM(CASE WHEN cms_rn_counts THEN days ELSE 0 END) AS BIGINT) AS cms_rn_days_counted,
      CAST(SUM(CASE WHEN cms_lpn_counts THEN cms_lpn_hours END) AS DECIMAL(18, 2)) AS cms_lpn_hours,
      CAST(SUM(CASE WHEN cms_lpn_counts THEN cms_lpn_employee_hours END) AS DECIMAL(18, 2)) AS cms_lpn_employee_hours,
      CAST(SUM(CASE WHEN cms_lpn_counts THEN cms_lpn_contract_hours END) AS DECIMAL(18, 2)) AS cms_lpn_contract_hours,
      CAST(SUM(CASE WHEN cms_lpn_counts THEN cms_lpn_weekend_hours END) AS DECIMAL(18, 2)) AS cms_lpn_weekend_hours,
      CAST(SUM(CASE WHEN cms_lpn_counts THEN residents END) AS BIGINT) AS cms_lpn_resident_days,
      CAST(SUM(CASE WHEN cms_lpn_counts THEN weekend_residents END) AS BIGINT) AS cms_lpn_weekend_resident_days,
      CAST(SUM(CASE WHEN cms_lpn_counts THEN days ELSE 0 END) AS BIGINT) AS cms_lpn_days_counted,
      CAST(SUM(CASE WHEN cms_licensed_counts THEN cms_licensed_hours END) AS DECIMAL(18, 2)) AS cms_licensed_hours,
      CAST(SUM(CASE WHEN cms_licensed_counts THEN cms_licensed_employee_hours END) AS DECIMAL(18, 2)) AS cms_licensed_employee_hours,
      CAST(SUM(CASE WHEN cms_licensed_counts THEN cms_licensed_contract_hours END) AS DECIMAL(18, 2)) AS cms_licensed_contract_hours,
      CAST(SUM(CASE WHEN cms_licensed_counts THEN cms_licensed_weekend_hours END) AS DECIMAL(18, 2)) AS cms_licensed_weekend_hours,
      CAST(SUM(CASE WHEN cms_licensed_counts THEN residents END) AS BIGINT) AS cms_licensed_resident_days,
      CAST(SUM(CASE WHEN cms_licensed_counts THEN weekend_residents END) AS BIGINT) AS cms_licensed_weekend_resident_days,
      CAST(SUM(CASE WHEN cms_licensed_counts THEN days ELSE 0 END) AS BIGINT) AS cms_licensed_days_counted,
      CAST(SUM(CASE WHEN cms_aide_counts THEN cms_aide_hours END) AS DECIMAL(18, 2)) AS cms_aide_hours,
      CAST(SUM(CASE WHEN cms_aide_counts THEN cms_aide_employee_hours END) AS DECIMAL(18, 2)) AS cms_aide_employee_hours,
      CAST(SUM(CASE WHEN cms_aide_counts THEN cms_aide_contract_hours END) AS DECIMAL(18, 2)) AS cms_aide_contract_hours,
      CAST(SUM(CASE WHEN cms_aide_counts THEN cms_aide_weekend_hours END) AS DECIMAL(18, 2)) AS cms_aide_weekend_hours,
      CAST(SUM(CASE WHEN cms_aide_counts THEN residents END) AS BIGINT) AS cms_aide_resident_days,
      CAST(SUM(CASE WHEN cms_aide_counts THEN weekend_residents END) AS BIGINT) AS cms_aide_weekend_resident_days,
      CAST(SUM(CASE WHEN cms_aide_counts THEN days ELSE 0 END) AS BIGINT) AS cms_aide_days_counted,
      CAST(SUM(CASE WHEN care_counts THEN care_hours END) AS DECIMAL(18, 2)) AS care_hours,
      CAST(SUM(CASE WHEN care_counts THEN care_employee_hours END) AS DECIMAL(18, 2)) AS care_employee_hours,
      CAST(SUM(CASE WHEN care_counts THEN care_contract_hours END) AS DECIMAL(18, 2)) AS care_contract_hours,
      CAST(SUM(CASE WHEN care_counts THEN care_weekend_hours END) AS DECIMAL(18, 2)) AS care_weekend_hours,
      CAST(SUM(CASE WHEN care_counts THEN residents END) AS BIGINT) AS care_resident_days,
      CAST(SUM(CASE WHEN care_counts THEN weekend_residents END) AS BIGINT) AS care_weekend_resident_days,
      CAST(SUM(CASE WHEN care_counts THEN days ELSE 0 END) AS BIGINT) AS care_days_counted,
      CAST(SUM(CASE WHEN rn_care_counts THEN rn_care_hours END) AS DECIMAL(18, 2)) AS rn_care_hours,
      CAST(SUM(CASE WHEN rn_care_counts THEN rn_care_employee_hours END) AS DECIMAL(18, 2)) AS rn_care_employee_hours,
      CAST(SUM(CASE WHEN rn_care_counts THEN rn_care_contract_hours END) AS DECIMAL(18, 2)) AS rn_care_contract_hours,
      CAST(SUM(CASE WHEN rn_care_counts THEN rn_care_weekend_hours END) AS DECIMAL(18, 2)) AS rn_care_weekend_hours,
      CAST(SUM(CASE WHEN rn_care_counts THEN residents END) AS BIGINT) AS rn_care_resident_days,
      CAST(SUM(CASE WHEN rn_care_counts THEN weekend_residents END) AS BIGINT) AS rn_care_weekend_resident_days,
      CAST(SUM(CASE WHEN rn_care_counts THEN days ELSE 0 END) AS BIGINT) AS rn_care_days_counted,
      CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN rn_lpn_cna_hours END) AS DECIMAL(18, 2)) AS rn_lpn_cna_hours,
      CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN rn_lpn_cna_employee_hours END) AS DECIMAL(18, 2)) AS rn_lpn_cna_employee_hours,
      CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN rn_lpn_cna_contract_hours END) AS DECIMAL(18, 2)) AS rn_lpn_cna_contract_hours,
      CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN rn_lpn_cna_weekend_hours END) AS DECIMAL(18, 2)) AS rn_lpn_cna_weekend_hours,
      CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN residents END) AS BIGINT) AS rn_lpn_cna_resident_days,
      CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN weekend_residents END) AS BIGINT) AS rn_lpn_cna_weekend_resident_days,
      CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN days ELSE 0 END) AS BIGINT) AS rn_lpn_cna_days_counted,
      CAST(SUM(CASE WHEN role_rndon_counts THEN role_rndon_hours END) AS DECIMAL(18, 2)) AS role_rndon_hours,
      CAST(SUM(CASE WHEN role_rndon_counts THEN role_rndon_employee_hours END) AS DECIMAL(18, 2)) AS role_rndon_employee_hours,
      CAST(SUM(CASE WHEN role_rndon_counts THEN role_rndon_contract_hours END) AS DECIMAL(18, 2)) AS role_rndon_contract_hours,
      CAST(SUM(CASE WHEN role_rndon_counts THEN role_rndon_weekend_hours END) AS DECIMAL(18, 2)) AS role_rndon_weekend_hours,
      CAST(SUM(CASE WHEN role_rndon_counts THEN residents END) AS BIGINT) AS role_rndon_resident_days,
      CAST(SUM(CASE WHEN role_rndon_counts THEN weekend_residents END) AS BIGINT) AS role_rndon_weekend_resident_days,
      CAST(SUM(CASE WHEN role_rndon_counts THEN days ELSE 0 END) AS BIGINT) AS role_rndon_days_counted,
      CAST(SUM(CASE WHEN role_rnadmin_counts THEN role_rnadmin_hours END) AS DECIMAL(18, 2)) AS role_rnadmin_hours,
      CAST(SUM(CASE WHEN role_rnadmin_counts THEN role_rnadmin_employee_hours END) AS DECIMAL(18, 2)) AS role_rnadmin_employee_hours,
      CAST(SUM(CASE WHEN role_rnadmin_counts THEN role_rnadmin_contract_hours END) AS DECIMAL(18, 2)) AS role_rnadmin_contract_hours,
      CAST(SUM(CASE WHEN role_rnadmin_counts THEN role_rnadmin_weekend_hours END) AS DECIMAL(18, 2)) AS role_rnadmin_weekend_hours,
      CAST(SUM(CASE WHEN role_rnadmin_counts THEN residents END) AS BIGINT) AS role_rnadmin_resident_days,
      CAST(SUM(CASE WHEN role_rnadmin_counts THEN weekend_residents END) AS BIGINT) AS role_rnadmin_weekend_resident_days,
      CAST(SUM(CASE WHEN role_rnadmin_counts THEN days ELSE 0 END) AS BIGINT) AS role_rnadmin_days_counted,
      CAST(SUM(CASE WHEN role_rn_counts THEN role_rn_hours END) AS DECIMAL(18, 2)) AS role_rn_hours,
      CAST(SUM(CASE WHEN role_rn_counts THEN role_rn_employee_hours END) AS DECIMAL(18, 2)) AS role_rn_employee_hours,
      CAST(SUM(CASE WHEN role_rn_counts THEN role_rn_contract_hours END) AS DECIMAL(18, 2)) AS role_rn_contract_hours,
      CAST(SUM(CASE WHEN role_rn_counts THEN role_rn_weekend_hours END) AS DECIMAL(18, 2)) AS role_rn_weekend_hours,
      CAST(SUM(CASE WHEN role_rn_counts THEN residents END) AS BIGINT) AS role_rn_resident_days,
      CAST(SUM(CASE WHEN role_rn_counts THEN weekend_residents END) AS BIGINT) AS role_rn_weekend_resident_days,
      CAST(SUM(CASE WHEN role_rn_counts THEN days ELSE 0 END) AS BIGINT) AS role_rn_days_counted,
      CAST(SUM(CASE WHEN role_lpnadmin_counts THEN role_lpnadmin_hours END) AS DECIMAL(18, 2)) AS role_lpnadmin_hours,
      CAST(SUM(CASE WHEN role_lpnadmin_counts THEN role_lpnadmin_employee_hours END) AS DECIMAL(18, 2)) AS role_lpnadmin_employee_hours,
      CAST(SUM(CASE WHEN role_lpnadmin_counts THEN role_lpnadmin_contract_hours END) AS DECIMAL(18, 2)) AS role_lpnadmin_contract_hours,
      CAST(SUM(CASE WHEN role_lpnadmin_counts THEN role_lpnadmin_weekend_hours END) AS DECIMAL(18, 2)) AS role_lpnadmin_weekend_hours,
      CAST(SUM(CASE WHEN role_lpnadmin_counts THEN residents END) AS BIGINT) AS role_lpnadmin_resident_days,
      CAST(SUM(CASE WHEN role_lpnadmin_counts THEN weekend_residents END) AS BIGINT) AS role_lpnadmin_weekend_resident_days,
      CAST(SUM(CASE WHEN role_lpnadmin_counts THEN days ELSE 0 END) AS BIGINT) AS role_lpnadmin_days_counted,
      CAST(SUM(CASE WHEN role_lpn_counts THEN role_lpn_hours END) AS DECIMAL(18, 2)) AS role_lpn_hours,
      CAST(SUM(CASE WHEN role_lpn_counts THEN role_lpn_employee_hours END) AS DECIMAL(18, 2)) AS role_lpn_employee_hours,
      CAST(SUM(CASE WHEN role_lpn_counts THEN role_lpn_contract_hours END) AS DECIMAL(18, 2)) AS role_lpn_contract_hours,
      CAST(SUM(CASE WHEN role_lpn_counts THEN role_lpn_weekend_hours END) AS DECIMAL(18, 2)) AS role_lpn_weekend_hours,
      CAST(SUM(CASE WHEN role_lpn_counts THEN residents END) AS BIGINT) AS role_lpn_resident_days,
      CAST(SUM(CASE WHEN role_lpn_counts THEN weekend_residents END) AS BIGINT) AS role_lpn_weekend_resident_days,
      CAST(SUM(CASE WHEN role_lpn_counts THEN days ELSE 0 END) AS BIGINT) AS role_lpn_days_counted,
      CAST(SUM(CASE WHEN role_cna_counts THEN role_cna_hours END) AS DECIMAL(18, 2)) AS role_cna_hours,
      CAST(SUM(CASE WHEN role_cna_counts THEN role_cna_employee_hours END) AS DECIMAL(18, 2)) AS role_cna_employee_hours,
      CAST(SUM(CASE WHEN role_cna_counts THEN role_cna_contract_hours END) AS DECIMAL(18, 2)) AS role_cna_contract_hours,
      CAST(SUM(CASE WHEN role_cna_counts THEN role_cna_weekend_hours END) AS DECIMAL(18, 2)) AS role_cna_weekend_hours,
      CAST(SUM(CASE WHEN role_cna_counts THEN residents END) AS BIGINT) AS role_cna_resident_days,
      CAST(SUM(CASE WHEN role_cna_counts THEN weekend_residents END) AS BIGINT) AS role_cna_weekend_resident_days,
      CAST(SUM(CASE WHEN role_cna_counts THEN days ELSE 0 END) AS BIGINT) AS role_cna_days_counted,
      CAST(SUM(CASE WHEN role_natrn_counts THEN role_natrn_hours END) AS DECIMAL(18, 2)) AS role_natrn_hours,
      CAST(SUM(CASE WHEN role_natrn_counts THEN role_natrn_employee_hours END) AS DECIMAL(18, 2)) AS role_natrn_employee_hours,
      CAST(SUM(CASE WHEN role_natrn_counts THEN role_natrn_contract_hours END) AS DECIMAL(18, 2)) AS role_natrn_contract_hours,
      CAST(SUM(CASE WHEN role_natrn_counts THEN role_natrn_weekend_hours END) AS DECIMAL(18, 2)) AS role_natrn_weekend_hours,
      CAST(SUM(CASE WHEN role_natrn_counts THEN residents END) AS BIGINT) AS role_natrn_resident_days,
      CAST(SUM(CASE WHEN role_natrn_counts THEN weekend_residents END) AS BIGINT) AS role_natrn_weekend_resident_days,
      CAST(SUM(CASE WHEN role_natrn_counts THEN days ELSE 0 END) AS BIGINT) AS role_natrn_days_counted,
      CAST(SUM(CASE WHEN role_medaide_counts THEN role_medaide_hours END) AS DECIMAL(18, 2)) AS role_medaide_hours,
      CAST(SUM(CASE WHEN role_medaide_counts THEN role_medaide_employee_hours END) AS DECIMAL(18, 2)) AS role_medaide_employee_hours,
      CAST(SUM(CASE WHEN role_medaide_counts THEN role_medaide_contract_hours END) AS DECIMAL(18, 2)) AS role_medaide_contract_hours,
      CAST(SUM(CASE WHEN role_medaide_counts THEN role_medaide_weekend_hours END) AS DECIMAL(18, 2)) AS role_medaide_weekend_hours,
      CAST(SUM(CASE WHEN role_medaide_counts THEN residents END) AS BIGINT) AS role_medaide_resident_days,
      CAST(SUM(CASE WHEN role_medaide_counts THEN weekend_residents END) AS BIGINT) AS role_medaide_weekend_resident_days,
      CAST(SUM(CASE WHEN role_medaide_counts THEN days ELSE 0 END) AS BIGINT) AS role_medaide_days_counted
    FROM judged
    WHERE
      NOT is_usual
    GROUP BY
      ccn,
      month
  ), months AS (
    SELECT
      ccn,
      quarter,
      month,
      CAST(SUM(days) AS BIGINT) AS days,
      CAST(SUM(residents) AS BIGINT) AS census_days,
      CAST(SUM(zero_census_days) AS BIGINT) AS zero_census_days,
      CAST(SUM(zero_rn_days) AS BIGINT) AS zero_rn_days,
      CAST(SUM(under_8_rn_days) AS BIGINT) AS under_8_rn_days,
      CAST(SUM(zero_staff_days) AS BIGINT) AS zero_staff_days,
      CAST(SUM(days_with_census - unknown_census_days) AS BIGINT) AS observed_days,
      CAST(SUM(zero_census_hours) AS DECIMAL(18, 2)) AS zero_census_hours,
      CAST(SUM(CASE WHEN has_residents THEN days ELSE 0 END) AS BIGINT) AS days_with_residents,
      MIN(CASE WHEN has_residents THEN first_day END) AS first_resident_day,
      MAX(CASE WHEN has_residents THEN last_day END) AS last_resident_day,
      BOOL_OR(CAST(is_incomplete AS BOOLEAN)) AS is_incomplete,
      BOOL_OR(CAST(is_synthetic AS BOOLEAN)) AS is_synthetic
    FROM alike
    GROUP BY
      ccn,
      quarter,
      month
  )
  SELECT
    m.ccn,
    m.quarter,
    n.state,
    n.facility_name,
    m.month,
    CAST(COALESCE(u.cms_total_hours + x.cms_total_hours, u.cms_total_hours, x.cms_total_hours) AS DECIMAL(18, 2)) AS cms_total_hours,
    CAST(COALESCE(
      u.cms_total_employee_hours + x.cms_total_employee_hours,
      u.cms_total_employee_hours,
      x.cms_total_employee_hours
    ) AS DECIMAL(18, 2)) AS cms_total_employee_hours,
    CAST(COALESCE(
      u.cms_total_contract_hours + x.cms_total_contract_hours,
      u.cms_total_contract_hours,
      x.cms_total_contract_hours
    ) AS DECIMAL(18, 2)) AS cms_total_contract_hours,
    CAST(COALESCE(
      u.cms_total_weekend_hours + x.cms_total_weekend_hours,
      u.cms_total_weekend_hours,
      x.cms_total_weekend_hours
    ) AS DECIMAL(18, 2)) AS cms_total_weekend_hours,
    COALESCE(u.residents + x.cms_total_resident_days, u.residents, x.cms_total_resident_days) AS cms_total_resident_days,
    COALESCE(
      u.weekend_residents + x.cms_total_weekend_resident_days,
      u.weekend_residents,
      x.cms_total_weekend_resident_days
    ) AS cms_total_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.cms_total_days_counted, 0) AS cms_total_days_counted,
    CAST(COALESCE(u.cms_rn_hours + x.cms_rn_hours, u.cms_rn_hours, x.cms_rn_hours) AS DECIMAL(18, 2)) AS cms_rn_hours,
    CAST(COALESCE(
      u.cms_rn_employee_hours + x.cms_rn_employee_hours,
      u.cms_rn_employee_hours,
      x.cms_rn_employee_hours
    ) AS DECIMAL(18, 2)) AS cms_rn_employee_hours,
    CAST(COALESCE(
      u.cms_rn_contract_hours + x.cms_rn_contract_hours,
      u.cms_rn_contract_hours,
      x.cms_rn_contract_hours
    ) AS DECIMAL(18, 2)) AS cms_rn_contract_hours,
    CAST(COALESCE(
      u.cms_rn_weekend_hours + x.cms_rn_weekend_hours,
      u.cms_rn_weekend_hours,
      x.cms_rn_weekend_hours
    ) AS DECIMAL(18, 2)) AS cms_rn_weekend_hours,
    COALESCE(u.residents + x.cms_rn_resident_days, u.residents, x.cms_rn_resident_days) AS cms_rn_resident_days,
    COALESCE(
      u.weekend_residents + x.cms_rn_weekend_resident_days,
      u.weekend_residents,
      x.cms_rn_weekend_resident_days
    ) AS cms_rn_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.cms_rn_days_counted, 0) AS cms_rn_days_counted,
    CAST(COALESCE(u.cms_lpn_hours + x.cms_lpn_hours, u.cms_lpn_hours, x.cms_lpn_hours) AS DECIMAL(18, 2)) AS cms_lpn_hours,
    CAST(COALESCE(
      u.cms_lpn_employee_hours + x.cms_lpn_employee_hours,
      u.cms_lpn_employee_hours,
      x.cms_lpn_employee_hours
    ) AS DECIMAL(18, 2)) AS cms_lpn_employee_hours,
    CAST(COALESCE(
      u.cms_lpn_contract_hours + x.cms_lpn_contract_hours,
      u.cms_lpn_contract_hours,
      x.cms_lpn_contract_hours
    ) AS DECIMAL(18, 2)) AS cms_lpn_contract_hours,
    CAST(COALESCE(
      u.cms_lpn_weekend_hours + x.cms_lpn_weekend_hours,
      u.cms_lpn_weekend_hours,
      x.cms_lpn_weekend_hours
    ) AS DECIMAL(18, 2)) AS cms_lpn_weekend_hours,
    COALESCE(u.residents + x.cms_lpn_resident_days, u.residents, x.cms_lpn_resident_days) AS cms_lpn_resident_days,
    COALESCE(
      u.weekend_residents + x.cms_lpn_weekend_resident_days,
      u.weekend_residents,
      x.cms_lpn_weekend_resident_days
    ) AS cms_lpn_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.cms_lpn_days_counted, 0) AS cms_lpn_days_counted,
    CAST(COALESCE(
      u.cms_licensed_hours + x.cms_licensed_hours,
      u.cms_licensed_hours,
      x.cms_licensed_hours
    ) AS DECIMAL(18, 2)) AS cms_licensed_hours,
    CAST(COALESCE(
      u.cms_licensed_employee_hours + x.cms_licensed_employee_hours,
      u.cms_licensed_employee_hours,
      x.cms_licensed_employee_hours
    ) AS DECIMAL(18, 2)) AS cms_licensed_employee_hours,
    CAST(COALESCE(
      u.cms_licensed_contract_hours + x.cms_licensed_contract_hours,
      u.cms_licensed_contract_hours,
      x.cms_licensed_contract_hours
    ) AS DECIMAL(18, 2)) AS cms_licensed_contract_hours,
    CAST(COALESCE(
      u.cms_licensed_weekend_hours + x.cms_licensed_weekend_hours,
      u.cms_licensed_weekend_hours,
      x.cms_licensed_weekend_hours
    ) AS DECIMAL(18, 2)) AS cms_licensed_weekend_hours,
    COALESCE(
      u.residents + x.cms_licensed_resident_days,
      u.residents,
      x.cms_licensed_resident_days
    ) AS cms_licensed_resident_days,
    COALESCE(
      u.weekend_residents + x.cms_licensed_weekend_resident_days,
      u.weekend_residents,
      x.cms_licensed_weekend_resident_days
    ) AS cms_licensed_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.cms_licensed_days_counted, 0) AS cms_licensed_days_counted,
    CAST(COALESCE(u.cms_aide_hours + x.cms_aide_hours, u.cms_aide_hours, x.cms_aide_hours) AS DECIMAL(18, 2)) AS cms_aide_hours,
    CAST(COALESCE(
      u.cms_aide_employee_hours + x.cms_aide_employee_hours,
      u.cms_aide_employee_hours,
      x.cms_aide_employee_hours
    ) AS DECIMAL(18, 2)) AS cms_aide_employee_hours,
    CAST(COALESCE(
      u.cms_aide_contract_hours + x.cms_aide_contract_hours,
      u.cms_aide_contract_hours,
      x.cms_aide_contract_hours
    ) AS DECIMAL(18, 2)) AS cms_aide_contract_hours,
    CAST(COALESCE(
      u.cms_aide_weekend_hours + x.cms_aide_weekend_hours,
      u.cms_aide_weekend_hours,
      x.cms_aide_weekend_hours
    ) AS DECIMAL(18, 2)) AS cms_aide_weekend_hours,
    COALESCE(u.residents + x.cms_aide_resident_days, u.residents, x.cms_aide_resident_days) AS cms_aide_resident_days,
    COALESCE(
      u.weekend_residents + x.cms_aide_weekend_resident_days,
      u.weekend_residents,
      x.cms_aide_weekend_resident_days
    ) AS cms_aide_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.cms_aide_days_counted, 0) AS cms_aide_days_counted,
    CAST(COALESCE(u.care_hours + x.care_hours, u.care_hours, x.care_hours) AS DECIMAL(18, 2)) AS care_hours,
    CAST(COALESCE(
      u.care_employee_hours + x.care_employee_hours,
      u.care_employee_hours,
      x.care_employee_hours
    ) AS DECIMAL(18, 2)) AS care_employee_hours,
    CAST(COALESCE(
      u.care_contract_hours + x.care_contract_hours,
      u.care_contract_hours,
      x.care_contract_hours
    ) AS DECIMAL(18, 2)) AS care_contract_hours,
    CAST(COALESCE(
      u.care_weekend_hours + x.care_weekend_hours,
      u.care_weekend_hours,
      x.care_weekend_hours
    ) AS DECIMAL(18, 2)) AS care_weekend_hours,
    COALESCE(u.residents + x.care_resident_days, u.residents, x.care_resident_days) AS care_resident_days,
    COALESCE(
      u.weekend_residents + x.care_weekend_resident_days,
      u.weekend_residents,
      x.care_weekend_resident_days
    ) AS care_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.care_days_counted, 0) AS care_days_counted,
    CAST(COALESCE(u.rn_care_hours + x.rn_care_hours, u.rn_care_hours, x.rn_care_hours) AS DECIMAL(18, 2)) AS rn_care_hours,
    CAST(COALESCE(
      u.rn_care_employee_hours + x.rn_care_employee_hours,
      u.rn_care_employee_hours,
      x.rn_care_employee_hours
    ) AS DECIMAL(18, 2)) AS rn_care_employee_hours,
    CAST(COALESCE(
      u.rn_care_contract_hours + x.rn_care_contract_hours,
      u.rn_care_contract_hours,
      x.rn_care_contract_hours
    ) AS DECIMAL(18, 2)) AS rn_care_contract_hours,
    CAST(COALESCE(
      u.rn_care_weekend_hours + x.rn_care_weekend_hours,
      u.rn_care_weekend_hours,
      x.rn_care_weekend_hours
    ) AS DECIMAL(18, 2)) AS rn_care_weekend_hours,
    COALESCE(u.residents + x.rn_care_resident_days, u.residents, x.rn_care_resident_days) AS rn_care_resident_days,
    COALESCE(
      u.weekend_residents + x.rn_care_weekend_resident_days,
      u.weekend_residents,
      x.rn_care_weekend_resident_days
    ) AS rn_care_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.rn_care_days_counted, 0) AS rn_care_days_counted,
    CAST(COALESCE(u.rn_lpn_cna_hours + x.rn_lpn_cna_hours, u.rn_lpn_cna_hours, x.rn_lpn_cna_hours) AS DECIMAL(18, 2)) AS rn_lpn_cna_hours,
    CAST(COALESCE(
      u.rn_lpn_cna_employee_hours + x.rn_lpn_cna_employee_hours,
      u.rn_lpn_cna_employee_hours,
      x.rn_lpn_cna_employee_hours
    ) AS DECIMAL(18, 2)) AS rn_lpn_cna_employee_hours,
    CAST(COALESCE(
      u.rn_lpn_cna_contract_hours + x.rn_lpn_cna_contract_hours,
      u.rn_lpn_cna_contract_hours,
      x.rn_lpn_cna_contract_hours
    ) AS DECIMAL(18, 2)) AS rn_lpn_cna_contract_hours,
    CAST(COALESCE(
      u.rn_lpn_cna_weekend_hours + x.rn_lpn_cna_weekend_hours,
      u.rn_lpn_cna_weekend_hours,
      x.rn_lpn_cna_weekend_hours
    ) AS DECIMAL(18, 2)) AS rn_lpn_cna_weekend_hours,
    COALESCE(u.residents + x.rn_lpn_cna_resident_days, u.residents, x.rn_lpn_cna_resident_days) AS rn_lpn_cna_resident_days,
    COALESCE(
      u.weekend_residents + x.rn_lpn_cna_weekend_resident_days,
      u.weekend_residents,
      x.rn_lpn_cna_weekend_resident_days
    ) AS rn_lpn_cna_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.rn_lpn_cna_days_counted, 0) AS rn_lpn_cna_days_counted,
    CAST(COALESCE(u.role_rndon_hours + x.role_rndon_hours, u.role_rndon_hours, x.role_rndon_hours) AS DECIMAL(18, 2)) AS role_rndon_hours,
    CAST(COALESCE(
      u.role_rndon_employee_hours + x.role_rndon_employee_hours,
      u.role_rndon_employee_hours,
      x.role_rndon_employee_hours
    ) AS DECIMAL(18, 2)) AS role_rndon_employee_hours,
    CAST(COALESCE(
      u.role_rndon_contract_hours + x.role_rndon_contract_hours,
      u.role_rndon_contract_hours,
      x.role_rndon_contract_hours
    ) AS DECIMAL(18, 2)) AS role_rndon_contract_hours,
    CAST(COALESCE(
      u.role_rndon_weekend_hours + x.role_rndon_weekend_hours,
      u.role_rndon_weekend_hours,
      x.role_rndon_weekend_hours
    ) AS DECIMAL(18, 2)) AS role_rndon_weekend_hours,
    COALESCE(u.residents + x.role_rndon_resident_days, u.residents, x.role_rndon_resident_days) AS role_rndon_resident_days,
    COALESCE(
      u.weekend_residents + x.role_rndon_weekend_resident_days,
      u.weekend_residents,
      x.role_rndon_weekend_resident_days
    ) AS role_rndon_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.role_rndon_days_counted, 0) AS role_rndon_days_counted,
    CAST(COALESCE(
      u.role_rnadmin_hours + x.role_rnadmin_hours,
      u.role_rnadmin_hours,
      x.role_rnadmin_hours
    ) AS DECIMAL(18, 2)) AS role_rnadmin_hours,
    CAST(COALESCE(
      u.role_rnadmin_employee_hours + x.role_rnadmin_employee_hours,
      u.role_rnadmin_employee_hours,
      x.role_rnadmin_employee_hours
    ) AS DECIMAL(18, 2)) AS role_rnadmin_employee_hours,
    CAST(COALESCE(
      u.role_rnadmin_contract_hours + x.role_rnadmin_contract_hours,
      u.role_rnadmin_contract_hours,
      x.role_rnadmin_contract_hours
    ) AS DECIMAL(18, 2)) AS role_rnadmin_contract_hours,
    CAST(COALESCE(
      u.role_rnadmin_weekend_hours + x.role_rnadmin_weekend_hours,
      u.role_rnadmin_weekend_hours,
      x.role_rnadmin_weekend_hours
    ) AS DECIMAL(18, 2)) AS role_rnadmin_weekend_hours,
    COALESCE(
      u.residents + x.role_rnadmin_resident_days,
      u.residents,
      x.role_rnadmin_resident_days
    ) AS role_rnadmin_resident_days,
    COALESCE(
      u.weekend_residents + x.role_rnadmin_weekend_resident_days,
      u.weekend_residents,
      x.role_rnadmin_weekend_resident_days
    ) AS role_rnadmin_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.role_rnadmin_days_counted, 0) AS role_rnadmin_days_counted,
    CAST(COALESCE(u.role_rn_hours + x.role_rn_hours, u.role_rn_hours, x.role_rn_hours) AS DECIMAL(18, 2)) AS role_rn_hours,
    CAST(COALESCE(
      u.role_rn_employee_hours + x.role_rn_employee_hours,
      u.role_rn_employee_hours,
      x.role_rn_employee_hours
    ) AS DECIMAL(18, 2)) AS role_rn_employee_hours,
    CAST(COALESCE(
      u.role_rn_contract_hours + x.role_rn_contract_hours,
      u.role_rn_contract_hours,
      x.role_rn_contract_hours
    ) AS DECIMAL(18, 2)) AS role_rn_contract_hours,
    CAST(COALESCE(
      u.role_rn_weekend_hours + x.role_rn_weekend_hours,
      u.role_rn_weekend_hours,
      x.role_rn_weekend_hours
    ) AS DECIMAL(18, 2)) AS role_rn_weekend_hours,
    COALESCE(u.residents + x.role_rn_resident_days, u.residents, x.role_rn_resident_days) AS role_rn_resident_days,
    COALESCE(
      u.weekend_residents + x.role_rn_weekend_resident_days,
      u.weekend_residents,
      x.role_rn_weekend_resident_days
    ) AS role_rn_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.role_rn_days_counted, 0) AS role_rn_days_counted,
    CAST(COALESCE(
      u.role_lpnadmin_hours + x.role_lpnadmin_hours,
      u.role_lpnadmin_hours,
      x.role_lpnadmin_hours
    ) AS DECIMAL(18, 2)) AS role_lpnadmin_hours,
    CAST(COALESCE(
      u.role_lpnadmin_employee_hours + x.role_lpnadmin_employee_hours,
      u.role_lpnadmin_employee_hours,
      x.role_lpnadmin_employee_hours
    ) AS DECIMAL(18, 2)) AS role_lpnadmin_employee_hours,
    CAST(COALESCE(
      u.role_lpnadmin_contract_hours + x.role_lpnadmin_contract_hours,
      u.role_lpnadmin_contract_hours,
      x.role_lpnadmin_contract_hours
    ) AS DECIMAL(18, 2)) AS role_lpnadmin_contract_hours,
    CAST(COALESCE(
      u.role_lpnadmin_weekend_hours + x.role_lpnadmin_weekend_hours,
      u.role_lpnadmin_weekend_hours,
      x.role_lpnadmin_weekend_hours
    ) AS DECIMAL(18, 2)) AS role_lpnadmin_weekend_hours,
    COALESCE(
      u.residents + x.role_lpnadmin_resident_days,
      u.residents,
      x.role_lpnadmin_resident_days
    ) AS role_lpnadmin_resident_days,
    COALESCE(
      u.weekend_residents + x.role_lpnadmin_weekend_resident_days,
      u.weekend_residents,
      x.role_lpnadmin_weekend_resident_days
    ) AS role_lpnadmin_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.role_lpnadmin_days_counted, 0) AS role_lpnadmin_days_counted,
    CAST(COALESCE(u.role_lpn_hours + x.role_lpn_hours, u.role_lpn_hours, x.role_lpn_hours) AS DECIMAL(18, 2)) AS role_lpn_hours,
    CAST(COALESCE(
      u.role_lpn_employee_hours + x.role_lpn_employee_hours,
      u.role_lpn_employee_hours,
      x.role_lpn_employee_hours
    ) AS DECIMAL(18, 2)) AS role_lpn_employee_hours,
    CAST(COALESCE(
      u.role_lpn_contract_hours + x.role_lpn_contract_hours,
      u.role_lpn_contract_hours,
      x.role_lpn_contract_hours
    ) AS DECIMAL(18, 2)) AS role_lpn_contract_hours,
    CAST(COALESCE(
      u.role_lpn_weekend_hours + x.role_lpn_weekend_hours,
      u.role_lpn_weekend_hours,
      x.role_lpn_weekend_hours
    ) AS DECIMAL(18, 2)) AS role_lpn_weekend_hours,
    COALESCE(u.residents + x.role_lpn_resident_days, u.residents, x.role_lpn_resident_days) AS role_lpn_resident_days,
    COALESCE(
      u.weekend_residents + x.role_lpn_weekend_resident_days,
      u.weekend_residents,
      x.role_lpn_weekend_resident_days
    ) AS role_lpn_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.role_lpn_days_counted, 0) AS role_lpn_days_counted,
    CAST(COALESCE(u.role_cna_hours + x.role_cna_hours, u.role_cna_hours, x.role_cna_hours) AS DECIMAL(18, 2)) AS role_cna_hours,
    CAST(COALESCE(
      u.role_cna_employee_hours + x.role_cna_employee_hours,
      u.role_cna_employee_hours,
      x.role_cna_employee_hours
    ) AS DECIMAL(18, 2)) AS role_cna_employee_hours,
    CAST(COALESCE(
      u.role_cna_contract_hours + x.role_cna_contract_hours,
      u.role_cna_contract_hours,
      x.role_cna_contract_hours
    ) AS DECIMAL(18, 2)) AS role_cna_contract_hours,
    CAST(COALESCE(
      u.role_cna_weekend_hours + x.role_cna_weekend_hours,
      u.role_cna_weekend_hours,
      x.role_cna_weekend_hours
    ) AS DECIMAL(18, 2)) AS role_cna_weekend_hours,
    COALESCE(u.residents + x.role_cna_resident_days, u.residents, x.role_cna_resident_days) AS role_cna_resident_days,
    COALESCE(
      u.weekend_residents + x.role_cna_weekend_resident_days,
      u.weekend_residents,
      x.role_cna_weekend_resident_days
    ) AS role_cna_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.role_cna_days_counted, 0) AS role_cna_days_counted,
    CAST(COALESCE(u.role_natrn_hours + x.role_natrn_hours, u.role_natrn_hours, x.role_natrn_hours) AS DECIMAL(18, 2)) AS role_natrn_hours,
    CAST(COALESCE(
      u.role_natrn_employee_hours + x.role_natrn_employee_hours,
      u.role_natrn_employee_hours,
      x.role_natrn_employee_hours
    ) AS DECIMAL(18, 2)) AS role_natrn_employee_hours,
    CAST(COALESCE(
      u.role_natrn_contract_hours + x.role_natrn_contract_hours,
      u.role_natrn_contract_hours,
      x.role_natrn_contract_hours
    ) AS DECIMAL(18, 2)) AS role_natrn_contract_hours,
    CAST(COALESCE(
      u.role_natrn_weekend_hours + x.role_natrn_weekend_hours,
      u.role_natrn_weekend_hours,
      x.role_natrn_weekend_hours
    ) AS DECIMAL(18, 2)) AS role_natrn_weekend_hours,
    COALESCE(u.residents + x.role_natrn_resident_days, u.residents, x.role_natrn_resident_days) AS role_natrn_resident_days,
    COALESCE(
      u.weekend_residents + x.role_natrn_weekend_resident_days,
      u.weekend_residents,
      x.role_natrn_weekend_resident_days
    ) AS role_natrn_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.role_natrn_days_counted, 0) AS role_natrn_days_counted,
    CAST(COALESCE(
      u.role_medaide_hours + x.role_medaide_hours,
      u.role_medaide_hours,
      x.role_medaide_hours
    ) AS DECIMAL(18, 2)) AS role_medaide_hours,
    CAST(COALESCE(
      u.role_medaide_employee_hours + x.role_medaide_employee_hours,
      u.role_medaide_employee_hours,
      x.role_medaide_employee_hours
    ) AS DECIMAL(18, 2)) AS role_medaide_employee_hours,
    CAST(COALESCE(
      u.role_medaide_contract_hours + x.role_medaide_contract_hours,
      u.role_medaide_contract_hours,
      x.role_medaide_contract_hours
    ) AS DECIMAL(18, 2)) AS role_medaide_contract_hours,
    CAST(COALESCE(
      u.role_medaide_weekend_hours + x.role_medaide_weekend_hours,
      u.role_medaide_weekend_hours,
      x.role_medaide_weekend_hours
    ) AS DECIMAL(18, 2)) AS role_medaide_weekend_hours,
    COALESCE(
      u.residents + x.role_medaide_resident_days,
      u.residents,
      x.role_medaide_resident_days
    ) AS role_medaide_resident_days,
    COALESCE(
      u.weekend_residents + x.role_medaide_weekend_resident_days,
      u.weekend_residents,
      x.role_medaide_weekend_resident_days
    ) AS role_medaide_weekend_resident_days,
    COALESCE(u.days, 0) + COALESCE(x.role_medaide_days_counted, 0) AS role_medaide_days_counted,
    m.days,
    m.observed_days,
    m.census_days,
    m.zero_census_days,
    m.zero_rn_days,
    m.under_8_rn_days,
    m.zero_staff_days,
    m.days_with_residents,
    m.zero_census_hours,
    m.first_resident_day,
    m.last_resident_day,
    m.is_incomplete,
    m.is_synthetic
  FROM months AS m
  JOIN named AS n
    ON m.ccn = n.ccn AND m.quarter = n.quarter
  LEFT JOIN usual AS u
    ON m.ccn = u.ccn AND m.month = u.month
  LEFT JOIN unusual AS x
    ON m.ccn = x.ccn AND m.month = x.month
), beds_by_month AS (
  WITH months AS (
    SELECT DISTINCT
      ccn,
      month,
      CAST(CAST(month + INTERVAL 1 MONTH AS DATE) + INTERVAL (-1) DAY AS DATE) AS last_day
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
    JOIN silver_providerinfo AS p
      ON m.ccn = p.ccn AND ABS(DATE_DIFF('DAY', p.processing_date, m.last_day)) <= 366
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
  FROM staffing_by_month AS m
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
