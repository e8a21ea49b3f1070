-- vw_anomalies on trino: one row per thing that is unlikely in a facility's figures

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_anomalies AS
WITH quarters AS (
  SELECT
    ccn,
    quarter,
    cms_total_hprd AS hprd,
    CAST(SUBSTR(quarter, 1, 4) AS INTEGER) * 4 + CAST(SUBSTR(quarter, 6, 1) AS INTEGER) AS quarter_number,
    facility_name,
    state,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
), followed AS (
  SELECT
    ccn,
    quarter,
    hprd,
    quarter_number,
    facility_name,
    state,
    is_synthetic,
    LAG(hprd) OVER (PARTITION BY ccn ORDER BY quarter_number) AS hprd_before,
    LAG(quarter_number) OVER (PARTITION BY ccn ORDER BY quarter_number) AS number_before
  FROM quarters
), weeks AS (
  SELECT
    ccn,
    quarter,
    cms_total_weekend_hprd AS weekend_hprd,
    TRY_CAST(CAST(CAST((
      TRY_CAST(cms_total_hours - cms_total_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(
        TRY_CAST(cms_total_resident_days - cms_total_weekend_resident_days AS DECIMAL(20, 6)),
        0
      )
    ) - (
      TRY_CAST(cms_total_hours - cms_total_weekend_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(
        TRY_CAST(cms_total_resident_days - cms_total_weekend_resident_days AS DECIMAL(20, 6)),
        0
      )
    ) % (
      NULLIF(
        TRY_CAST(cms_total_resident_days - cms_total_weekend_resident_days AS DECIMAL(20, 6)),
        0
      ) * 2
    ) AS DOUBLE) / NULLIF(
      CAST(NULLIF(
        TRY_CAST(cms_total_resident_days - cms_total_weekend_resident_days AS DECIMAL(20, 6)),
        0
      ) * 2 AS DOUBLE),
      0
    ) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS weekday_hprd,
    facility_name,
    state,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  WHERE
    cms_total_hours > 0
), compared AS (
  SELECT
    d.ccn,
    d.work_date,
    d.quarter,
    d.residents,
    d.cms_total_hours,
    q.facility_name,
    q.state,
    q.is_synthetic,
    d.residents = LAG(d.residents) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date)
    AND d.cms_aide_hours = LAG(d.cms_aide_hours) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date)
    AND d.cms_lpn_hours = LAG(d.cms_lpn_hours) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date)
    AND d.cms_rn_hours = LAG(d.cms_rn_hours) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date)
    AND DATE_DIFF(
      'DAY',
      LAG(d.work_date) OVER (PARTITION BY d.quarter, q.state, d.ccn ORDER BY d.work_date),
      d.work_date
    ) = 1 AS is_same
  FROM kerok_healthcare.gold_daily_staffing_fact AS d
  JOIN kerok_healthcare.gold_quarterly_provider_fact AS q
    ON d.quarter = q.quarter AND d.ccn = q.ccn
  WHERE
    d.residents > 0
    AND d.cms_total_hours > 0
    AND COALESCE(q.repeated_days + 1 >= 3, TRUE)
), repeated AS (
  SELECT
    ccn,
    work_date,
    quarter,
    residents,
    cms_total_hours,
    facility_name,
    state,
    is_synthetic,
    CAST(DATE_ADD(
      'DAY',
      -ROW_NUMBER() OVER (PARTITION BY quarter, state, ccn ORDER BY work_date),
      work_date
    ) AS DATE) AS run
  FROM compared
  WHERE
    is_same
), runs AS (
  SELECT
    ccn,
    quarter,
    state,
    CAST(DATE_ADD('DAY', -1, MIN(work_date)) AS DATE) AS first_day,
    COUNT(*) + 1 AS days,
    MAX(residents) AS residents,
    MAX(cms_total_hours) AS hours,
    MAX(facility_name) AS facility_name,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM repeated
  GROUP BY
    ccn,
    quarter,
    state,
    run
), months AS (
  SELECT
    d.ccn,
    d.quarter,
    q.state,
    CAST(DATE_TRUNC('MONTH', d.work_date) AS DATE) AS month,
    COUNT(*) AS days,
    MIN(d.residents) AS lowest,
    MAX(d.residents) AS highest,
    COUNT(d.residents) AS known,
    MAX(q.facility_name) AS facility_name,
    BOOL_OR(q.is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_daily_staffing_fact AS d
  JOIN kerok_healthcare.gold_quarterly_provider_fact AS q
    ON d.quarter = q.quarter AND d.ccn = q.ccn
  WHERE
    COALESCE(q.same_census_months > 0, TRUE)
  GROUP BY
    d.ccn,
    d.quarter,
    q.state,
    CAST(DATE_TRUNC('MONTH', d.work_date) AS DATE)
), found AS (
  SELECT
    ccn,
    CAST(NULL AS DATE) AS work_date,
    quarter,
    'jump' AS kind,
    hprd AS value,
    'from ' || CAST(CAST(hprd_before AS DECIMAL(12, 2)) AS VARCHAR) || ' to ' || CAST(CAST(hprd AS DECIMAL(12, 2)) AS VARCHAR) || ' HPRD' AS context,
    facility_name,
    state,
    is_synthetic
  FROM followed
  WHERE
    number_before = quarter_number - 1
    AND hprd > 0
    AND hprd_before > 0
    AND (
      hprd >= hprd_before * CAST('1.5' AS DECIMAL(3, 2))
      OR hprd_before >= hprd * CAST('1.5' AS DECIMAL(3, 2))
    )
  UNION ALL
  SELECT
    ccn,
    CAST(NULL AS DATE),
    quarter,
    'weekend_equals_weekday',
    weekend_hprd,
    'weekend ' || CAST(weekend_hprd AS VARCHAR) || ', weekday ' || CAST(weekday_hprd AS VARCHAR) || ' HPRD',
    facility_name,
    state,
    is_synthetic
  FROM weeks
  WHERE
    CAST(weekend_hprd AS DECIMAL(12, 2)) = CAST(weekday_hprd AS DECIMAL(12, 2))
  UNION ALL
  SELECT
    d.ccn,
    d.work_date,
    d.quarter,
    'over_24_hprd',
    TRY_CAST(CAST(CAST((
      TRY_CAST(d.cms_total_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(d.residents AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(d.cms_total_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(d.residents AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(d.residents AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(d.residents AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)),
    'residents ' || CAST(d.residents AS VARCHAR) || ', hours ' || CAST(d.cms_total_hours AS VARCHAR),
    q.facility_name,
    q.state,
    q.is_synthetic
  FROM kerok_healthcare.gold_daily_staffing_fact AS d
  JOIN kerok_healthcare.gold_quarterly_provider_fact AS q
    ON d.quarter = q.quarter AND d.ccn = q.ccn
  WHERE
    d.residents > 0
    AND d.cms_total_hours > d.residents * CAST('24' AS DECIMAL(4, 2))
    AND COALESCE(q.over_24_hprd_days > 0, TRUE)
  UNION ALL
  SELECT
    ccn,
    first_day,
    quarter,
    'identical_days',
    CAST(days AS DECIMAL(12, 6)),
    CAST(days AS VARCHAR) || ' days on end, residents ' || CAST(residents AS VARCHAR) || ', hours ' || CAST(hours AS VARCHAR),
    facility_name,
    state,
    is_synthetic
  FROM runs
  WHERE
    days >= 3
  UNION ALL
  SELECT
    ccn,
    month,
    quarter,
    'census_copied',
    CAST(lowest AS DECIMAL(12, 6)),
    CAST(days AS VARCHAR) || ' days, residents ' || CAST(lowest AS VARCHAR),
    facility_name,
    state,
    is_synthetic
  FROM months
  WHERE
    lowest = highest
    AND known = days
    AND lowest >= 20
    AND days = DATE_DIFF('DAY', month, CAST(DATE_ADD('MONTH', 1, month) AS DATE))
)
SELECT
  ccn,
  work_date,
  quarter,
  kind,
  value,
  context,
  facility_name,
  state,
  is_synthetic
FROM found;
