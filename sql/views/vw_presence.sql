WITH quarters AS (
  SELECT
    period AS quarter, bool_or(is_national AND is_current) AS is_full,
    CAST(date_add('day', -1, CAST(date_add('month', 3 * CAST(substr(period, 6, 1) AS integer), CAST(substr(period, 1, 4) || '-01-01' AS date)) AS date)) AS date) AS last_day
  FROM gold_load_summary
  WHERE dataset = 'pbj' AND is_current
  GROUP BY period
),
releases AS (
  SELECT CAST(period AS date) AS processing_date FROM gold_load_summary WHERE dataset = 'providerinfo' AND is_national AND is_current
),
around AS (
  SELECT
    q.quarter, q.is_full, q.last_day,
    max(CASE WHEN r.processing_date <= q.last_day THEN r.processing_date END) AS release_before,
    min(CASE WHEN r.processing_date > q.last_day THEN r.processing_date END) AS release_after
  FROM quarters q LEFT JOIN releases r ON abs(date_diff('day', r.processing_date, q.last_day)) <= 366
  GROUP BY q.quarter, q.is_full, q.last_day
),
homes AS (
  SELECT
    d.ccn, a.quarter, f.ccn IS NOT NULL AS in_pbj,
    {# a national release lists whoever is certified: only it says that a home is not listed #}
    CASE
      WHEN d.first_processing_date <= a.last_day AND d.processing_date > a.last_day THEN true
      WHEN a.release_before IS NOT NULL THEN coalesce(d.first_processing_date <= a.release_before AND d.processing_date >= a.release_before, false)
    END AS in_providerinfo,
    d.first_quarter, d.last_quarter, d.first_processing_date, d.processing_date AS last_processing_date, d.facility_name, d.state, d.is_synthetic,
    coalesce(a.is_full, false) AS is_full, a.last_day, a.release_before, a.release_after
  FROM gold_facility_dim d CROSS JOIN around a
  LEFT JOIN gold_quarterly_provider_fact f ON d.ccn = f.ccn AND a.quarter = f.quarter
)
SELECT
  ccn, quarter, in_pbj, in_providerinfo, first_quarter AS first_seen, last_quarter AS last_seen,
  CASE
    WHEN in_pbj THEN 'present'
    WHEN NOT is_full THEN 'not_in_extract'
    {# listed before and after the quarter's end #}
    WHEN first_processing_date <= last_day AND last_processing_date > last_day THEN 'suppressed_by_cms'
    {# staffed before and listed after it #}
    WHEN first_quarter < quarter AND last_processing_date > last_day THEN 'suppressed_by_cms'
    {# staffed before and after it #}
    WHEN first_quarter < quarter AND last_quarter > quarter THEN 'suppressed_by_cms'
    WHEN first_processing_date > last_day AND release_before IS NOT NULL AND coalesce(first_quarter > quarter, true) THEN 'opened_later'
    WHEN last_processing_date <= last_day AND release_after IS NOT NULL AND coalesce(last_quarter < quarter, true) THEN 'closed'
    ELSE 'unknown'
  END AS reason,
  first_processing_date, last_processing_date, facility_name, state, is_synthetic
FROM homes
