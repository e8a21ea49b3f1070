WITH long AS (
  SELECT
    q.ccn, q.facility_name, q.state, q.quarter, r.role_set,
    {% for part in ['hours', 'resident_days', 'hprd', 'weekend_hprd', 'days_counted', 'days_excluded', 'weekend_hours', 'weekend_resident_days', 'contract_hours'] %}
    {{ of_role_set(part, 'q') }} AS {{ part }},
    {% endfor %}
    q.is_incomplete, q.is_synthetic
  FROM gold_quarterly_provider_fact q
  CROSS JOIN {{ any_role_set }} AS r(role_set)
)
SELECT
  ccn, facility_name, state, quarter, role_set, hours, resident_days, hprd, weekend_hprd, days_counted, days_excluded,
  weekend_hours, weekend_resident_days, contract_hours, rate(contract_hours, hours) AS contract_share, is_incomplete, is_synthetic
FROM long
