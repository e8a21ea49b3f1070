WITH months AS (
  {# of the days, not of their sums: an engine computes a CTE as often as it is named #}
  SELECT month, CAST(date_add('day', -1, CAST(date_add('month', 1, month) AS date)) AS date) AS last_day
  FROM (SELECT DISTINCT month_of(work_date) AS month FROM gold_daily_staffing_fact) AS seen
),
candidates AS (
  SELECT
    p.ccn, m.month, m.last_day, p.processing_date, p.certified_beds,
    row_number() OVER (
      PARTITION BY p.ccn, m.month
      ORDER BY CASE WHEN p.processing_date <= m.last_day THEN 0 ELSE 1 END, abs(date_diff('day', p.processing_date, m.last_day))
    ) AS nearest_first
  FROM months m JOIN silver_providerinfo p ON abs(date_diff('day', p.processing_date, m.last_day)) <= 366
)
SELECT
  ccn, month, certified_beds,
  processing_date AS beds_processing_date,
  CAST(date_diff('day', processing_date, last_day) AS integer) AS beds_lag_days,
  processing_date > last_day AS beds_backfilled
FROM candidates
WHERE nearest_first = 1
