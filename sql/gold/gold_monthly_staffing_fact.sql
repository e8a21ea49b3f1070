WITH long AS (
  {% for s in role_sets %}
  SELECT
    ccn, quarter, state, facility_name, month, '{{ s.name }}' AS role_set,
    {{ s.name }}_hours AS hours, {{ s.name }}_employee_hours AS employee_hours, {{ s.name }}_contract_hours AS contract_hours,
    {{ s.name }}_weekend_hours AS weekend_hours, {{ s.name }}_resident_days AS resident_days,
    {{ s.name }}_weekend_resident_days AS weekend_resident_days, {{ s.name }}_days_counted AS days_counted,
    days - {{ s.name }}_days_counted AS days_excluded, observed_days, census_days, is_incomplete, is_synthetic
  FROM staffing_by_month
  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
)
SELECT
  l.ccn, l.facility_name, l.state, l.month, l.quarter, l.role_set,
  l.hours, l.employee_hours, l.contract_hours, l.resident_days, l.weekend_hours, l.weekend_resident_days, l.days_counted, l.days_excluded,
  l.observed_days, l.census_days,
  b.certified_beds, b.beds_processing_date, b.beds_lag_days, b.beds_backfilled,
  CASE WHEN b.ccn IS NULL THEN 'no_release_within_366_days' WHEN b.certified_beds IS NULL THEN 'not_reported' END AS beds_missing_reason,
  l.is_incomplete, l.is_synthetic
FROM long l
LEFT JOIN beds_by_month b ON l.ccn = b.ccn AND l.month = b.month
