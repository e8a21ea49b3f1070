WITH long AS (
  SELECT
    m.ccn, m.quarter, m.state, m.facility_name, m.month, r.role_set,
    {% for part in ['hours', 'employee_hours', 'contract_hours', 'resident_days', 'weekend_hours', 'weekend_resident_days', 'days_counted'] %}
    {{ of_role_set(part, 'm') }} AS {{ part }},
    {% endfor %}
    m.days, m.observed_days, m.census_days, m.is_incomplete, m.is_synthetic
  FROM staffing_by_month m
  CROSS JOIN {{ any_role_set }} AS r(role_set)
)
SELECT
  l.ccn, l.facility_name, l.state, l.month, l.quarter, l.role_set,
  l.hours, l.employee_hours, l.contract_hours, l.resident_days, l.weekend_hours, l.weekend_resident_days, l.days_counted,
  l.days - l.days_counted AS days_excluded, l.observed_days, l.census_days,
  b.certified_beds, b.beds_processing_date, b.beds_lag_days, b.beds_backfilled,
  CASE WHEN b.ccn IS NULL THEN 'no_release_within_366_days' WHEN b.certified_beds IS NULL THEN 'not_reported' END AS beds_missing_reason,
  l.is_incomplete, l.is_synthetic
FROM long l
LEFT JOIN beds_by_month b ON l.ccn = b.ccn AND l.month = b.month
