-- vw_facility_percentile on athena: one row per facility per quarter per role set per area (its state, and US)

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_facility_percentile AS
WITH loaded AS (
  SELECT
    period AS quarter,
    BOOL_OR(is_national AND is_current) AS is_full,
    DATE_DIFF(
      'DAY',
      CAST(DATE_ADD(
        'MONTH',
        3 * CAST(SUBSTR(period, 6, 1) AS INTEGER) - 3,
        CAST(SUBSTR(period, 1, 4) || '-01-01' AS DATE)
      ) AS DATE),
      CAST(DATE_ADD(
        'MONTH',
        3 * CAST(SUBSTR(period, 6, 1) AS INTEGER),
        CAST(SUBSTR(period, 1, 4) || '-01-01' AS DATE)
      ) AS DATE)
    ) AS length
  FROM kerok_healthcare.gold_load_summary AS gold_load_summary
  WHERE
    dataset = 'pbj'
  GROUP BY
    period
), homes AS (
  SELECT
    ccn,
    quarter,
    'cms_total' AS role_set,
    state AS area,
    cms_total_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'cms_total' AS role_set,
    'US' AS area,
    cms_total_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'cms_rn' AS role_set,
    state AS area,
    cms_rn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'cms_rn' AS role_set,
    'US' AS area,
    cms_rn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'cms_lpn' AS role_set,
    state AS area,
    cms_lpn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'cms_lpn' AS role_set,
    'US' AS area,
    cms_lpn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'cms_licensed' AS role_set,
    state AS area,
    cms_licensed_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'cms_licensed' AS role_set,
    'US' AS area,
    cms_licensed_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'cms_aide' AS role_set,
    state AS area,
    cms_aide_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'cms_aide' AS role_set,
    'US' AS area,
    cms_aide_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'care' AS role_set,
    state AS area,
    care_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'care' AS role_set,
    'US' AS area,
    care_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'rn_care' AS role_set,
    state AS area,
    rn_care_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'rn_care' AS role_set,
    'US' AS area,
    rn_care_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'rn_lpn_cna' AS role_set,
    state AS area,
    rn_lpn_cna_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'rn_lpn_cna' AS role_set,
    'US' AS area,
    rn_lpn_cna_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_rndon' AS role_set,
    state AS area,
    role_rndon_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_rndon' AS role_set,
    'US' AS area,
    role_rndon_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_rnadmin' AS role_set,
    state AS area,
    role_rnadmin_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_rnadmin' AS role_set,
    'US' AS area,
    role_rnadmin_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_rn' AS role_set,
    state AS area,
    role_rn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_rn' AS role_set,
    'US' AS area,
    role_rn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_lpnadmin' AS role_set,
    state AS area,
    role_lpnadmin_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_lpnadmin' AS role_set,
    'US' AS area,
    role_lpnadmin_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_lpn' AS role_set,
    state AS area,
    role_lpn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_lpn' AS role_set,
    'US' AS area,
    role_lpn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_cna' AS role_set,
    state AS area,
    role_cna_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_cna' AS role_set,
    'US' AS area,
    role_cna_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_natrn' AS role_set,
    state AS area,
    role_natrn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_natrn' AS role_set,
    'US' AS area,
    role_natrn_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_medaide' AS role_set,
    state AS area,
    role_medaide_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  UNION ALL
  SELECT
    ccn,
    quarter,
    'role_medaide' AS role_set,
    'US' AS area,
    role_medaide_hprd AS hprd,
    days_with_residents,
    zero_staff_days,
    cms_total_hprd AS total_hprd,
    NOT reported_processing_date IS NULL
    AND (
      reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
    ) AS is_suppressed,
    facility_name,
    is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
), ranked AS (
  SELECT
    q.ccn,
    q.quarter,
    'cms_total' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.cms_total_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.cms_total_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_total_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'cms_total' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.cms_total_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.cms_total_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_total_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'cms_rn' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.cms_rn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.cms_rn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_rn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'cms_rn' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.cms_rn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.cms_rn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_rn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'cms_lpn' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.cms_lpn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.cms_lpn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_lpn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'cms_lpn' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.cms_lpn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.cms_lpn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_lpn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'cms_licensed' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.cms_licensed_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.cms_licensed_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_licensed_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'cms_licensed' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.cms_licensed_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.cms_licensed_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_licensed_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'cms_aide' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.cms_aide_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.cms_aide_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_aide_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'cms_aide' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.cms_aide_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.cms_aide_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.cms_aide_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'care' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.care_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.care_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.care_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'care' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.care_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.care_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.care_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'rn_care' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.rn_care_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.rn_care_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.rn_care_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'rn_care' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.rn_care_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.rn_care_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.rn_care_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'rn_lpn_cna' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.rn_lpn_cna_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.rn_lpn_cna_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.rn_lpn_cna_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'rn_lpn_cna' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.rn_lpn_cna_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.rn_lpn_cna_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.rn_lpn_cna_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_rndon' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.role_rndon_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.role_rndon_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_rndon_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_rndon' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.role_rndon_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.role_rndon_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_rndon_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_rnadmin' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.role_rnadmin_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.role_rnadmin_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_rnadmin_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_rnadmin' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.role_rnadmin_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.role_rnadmin_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_rnadmin_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_rn' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.role_rn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.role_rn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_rn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_rn' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.role_rn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.role_rn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_rn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_lpnadmin' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.role_lpnadmin_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.role_lpnadmin_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_lpnadmin_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_lpnadmin' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.role_lpnadmin_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.role_lpnadmin_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_lpnadmin_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_lpn' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.role_lpn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.role_lpn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_lpn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_lpn' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.role_lpn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.role_lpn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_lpn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_cna' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.role_cna_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.role_cna_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_cna_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_cna' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.role_cna_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.role_cna_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_cna_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_natrn' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.role_natrn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.role_natrn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_natrn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_natrn' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.role_natrn_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.role_natrn_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_natrn_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_medaide' AS role_set,
    q.state AS area,
    RANK() OVER (PARTITION BY q.quarter, q.state ORDER BY q.role_medaide_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter, q.state
      ORDER BY q.role_medaide_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter, q.state) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_medaide_hprd IS NULL
  UNION ALL
  SELECT
    q.ccn,
    q.quarter,
    'role_medaide' AS role_set,
    'US' AS area,
    RANK() OVER (PARTITION BY q.quarter ORDER BY q.role_medaide_hprd) - 1 AS below,
    COUNT(*) OVER (
      PARTITION BY q.quarter
      ORDER BY q.role_medaide_hprd
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS below_or_same,
    COUNT(*) OVER (PARTITION BY q.quarter) AS homes
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN loaded AS l
    ON q.quarter = l.quarter AND q.days_with_residents = l.length AND l.is_full
  WHERE
    NOT q.role_medaide_hprd IS NULL
), judged AS (
  SELECT
    h.ccn,
    h.quarter,
    h.role_set,
    h.area,
    h.hprd,
    r.below,
    r.below_or_same,
    r.homes,
    h.zero_staff_days,
    h.total_hprd,
    h.is_suppressed,
    h.facility_name,
    h.is_synthetic,
    CASE
      WHEN l.is_full IS NULL OR NOT l.is_full
      THEN 'partial_coverage'
      WHEN h.hprd IS NULL
      THEN 'no_rate'
      WHEN h.days_with_residents IS NULL OR h.days_with_residents <> l.length
      THEN 'not_a_full_quarter'
      WHEN COALESCE(r.homes, 0) < 10
      THEN 'fewer_than_10_homes'
    END AS missing_reason
  FROM homes AS h
  LEFT JOIN loaded AS l
    ON h.quarter = l.quarter
  LEFT JOIN ranked AS r
    ON h.ccn = r.ccn
    AND h.quarter = r.quarter
    AND h.role_set = r.role_set
    AND h.area = r.area
)
SELECT
  ccn,
  quarter,
  role_set,
  area,
  CASE
    WHEN missing_reason IS NULL
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(50 * (
        below + below_or_same
      ) AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(homes AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(50 * (
        below + below_or_same
      ) AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(homes AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(homes AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(homes AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
  END AS percentile,
  CASE
    WHEN missing_reason IS NULL
    THEN CAST(homes + CAST('0.5' AS DECIMAL(2, 1)) * (
      1 - below - below_or_same
    ) AS DECIMAL(12, 1))
  END AS rank,
  CASE WHEN missing_reason IS NULL THEN CAST(homes AS BIGINT) END AS of,
  missing_reason,
  hprd,
  NULLIF(
    CONCAT_WS(
      ',',
      CASE WHEN is_suppressed THEN 'cms_shows_no_staffing' END,
      CASE WHEN total_hprd < CAST('1.5' AS DECIMAL(3, 2)) THEN 'hprd_under_1.5' END,
      CASE WHEN zero_staff_days >= 4 THEN 'zero_staff_days' END
    ),
    ''
  ) AS suspect,
  facility_name,
  is_synthetic
FROM judged;
